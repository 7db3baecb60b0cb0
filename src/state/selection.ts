/** What the user points at: a cell, an element of the tree, and how far the tree is open. Shared by all views. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { ElemShadow, Hdf5Shadow, type OpenedShadow } from '../shadow/index.ts';

export interface SelectionState {
  /** The cell that is highlighted in the plot and in tables; −1 = none. */
  readonly cell: number;
  /** The cell under the pointer; −1 = none. */
  readonly hovered: number;
  /** Path of the tree element whose details are shown. */
  readonly element: string | null;
  /** Paths of the rows of the tree that are open. */
  readonly expanded: readonly string[];
}

export const NO_SELECTION: SelectionState = { cell: -1, hovered: -1, element: null, expanded: [] };

/** Rows that are seen at once on most screens. */
const AT_ONCE = 24;

/** Open at first: the cells' table and embeddings, where most begin; the groups of plain HDF5 if that is little. */
export function openAtFirst(data: OpenedShadow): string[] {
  if (!(data instanceof Hdf5Shadow)) return ['obs', 'obsm'];
  const groups = [...data.children().values()].filter((child) => !(child instanceof ElemShadow));
  const rows = groups.reduce((count, group) => count + group.children().size, data.children().size);
  return rows <= AT_ONCE ? groups.map(({ path }) => path) : [];
}

export function createSelection(): StoreApi<SelectionState> {
  return createStore<SelectionState>(() => NO_SELECTION);
}
