import { describe, expect, it } from 'vitest';
import { createHistory } from './history.ts';

function counter() {
  const history = createHistory();
  let value = 0;
  const add = (by: number): void => {
    value += by;
    history.record({ label: `add ${by}`, undo: () => add(-by), redo: () => add(by) });
  };
  return { history, add, value: () => value };
}

describe('history', () => {
  it('takes steps back in reverse, and does them again', async () => {
    const { history, add, value } = counter();
    add(1);
    add(10);
    expect((await history.undo())?.label).toBe('add 10');
    expect(value()).toBe(1);
    await history.undo();
    expect(value()).toBe(0);
    expect(await history.undo()).toBeNull();
    await history.redo();
    await history.redo();
    expect(value()).toBe(11);
    expect(await history.redo()).toBeNull();
  });

  it('does not record what undoing does, and forgets what was undone once something new is done', async () => {
    const { history, add, value } = counter();
    add(1);
    await history.undo();
    expect(history.getState()).toMatchObject({ past: [], future: [{ label: 'add 1' }] });
    add(5);
    expect(history.getState().future).toEqual([]);
    expect(await history.redo()).toBeNull();
    expect(value()).toBe(5);
  });

  it('takes a step back for each time it is asked, also while one is on its way', async () => {
    const history = createHistory();
    const undone: string[] = [];
    for (const label of ['first', 'second']) {
      const undo = async (): Promise<void> => {
        await Promise.resolve();
        undone.push(label);
      };
      history.record({ label, undo, redo: () => {} });
    }
    await Promise.all([history.undo(), history.undo(), history.undo()]);
    expect(undone).toEqual(['second', 'first']);
    expect(history.getState().future).toHaveLength(2);
  });

  it('keeps a hundred steps', () => {
    const { history, add } = counter();
    for (let i = 0; i < 130; i++) add(i);
    expect(history.getState().past).toHaveLength(100);
    expect(history.getState().past[0]?.label).toBe('add 30');
  });
});
