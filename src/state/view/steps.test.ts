import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ObsRef, packStrings, type VarRef } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { createViewer, type Viewer } from '../viewer.ts';
import { plotView, showTables, viewOf } from './view.ts';

const CITESEQ = join(EXAMPLES, 'citeseq.h5mu');
const LEIDEN: ObsRef = { mod: 'rna', kind: 'obs', column: 'leiden' };
const GENE: VarRef = { mod: 'rna', kind: 'var', name: 'CD3D' };
const PCA = { mod: 'rna', key: 'X_pca', components: [0, 1] } as const;

let viewer: Viewer;

const labels = (): string[] => viewer.history.getState().past.map(({ label }) => label);
const shown = () => plotView(viewer.plot.getState());

// Node has no frames.
vi.stubGlobal('requestAnimationFrame', setTimeout);
vi.stubGlobal('cancelAnimationFrame', clearTimeout);

beforeEach(async () => {
  viewer = createViewer();
  await viewer.open(await openAsBlob(CITESEQ));
  await viewer.activity.idle();
});

afterEach(() => viewer.close());

describe('steps', () => {
  it('are what the user changed, in order; opening a file is none', async () => {
    expect(labels()).toEqual([]);
    await viewer.plot.colorBy(LEIDEN);
    viewer.plot.setHidden(new Set([0]));
    await viewer.plot.setEmbedding(PCA);
    await viewer.plot.setEmbedding({ ...PCA, components: [2, 3] });
    viewer.plot.setState({ emphasized: 1 });
    viewer.tables.show('var');
    await viewer.tables.arrange('mod/rna/obs', { sort: { column: 'leiden', descending: true } });
    expect(labels()).toEqual(['Colour by rna: leiden', 'Hide 0', 'Draw rna: X_pca', 'Axes 3 and 4', 'Sort rna.obs by leiden']);
  });

  it('are taken back exactly, and done again, also when keys are pressed faster than anything is read', async () => {
    const views = [viewOf(viewer)];
    const note = (): unknown => views.push(viewOf(viewer));
    await viewer.plot.colorBy(LEIDEN);
    note();
    viewer.plot.setHidden(new Set([0, 2]));
    note();
    await viewer.plot.setEmbedding(PCA);
    note();
    await viewer.plot.colorBy(null);
    note();
    await viewer.plot.setAxes({ x: { kind: 'obsm', key: 'X_mofa', component: 1 }, y: { mod: 'rna', kind: 'obs', column: 'total_counts' } });
    expect(viewer.plot.getState().errors.place).toBeNull();
    note();
    for (const view of views.slice(0, -1).toReversed()) {
      await viewer.undo();
      expect(viewOf(viewer)).toEqual(view);
    }
    for (const view of views.slice(1)) {
      await viewer.redo();
      expect(viewOf(viewer)).toEqual(view);
    }
    viewer.file.getState().data?.clearCache();
    await Promise.all(views.map(() => viewer.undo()));
    expect(viewOf(viewer)).toEqual(views[0]);
    viewer.file.getState().data?.clearCache();
    await Promise.all(views.map(() => viewer.redo()));
    expect(viewOf(viewer)).toEqual(views.at(-1));
    expect(viewer.history.getState()).toMatchObject({ past: { length: 5 }, future: [] });
  });

  it('of a table bring its rows back, and the table into view', async () => {
    const [first] = viewer.file.getState().data?.obs.keys() ?? [];
    const before = viewer.tables.arrangement('obs').rows;
    await viewer.tables.arrange('obs', { sort: { column: first as string, descending: true } });
    const sorted = viewer.tables.arrangement('obs').rows;
    expect(sorted).not.toEqual(before);
    viewer.tables.show('var');
    await viewer.undo();
    expect(viewer.tables.getState().active).toBe('obs');
    expect(viewer.tables.arrangement('obs')).toMatchObject({ sort: null, rows: before });
    await viewer.redo();
    expect(viewer.tables.arrangement('obs').rows).toEqual(sorted);
  });

  it('of a slider that is dragged are one; of another slider another', async () => {
    for (const diameter of [4, 5, 6]) viewer.plot.setState({ diameter });
    for (const opacity of [0.8, 0.7]) viewer.plot.setState({ opacity });
    expect(labels()).toEqual(['Size of the points', 'Opacity of the points']);
    await viewer.undo();
    expect(shown()).toMatchObject({ size: 6, opacity: 0.9 });
    await viewer.undo();
    expect(shown()).toMatchObject({ size: null, opacity: 0.9 });
    await viewer.redo();
    await viewer.redo();
    expect(shown()).toMatchObject({ size: 6, opacity: 0.7 });
  });

  it('of a range are in the numbers of its colours, and come back with these', async () => {
    await viewer.plot.colorBy(GENE);
    for (const to of [3, 2]) viewer.plot.setState({ range: [1, to] });
    viewer.plot.setState({ colormap: 'magma' });
    await viewer.plot.colorBy(LEIDEN);
    expect(labels().slice(1)).toEqual(['Range of the colours', 'Colours of numbers', 'Colour by rna: leiden']);
    expect(shown()).toMatchObject({ range: null, colormap: 'magma' });
    await viewer.undo();
    expect(shown()).toMatchObject({ color: GENE, range: [1, 2], colormap: 'magma' });
    await viewer.undo();
    await viewer.undo();
    expect(shown()).toMatchObject({ range: null, colormap: 'viridis' });
  });

  it('are not what failed, nor what was given up; undo gives up what has not come', async () => {
    await viewer.plot.colorBy({ kind: 'obs', column: 'nothing' }).catch(() => {});
    expect(labels()).toEqual([]);
    await viewer.plot.colorBy(LEIDEN);
    const before = shown();
    viewer.file.getState().data?.clearCache();
    const asked = viewer.plot.colorBy({ mod: 'rna', kind: 'obs', column: 'celltype' });
    await viewer.undo();
    await asked;
    expect(shown()).toEqual(before);
    expect(labels()).toEqual(['Colour by rna: leiden']);
    expect(viewer.history.getState().told).toEqual({ text: 'Cancelled' });
    await viewer.undo();
    expect(labels()).toEqual([]);
  });

  it('of a table are recorded while one of the plot is taken back', async () => {
    await viewer.plot.colorBy(LEIDEN);
    viewer.file.getState().data?.clearCache();
    const undoing = viewer.undo();
    expect(viewer.plot.getState().pending.color).not.toBeNull();
    await viewer.tables.arrange('mod/rna/obs', { sort: { column: 'leiden', descending: true } });
    await undoing;
    expect(labels()).toEqual(['Sort rna.obs by leiden']);
  });

  it('take back more hidden categories than a view keeps', async () => {
    const categories = packStrings(Array.from({ length: 1500 }, (_, i) => `c${i}`));
    const codes = Int32Array.from({ length: 700 }, (_, i) => 2 * i);
    viewer.file.getState().data?.obs.set('many', { kind: 'categorical', shape: [700], codes, categories, ordered: false });
    await viewer.plot.colorBy({ kind: 'obs', column: 'many' });
    const hidden = new Set(Array.from({ length: 1200 }, (_, i) => i));
    viewer.plot.setHidden(hidden);
    await viewer.undo();
    expect(viewer.plot.getState().hidden.size).toBe(0);
    await viewer.redo();
    expect(viewer.plot.getState().hidden).toEqual(hidden);
  });

  it('of the tables in plain HDF5 are recorded too, and tables come back as they were', async () => {
    await viewer.open(await openAsBlob(join(FIXTURES, 'foreign/tenx-v2-two-genomes.h5')));
    await viewer.idle();
    const sort = { column: 'gene_ids', descending: true };
    await viewer.tables.arrange('mm10/var', { sort });
    expect(labels()).toEqual(['Sort mm10/var by gene_ids']);
    await viewer.undo();
    expect(viewer.tables.arrangement('mm10/var')).toMatchObject({ sort: null, rows: null });
    await showTables(viewer, [{ path: 'mm10/var', sort, filters: [] }]);
    expect(viewer.tables.arrangement('mm10/var').sort).toEqual(sort);
  });

  it('go with their file', async () => {
    await viewer.plot.colorBy(LEIDEN);
    await viewer.open(await openAsBlob(CITESEQ));
    await viewer.activity.idle();
    expect(labels()).toEqual([]);
  });
});
