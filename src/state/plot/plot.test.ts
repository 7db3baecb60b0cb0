import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MuDataShadow } from '../../shadow/index.ts';
import { EXAMPLES } from '../../testing/paths.ts';
import { createViewer, type Viewer } from '../viewer.ts';

let viewer: Viewer;
let data: MuDataShadow;

// Node has no frames.
vi.stubGlobal('requestAnimationFrame', setTimeout);
vi.stubGlobal('cancelAnimationFrame', clearTimeout);

beforeEach(async () => {
  viewer = createViewer();
  data = (await viewer.open(await openAsBlob(join(EXAMPLES, 'citeseq.h5mu')))) as MuDataShadow;
  await viewer.idle();
});

afterEach(() => viewer.close());

it('what is given up while it is ordered is not shown, neither then nor with what comes next', async () => {
  const { plot, activity } = viewer;
  const before = plot.getState().coloring;
  const asked = plot.colorBy({ mod: 'rna', kind: 'obs', column: 'leiden' });
  // The hold is the order's: reading is a task.
  const stop = activity.subscribe(({ tasks, held }) => {
    if (tasks.length > 0 || held === 0) return;
    stop();
    queueMicrotask(() => plot.cancel());
  });
  await asked;
  expect(plot.getState()).toMatchObject({ coloring: before, pending: { color: null } });
  await plot.setEmbedding({ mod: 'rna', key: 'X_pca', components: [0, 1] });
  expect(plot.getState()).toMatchObject({ coloring: before, points: { ref: { key: 'X_pca' } } });
});

it('a view with points as large as their number wants has them so, whatever was set before', async () => {
  const { plot } = viewer;
  plot.setState({ diameter: 7 });
  await plot.start(data, { v: 1 });
  expect(plot.getState().diameter).toBe(7);
  await plot.start(data, { v: 1, size: null });
  expect(plot.getState().diameter).toBeNull();
});
