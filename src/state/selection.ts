/** What the user points at: a cell, an element of the tree, and how far the tree is open. Shared by all views. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';

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

/** Open at first: the cells' table and embeddings, where most begin. */
export const NO_SELECTION: SelectionState = { cell: -1, hovered: -1, element: null, expanded: ['obs', 'obsm'] };

export function createSelection(): StoreApi<SelectionState> {
  return createStore<SelectionState>(() => NO_SELECTION);
}
