import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Origin, startOrigin } from '../../e2e/remote/origin.ts';
import { createActivity } from './activity.ts';
import { createBudget } from './budget.ts';
import { openSource } from './open-source.ts';
import { createQuestion, type DownloadQuestion } from './question.ts';

let server: Origin;
beforeAll(async () => {
  server = await startOrigin();
});
afterAll(() => server.close());

/** Frames follow one another at once. */
beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});

function page() {
  const options = { activity: createActivity(), question: createQuestion(), budget: createBudget(), keptFiles: { isOn: () => false } };
  const asked = async (): Promise<DownloadQuestion> => {
    await expect.poll(() => options.question.getState().asked).toMatchObject({ kind: 'download' });
    return options.question.getState().asked as DownloadQuestion;
  };
  const start = (path: string, signal = new AbortController().signal) =>
    openSource({ source: `${server.url}/${path}`, path: '', name: 'citeseq.h5mu' }, options, signal);
  return { ...options, asked, start };
}

it('a file without ranges is downloaded when the user agrees', async () => {
  const { start, asked, question, activity } = page();
  const opening = start('whole/citeseq.h5mu');
  const found = await asked();
  expect(found).toMatchObject({ name: 'citeseq.h5mu', size: 1_066_751, most: 512e6 });
  // Nothing runs while the user thinks.
  expect(activity.getState().tasks).toEqual([]);
  const labels: string[] = [];
  activity.subscribe(({ tasks }) => labels.push(...tasks.map(({ label }) => label)));
  found.answer(true);
  question.close();
  const { shadow, isWhole } = await opening;
  expect(isWhole).toBe(true);
  expect(new Set(labels)).toEqual(new Set(['Downloading citeseq.h5mu']));
  await shadow.close();
});

it('and not when the user closes the question', async () => {
  const { start, asked, question } = page();
  const opening = start('whole/citeseq.h5mu');
  await asked();
  const before = server.asked.length;
  question.close();
  await expect(opening).rejects.toMatchObject({ record: { tag: 'aborted' } });
  expect(server.asked.length).toBe(before);
});

it('is not asked for where another file is opened instead: the question goes', async () => {
  const { start, asked, question } = page();
  const controller = new AbortController();
  const opening = start('whole/citeseq.h5mu', controller.signal);
  await asked();
  controller.abort();
  await expect(opening).rejects.toMatchObject({ record: { tag: 'aborted' } });
  expect(question.getState().asked).toBeNull();
});

it('what is larger than may be kept in memory is refused before it starts', async () => {
  const { start, budget, question } = page();
  budget.setState({ bytes: 1e6 });
  await expect(start('whole/citeseq.h5mu')).rejects.toMatchObject({
    record: {
      tag: 'too-large',
      message: expect.stringContaining('1.07 MB, more than the 1 MB'),
      hint: expect.stringContaining('drop it here'),
    },
  });
  expect(question.getState().asked).toBeNull();
});

it('one that is no larger than a part would be is not worth a question', async () => {
  const { start, question } = page();
  const asks = vi.spyOn(question, 'ask');
  const { shadow, isWhole } = await start('whole/no-cells.h5ad');
  expect(isWhole).toBe(true);
  expect(asks).not.toHaveBeenCalled();
  await shadow.close();
});
