import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ArrayValue, type ElemShadow, type MuDataShadow, toArray } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { namesOfCodes } from '../plot/coloring.ts';
import type { Stage } from '../plot/stage.ts';
import { createViewer, type Viewer } from '../viewer.ts';
import { copyColumn, copyElement, removeAddition, renameAdditions } from './additions.ts';

const CELLTYPE = { mod: 'rna', kind: 'obs', column: 'celltype' } as const;
const { signal } = new AbortController();

// Node has no frames.
vi.stubGlobal('requestAnimationFrame', setTimeout);
vi.stubGlobal('cancelAnimationFrame', clearTimeout);

async function start(file = join(EXAMPLES, 'citeseq.h5mu')): Promise<{ viewer: Viewer; data: MuDataShadow; added: () => string[] }> {
  const viewer = createViewer();
  const data = (await viewer.open(await openAsBlob(file))) as MuDataShadow;
  await viewer.idle();
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

  afterEach(() => viewer.close());

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

describe('what is made of an addition in the plot', () => {
  let viewer: Viewer;
  let data: MuDataShadow;
  const find = (path: string): ElemShadow => data.at(path) as ElemShadow;
  const labels = (): string[] => viewer.history.getState().past.map(({ label }) => label);
  const plot = () => {
    const { coloring, hidden, points } = viewer.plot.getState();
    return { color: coloring?.ref, hidden: coloring && namesOfCodes(coloring, hidden), place: points?.ref };
  };

  beforeEach(async () => {
    ({ viewer, data } = await start());
  });

  afterEach(() => viewer.close());

  it('is of its new name after a rename, which is one step: colours keep what is hidden of them', async () => {
    await copyColumn(viewer, data, CELLTYPE, 'a', true, signal);
    await viewer.plot.colorBy({ kind: 'obs', column: 'a' });
    viewer.plot.setHidden(new Set([0, 3]));
    const { hidden } = plot();
    const steps = [...labels(), 'Rename obs/a'];
    renameAdditions(viewer, data, [
      [find('obs/a'), 'b'],
      [find('uns/a_colors'), 'b_colors'],
    ]);
    await viewer.idle();
    expect(plot()).toMatchObject({ color: { column: 'b' }, hidden });
    expect(hidden).toHaveLength(2);
    expect(labels()).toEqual(steps);
    await viewer.undo();
    await viewer.idle();
    expect(plot()).toMatchObject({ color: { column: 'a' }, hidden });
    await viewer.redo();
    await viewer.idle();
    expect(plot()).toMatchObject({ color: { column: 'b' }, hidden });
    removeAddition(viewer, data, find('obs/b'));
    await viewer.idle();
    expect(plot().color).not.toMatchObject({ column: 'b' });
    await viewer.undo();
    await viewer.idle();
    expect(plot()).toMatchObject({ color: { column: 'b' }, hidden });
    expect(labels()).toEqual(steps);
  });

  it('stays an axis where it is one, and the components that are drawn, looked at from the same place', async () => {
    const camera = { target: [3, 4], zoom: 2 } as const;
    viewer.setStage({ getCamera: () => camera, drawn: async () => {} } as Partial<Stage> as Stage);
    data.obs.set(
      'a',
      new Float32Array(700).map((_, i) => i),
    );
    const [x, y] = [{ kind: 'obs', column: 'a' } as const, { mod: 'rna', kind: 'obs', column: 'total_counts' } as const];
    await viewer.plot.setAxes({ x, y });
    const { color } = plot();
    renameAdditions(viewer, data, [[find('obs/a'), 'b']]);
    await viewer.idle();
    expect(plot()).toMatchObject({ color, place: { kind: 'axes', x: { ...x, column: 'b' }, y } });
    await viewer.undo();
    await viewer.idle();
    expect(plot()).toMatchObject({ color, place: { kind: 'axes', x, y } });

    await copyElement(viewer, find('mod/rna/obsm/X_pca'), data.obsm, 'X_a', signal);
    await viewer.plot.setEmbedding({ key: 'X_a', components: [2, 3] });
    renameAdditions(viewer, data, [[find('obsm/X_a'), 'X_b']]);
    await viewer.idle();
    expect(plot()).toMatchObject({ color, place: { key: 'X_b', components: [2, 3] } });
    expect(viewer.plot.getState().points?.view).toEqual(camera);
  });

  it('is made anew when it is replaced, with what is hidden of it; and when its colours are', async () => {
    await copyColumn(viewer, data, CELLTYPE, 'a', false, signal);
    await viewer.plot.colorBy({ kind: 'obs', column: 'a' });
    viewer.plot.setHidden(new Set([1]));
    const { hidden } = plot();
    const { coloring } = viewer.plot.getState();
    data.uns.set('a_colors', (await data.categoryColors(CELLTYPE)) as ArrayValue);
    await viewer.idle();
    expect(viewer.plot.getState().coloring).not.toBe(coloring);
    expect(plot()).toMatchObject({ color: { column: 'a' }, hidden });
    expect(hidden).toHaveLength(1);
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
