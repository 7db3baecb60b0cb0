/** “Show” for an element of the tree: draws it, colours by it, opens its table or its value. Page, no React. */
import { DataFrameShadow, ElemShadow, type EmbeddingRef, type ObsRef, type ShadowNode } from '../shadow/index.ts';
import { hasPart } from './panels.ts';
import { ownerOf } from './sheets/axes.ts';
import { sheetOf } from './sheets/sheets.ts';
import type { Viewer } from './viewer.ts';

export interface Showing {
  /** What showing does, as “Colour the cells by it”. */
  readonly label: string;
  run(): void;
}

/** What showing an element does first of all; null where there is no view for it. */
export function showing(viewer: Viewer, shadow: ShadowNode): Showing | null {
  return showings(viewer, shadow)[0] ?? null;
}

/** All the ways in which an element can be shown, the first one first. */
export function showings(viewer: Viewer, shadow: ShadowNode): readonly Showing[] {
  const drawing = drawingOf(viewer, shadow);
  const table = tableOf(viewer, shadow);
  return [...(drawing ? [drawing] : []), ...(table ? [table] : [])];
}

/** In the plot. */
function drawingOf({ file, plot }: Viewer, shadow: ShadowNode): Showing | null {
  const { data } = file.getState();
  if (!data || !(shadow instanceof ElemShadow) || shadow.node?.problem) return null;
  const { owner, mod, names } = ownerOf(data, shadow.path);
  const [slot, key, ...below] = names;
  if (!owner || key === undefined || below.length > 0) return null;
  if (slot === 'obs' && owner.obs.has(key)) {
    const ref: ObsRef = { mod, kind: 'obs', column: key };
    return { label: 'Colour the cells by it', run: () => void plot.colorBy(ref).catch(() => {}) };
  }
  if (slot === 'obsm' && plot.getState().embeddings.some((option) => option.mod === mod && option.key === key)) {
    const ref: EmbeddingRef = { mod, key, components: [0, 1] };
    return { label: 'Draw the cells in it', run: () => void plot.setEmbedding(ref) };
  }
  return null;
}

/** In the drawer: columns in their table, everything else in a sheet of its own. */
function tableOf(viewer: Viewer, shadow: ShadowNode): Showing | null {
  const { shadow: data } = viewer.file.getState();
  if (!data) return null;
  if (!hasPart(viewer.panels.getState(), 'table')) return null;
  const open = (path: string) => (): void => {
    viewer.tables.show(path);
    viewer.panels.show('table');
  };
  const parent = shadow.path.split('/').slice(0, -1).join('/');
  const isColumn = shadow instanceof ElemShadow && sheetOf(data, parent)?.kind === 'frame';
  if (isColumn) return shadow.node?.problem ? null : { label: 'Show in its table', run: open(parent) };
  const sheet = sheetOf(data, shadow.path);
  if (!sheet || isNoValue(shadow)) return null;
  const isTable = sheet.kind !== 'value' || (shadow.shape?.length ?? 0) > 0;
  return { label: isTable || shadow instanceof DataFrameShadow ? 'Open as table' : 'Show its value', run: open(shadow.path) };
}

/** A link that leads to nothing here, or a type: what there is to say of it is in the details. */
function isNoValue({ node }: ShadowNode): boolean {
  return node !== null && !node.group && node.layout === null && node.encoding !== 'null';
}
