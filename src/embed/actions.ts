/**
 * What can be done with a viewer from outside, by texts as well as by references: by the element's methods, and by messages. Page.
 * Everything rejects with a ShadowError that says why.
 */
import { type AnnDataShadow, type EmbeddingRef, type MuDataShadow, ShadowError, type VectorRef } from '../shadow/index.ts';
import { cellNamed } from '../state/cell-named.ts';
import { readColorText } from '../state/text/color-text.ts';
import { readEmbeddingText } from '../state/text/embedding-text.ts';
import { showView } from '../state/view/view.ts';
import { readView } from '../state/view/view-state.ts';
import type { Viewer } from '../state/viewer.ts';
import { type CellInfo, cellInfo } from './events.ts';

/** Resolves when the cells are drawn in their new colours; null = no colours. @throws ShadowError e.g. `not-found` */
export async function colorBy(viewer: Viewer, wanted: VectorRef | string | null): Promise<void> {
  const data = cells(viewer);
  await viewer.plot.colorBy(typeof wanted === 'string' ? readColorText(data, wanted) : wanted);
  await drawn(viewer);
}

/** Resolves when the cells are drawn there. @throws ShadowError e.g. `not-found` */
export async function setEmbedding(viewer: Viewer, wanted: EmbeddingRef | string): Promise<void> {
  cells(viewer);
  const { plot } = viewer;
  await plot.setEmbedding(typeof wanted === 'string' ? readEmbeddingText(plot.getState().embeddings, wanted) : wanted);
  const { place: error } = plot.getState().errors;
  if (error) throw new ShadowError(error);
  await drawn(viewer);
}

/** Highlights a cell, by its place or its name, and brings it into view; null = none. @throws ShadowError `not-found`, `invalid` */
export async function select(viewer: Viewer, wanted: number | string | null): Promise<CellInfo | null> {
  const data = cells(viewer);
  if (wanted === null) {
    viewer.selection.setState({ cell: -1 });
    return null;
  }
  const cell = typeof wanted === 'number' ? wanted : await placeOf(viewer, data, wanted);
  if (!Number.isInteger(cell) || cell < 0 || cell >= data.nObs)
    throw new ShadowError({
      tag: 'invalid',
      message: `There is no cell ${wanted}.`,
      hint: `Cells are counted from 0 to ${data.nObs - 1}.`,
    });
  viewer.selection.setState({ cell });
  return typeof wanted === 'string' ? { index: cell, name: wanted } : cellInfo(viewer, cell);
}

/** Brings back how a file was looked at. @throws ShadowError `invalid` for what is no view */
export async function setView(viewer: Viewer, stored: unknown): Promise<void> {
  const view = readView(stored);
  if (!view) throw new ShadowError({ tag: 'invalid', message: 'This is no view.', hint: 'Give what getView answered.' });
  shadowOf(viewer);
  await showView(viewer, view);
  await drawn(viewer);
}

async function placeOf(viewer: Viewer, data: AnnDataShadow | MuDataShadow, name: string): Promise<number> {
  const names = await viewer.activity.run('Reading names', null, (options) => data.obsNames.read(options));
  const cell = cellNamed(names as Parameters<typeof cellNamed>[0], name);
  if (viewer.file.getState().data !== data) throw new ShadowError({ tag: 'closed', message: 'The file was closed.' });
  if (cell < 0) throw new ShadowError({ tag: 'not-found', message: `No cell is called “${name}”.` });
  return cell;
}

/** Rendered first, then drawn. */
async function drawn(viewer: Viewer): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await viewer.stage()?.drawn();
}

function shadowOf({ file }: Viewer): NonNullable<ReturnType<typeof file.getState>['shadow']> {
  const { shadow } = file.getState();
  if (!shadow) throw new ShadowError({ tag: 'closed', message: 'No file is open.', hint: 'Open one first.' });
  return shadow;
}

function cells(viewer: Viewer): AnnDataShadow | MuDataShadow {
  const shadow = shadowOf(viewer);
  const { data } = viewer.file.getState();
  if (!data) throw new ShadowError({ tag: 'invalid', message: `${shadow.session.outline.file.name} has no cells to colour.` });
  return data;
}
