/** “Show” for an element of the tree: draws it, colours by it, or opens its table. Page, no React. */
import { DataFrameShadow, ElemShadow, type EmbeddingRef, MuDataShadow, type ObsRef, type ShadowNode } from '../shadow/index.ts';
import type { Viewer } from './viewer.ts';

export interface Showing {
  /** What showing does, as “Colour the cells by it”. */
  readonly label: string;
  run(): void;
}

/** How an element can be shown; null where there is no view for it. */
export function showing(viewer: Viewer, shadow: ShadowNode): Showing | null {
  const { plot, tables } = viewer;
  const { data } = viewer.file.getState();
  if (!data) return null;

  const table = tables
    .getState()
    .options.find((option) => option.path === (shadow instanceof DataFrameShadow ? shadow.path : parentOf(shadow.path)));
  if (shadow instanceof DataFrameShadow && table) return { label: 'Open as table', run: () => showTable(viewer, table.path) };
  if (!(shadow instanceof ElemShadow) || shadow.node?.problem) return null;

  const { mod, slot, key } = split(shadow.path);
  const modality = data instanceof MuDataShadow && mod !== undefined ? data.mod.get(mod) : undefined;
  const owner = modality ?? data;
  if (slot === 'obs' && key !== undefined && owner.obs.has(key)) {
    const ref: ObsRef = { mod, kind: 'obs', column: key };
    return { label: 'Colour the cells by it', run: () => void plot.colorBy(ref).catch(() => {}) };
  }
  if (slot === 'obsm' && plot.getState().embeddings.some((option) => option.mod === mod && option.key === key)) {
    const ref: EmbeddingRef = { mod, key: key as string, components: [0, 1] };
    return { label: 'Draw the cells in it', run: () => void plot.setEmbedding(ref) };
  }
  return table ? { label: 'Show in its table', run: () => showTable(viewer, table.path) } : null;
}

function showTable(viewer: Viewer, path: string): void {
  viewer.tables.show(path);
  viewer.panels.setState(({ open }) => ({ open: { ...open, table: true }, narrow: 'table' }));
}

function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

function split(path: string): { mod: string | undefined; slot: string | undefined; key: string | undefined } {
  const names = path.split('/');
  const [mod, rest] = names[0] === 'mod' ? [names[1], names.slice(2)] : [undefined, names];
  return rest.length === 2 ? { mod, slot: rest[0], key: rest[1] } : { mod, slot: undefined, key: undefined };
}
