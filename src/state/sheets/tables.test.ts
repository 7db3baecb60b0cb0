import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ElemShadow, MuDataShadow } from '../../shadow/index.ts';
import { EXAMPLES } from '../../testing/paths.ts';
import { removeAddition, renameAdditions } from '../additions/additions.ts';
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

const sortBy = (column: string, descending = false) => ({ sort: { column, descending } });
const first = (path = 'obs'): number | undefined => viewer.tables.arrangement(path).rows?.[0];
const labels = (): string[] => viewer.history.getState().past.map(({ label }) => label);

it('what is cancelled goes back to what the rows are sorted by, also where another was asked for in between', async () => {
  const { tables, activity } = viewer;
  await tables.arrange('mod/rna/obs', sortBy('total_counts'));
  const { rows } = tables.arrangement('mod/rna/obs');
  data.clearCache();
  const superseded = tables.arrange('mod/rna/obs', sortBy('celltype'));
  const cancelled = tables.arrange('mod/rna/obs', sortBy('leiden'));
  for (const task of activity.getState().tasks) task.cancel();
  await Promise.all([superseded, cancelled]);
  expect(tables.arrangement('mod/rna/obs')).toMatchObject({ ...sortBy('total_counts'), rows });
  expect(labels()).toEqual(['Sort rna.obs by total_counts']);
});

it('the part that is chosen and the order of its rows go together', async () => {
  const { tables } = viewer;
  const [path, other] = ['obsm/X_mofa', 'obsm/X_umap'];
  const matrix = { nRows: 700, column: () => data.mod.get('rna')?.obs.column('total_counts') as never };
  const part = (): string | undefined => tables.getState().parts.get(path);
  tables.show(path);
  await tables.arrange(path, sortBy('1'), matrix);
  tables.choosePart(path, '1');
  tables.choosePart(other, '2');
  expect([part(), tables.arrangement(path).sort, tables.arrangement(path).rows]).toEqual(['1', null, null]);
  await tables.arrange(path, sortBy('1'), matrix);
  expect([part(), tables.arrangement(path).sort]).toEqual(['1', sortBy('1').sort]);
  // Both go when another takes its place, and with its tab.
  tables.forget(path);
  expect([part(), tables.arrangement(path).sort]).toEqual([undefined, null]);
  tables.choosePart(path, '1');
  tables.hide(path);
  expect([...tables.getState().parts]).toEqual([[other, '2']]);
  await viewer.close();
  expect(tables.getState().parts.size).toBe(0);
});

describe('a table follows what is added to the object', () => {
  const count = (sign: 1 | -1) => new Float32Array(700).map((_, i) => sign * i);

  it('sorting by a column that is replaced, and no longer by one that is gone', async () => {
    const { tables } = viewer;
    data.obs.set('a', count(1));
    await tables.arrange('obs', { ...sortBy('a', true), filters: new Map([['a', { kind: 'range', min: 100, max: null }]]) });
    expect(first()).toBe(699);
    data.obs.set('a', count(-1));
    await viewer.idle();
    expect(tables.arrangement('obs')).toMatchObject({ ...sortBy('a', true), filters: new Map() });
    expect(first()).toBe(0);
    data.obs.delete('a');
    await viewer.idle();
    expect(tables.arrangement('obs')).toMatchObject({ sort: null, rows: null, error: null });
    expect(labels()).toEqual(['Filter obs by a']);
  });

  it('under its new name, and again when it is back', async () => {
    const { tables } = viewer;
    const find = (path: string): ElemShadow => data.at(path) as ElemShadow;
    data.obs.set('a', count(1));
    const filter = { kind: 'range', min: null, max: 500 } as const;
    await tables.arrange('obs', { ...sortBy('a', true), filters: new Map([['a', filter]]) });
    renameAdditions(viewer, data, [[find('obs/a'), 'b']]);
    await viewer.idle();
    const renamed = { ...sortBy('b', true), filters: new Map([['b', filter]]) };
    expect(tables.arrangement('obs')).toMatchObject(renamed);
    expect(first()).toBe(500);
    removeAddition(viewer, data, find('obs/b'));
    await viewer.idle();
    expect(tables.arrangement('obs')).toMatchObject({ sort: null, filters: new Map(), rows: null });
    await viewer.undo();
    expect(tables.arrangement('obs')).toMatchObject(renamed);
    await viewer.undo();
    expect(tables.arrangement('obs')).toMatchObject({ ...sortBy('a', true), filters: new Map([['a', filter]]) });
    expect(first()).toBe(500);
    expect(labels()).toEqual(['Filter obs by a']);
  });

  it('a matrix that another takes the place of is as in the file', async () => {
    const { tables } = viewer;
    tables.show('obsm/X_mofa');
    const matrix = { nRows: 700, column: () => data.obs.column('a') };
    data.obs.set('a', count(1));
    await tables.arrange('obsm/X_mofa', sortBy('1', true), matrix);
    expect(first('obsm/X_mofa')).toBe(699);
    data.obsm.set('X_mofa', { kind: 'numeric', dtype: 'float32', shape: [700, 2], data: new Float32Array(1400) });
    expect(tables.arrangement('obsm/X_mofa')).toMatchObject({ sort: null, rows: null });
  });
});
