import { beforeEach, describe, expect, it } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { createActivity } from '../activity.ts';
import { type Coloring, makeColoring } from './coloring.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import type { PlotState } from './plot.ts';

const ref = (name: string) => ({ kind: 'var', name }) as const;
const coloring = (name: string, values: number[], isPart = false): Coloring =>
  makeColoring(ref(name), { values: Float32Array.from(values) }, null, 0, isPart);
const points = { xy: Float32Array.of(0, 0, 1, 1, 2, 2), count: 3 } as PlotState['points'];

let store: StoreApi<PlotState>;
let drawing: Drawing;
const shown = (): (string | boolean)[] => {
  const now = store.getState().coloring;
  return now ? [now.ref.kind === 'var' ? now.ref.name : '', now.kind === 'numbers' && now.isPartial] : [];
};
beforeEach(async () => {
  store = createStore<PlotState>(
    () => ({ points: null, coloring: null, order: null, hidden: new Set<number>(), range: null }) as unknown as PlotState,
  );
  drawing = createDrawing(store, createActivity());
  await drawing.show({ points });
  await drawing.show({ coloring: coloring('A', [1, 2, 3]), hidden: new Set() });
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('the picture of a gene that takes long', () => {
  it('grows by its parts until it is whole', async () => {
    drawing.showPart(() => coloring('B', [5, Number.NaN, Number.NaN], true));
    expect(shown()).toEqual(['A', false]);
    await settled();
    expect(shown()).toEqual(['B', true]);
    // What is not known yet is drawn beneath what is.
    expect([...(store.getState().order ?? [])].at(-1)).toBe(0);
    await drawing.show({ coloring: coloring('B', [5, 6, 7]), hidden: new Set() });
    await drawing.dropPart();
    expect(shown()).toEqual(['B', false]);
  });

  it('gives way to the one before when it does not come', async () => {
    drawing.showPart(() => coloring('B', [5, Number.NaN, Number.NaN], true));
    await settled();
    drawing.showPart(() => coloring('B', [5, 6, Number.NaN], true));
    await settled();
    drawing.cancel();
    await drawing.dropPart();
    expect(shown()).toEqual(['A', false]);
  });

  it('gives way to the one before in the look that was chosen for it', async () => {
    const looks = () => {
      const { hidden, range } = store.getState();
      return { hidden: [...hidden], range };
    };
    const chosen = { hidden: new Set([1]), range: [2, 3] as const };
    store.setState(chosen);
    for (let i = 0; i < 2; i++) {
      drawing.showPart(() => coloring('B', [5, i, Number.NaN], true));
      await settled();
      expect(looks()).toEqual({ hidden: [], range: null });
    }
    await drawing.dropPart();
    expect([shown(), looks()]).toEqual([['A', false], { hidden: [1], range: [2, 3] }]);
    // That was of these colours: other points keep it, other colours do not.
    await drawing.show({ points: { ...points } as PlotState['points'] });
    expect(looks().range).toEqual([2, 3]);
    await drawing.show({ coloring: coloring('C', [1, 1, 1]), hidden: new Set() });
    expect(looks()).toEqual({ hidden: [], range: null });
  });

  it('waits for nothing: a part that comes while one is drawn is left out', async () => {
    let made = 0;
    for (let i = 0; i < 3; i++) {
      drawing.showPart(() => {
        made++;
        return coloring('B', [i, Number.NaN, Number.NaN], true);
      });
    }
    await settled();
    expect(made).toBe(1);
    const whole = drawing.show({ coloring: coloring('C', [1, 1, 1]), hidden: new Set() });
    drawing.showPart(() => coloring('B', [5, 6, Number.NaN], true));
    await whole;
    await settled();
    expect(shown()).toEqual(['C', false]);
  });
});
