import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ArrayValue, type ElemShadow, type MuDataShadow, open, toArray } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { createActivity } from '../activity.ts';
import { createPlot } from '../plot/plot.ts';
import { createSelection } from '../selection.ts';
import { createHistory } from '../view/history.ts';
import type { Viewer } from '../viewer.ts';
import { copyColumn, copyElement, removeAddition, renameAdditions } from './additions.ts';

const CELLTYPE = { mod: 'rna', kind: 'obs', column: 'celltype' } as const;
const { signal } = new AbortController();

/** The parts of a viewer that additions touch, without a screen. */
async function start(file = join(EXAMPLES, 'citeseq.h5mu')): Promise<{ viewer: Viewer; data: MuDataShadow; added: () => string[] }> {
  const activity = createActivity();
  const plot = createPlot(activity);
  const data = (await open(file)) as MuDataShadow;
  const viewer = { activity, plot, history: createHistory(), selection: createSelection() } as Partial<Viewer> as Viewer;
  return { viewer, data, added: () => [...String(data).matchAll(/(\S+)▲/g)].map(([, name]) => name as string) };
}

describe('adding, as steps of the history', () => {
  let viewer: Viewer;
  let data: MuDataShadow;
  let added: () => string[];
  const values = async (column: string): Promise<unknown[]> => toArray(await data.obs.column(column));
  const find = (path: string): ElemShadow => data.at(path) as ElemShadow;

  beforeEach(async () => {
    ({ viewer, data, added } = await start());
  });

  it('a column comes with its colours, goes with them, and comes again', async () => {
    await copyColumn(viewer, data, CELLTYPE, 'kind', true, signal);
    expect(added()).toEqual(['kind', 'kind_colors']);
    expect(viewer.selection.getState().element).toBe('obs/kind');
    expect(viewer.history.getState().past.map(({ label }) => label)).toEqual(['Add obs/kind']);
    const before = await values('kind');
    await viewer.history.undo();
    expect(added()).toEqual([]);
    await viewer.history.redo();
    expect(added()).toEqual(['kind', 'kind_colors']);
    expect(await values('kind')).toEqual(before);
    expect(toArray((await data.categoryColors({ kind: 'obs', column: 'kind' })) as ArrayValue)).toEqual(
      toArray((await data.categoryColors(CELLTYPE)) as ArrayValue),
    );
  });

  it('undo brings back what had been added before under that name', async () => {
    data.obs.set('mine', new Float32Array(700).fill(3));
    await copyColumn(viewer, data, CELLTYPE, 'mine', false, signal);
    expect(data.obs.get('mine')?.dtype).toBe('category');
    await viewer.history.undo();
    expect((await values('mine'))[0]).toBe(3);
    await viewer.history.redo();
    expect(data.obs.get('mine')?.dtype).toBe('category');
  });

  it('renames with colours, removes, and takes all of it back step by step', async () => {
    await copyColumn(viewer, data, CELLTYPE, 'a', true, signal);
    await copyElement(viewer, find('obsm/X_mofa'), data.obsm, 'X_a', signal);
    renameAdditions(viewer, data, [
      [find('obs/a'), 'b'],
      [find('uns/a_colors'), 'b_colors'],
    ]);
    expect(added().sort()).toEqual(['X_a', 'b', 'b_colors']);
    removeAddition(viewer, data, find('obs/b'));
    expect(added().sort()).toEqual(['X_a', 'b_colors']);
    for (const expected of [['X_a', 'b', 'b_colors'], ['X_a', 'a', 'a_colors'], ['a', 'a_colors'], []]) {
      await viewer.history.undo();
      expect(added().sort()).toEqual(expected);
    }
    for (let i = 0; i < 4; i++) await viewer.history.redo();
    expect(added().sort()).toEqual(['X_a', 'b_colors']);
  });

  it('stands in for an element of the file, which undo shows again', async () => {
    const before = await values('leiden');
    await copyColumn(viewer, data, CELLTYPE, 'leiden', false, signal);
    expect(await values('leiden')).not.toEqual(before);
    await viewer.history.undo();
    expect(await values('leiden')).toEqual(before);
    expect(data.obs.get('leiden')?.isAdded).toBe(false);
  });

  it('changes nothing where it fails, or was given up', async () => {
    const refused = { ...CELLTYPE, column: 'no such column' };
    await expect(copyColumn(viewer, data, refused, 'x', false, signal)).rejects.toMatchObject({ tag: 'not-found' });
    await expect(copyElement(viewer, find('obsm/X_mofa'), data.obsp, 'x', signal)).rejects.toMatchObject({ tag: 'mismatch' });
    await expect(copyElement(viewer, find('obsm/X_umap'), data.obsm, 'a/b', signal)).rejects.toMatchObject({ tag: 'invalid' });
    await expect(copyColumn(viewer, data, CELLTYPE, 'x', true, AbortSignal.abort())).rejects.toMatchObject({ tag: 'aborted' });
    await data.close();
    await expect(copyColumn(viewer, data, CELLTYPE, 'x', true, signal)).rejects.toMatchObject({ tag: 'closed' });
    expect(viewer.history.getState().past).toEqual([]);
  });
});

describe('a column of a modality that lacks cells', () => {
  it('is copied with its colours out of the whole’s uns', async () => {
    const { viewer, data } = await start(join(FIXTURES, 'partly-shared.h5mu'));
    await copyColumn(viewer, data, { mod: 'rna', kind: 'obs', column: 'cell_type' }, 'cell_type', true, signal);
    expect(toArray((await data.categoryColors({ kind: 'obs', column: 'cell_type' })) as ArrayValue)).toEqual([
      '#ff0000',
      '#00ff00',
      '#0000ff',
    ]);
  });
});
