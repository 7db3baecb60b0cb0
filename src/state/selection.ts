/** What the user points at: a cell, an element of the tree. Shared by all views. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface SelectionState {
  /** The cell that is highlighted in the plot and in tables; −1 = none. */
  readonly cell: number;
  /** The cell under the pointer; −1 = none. */
  readonly hovered: number;
  /** Path of the tree element whose details are shown. */
  readonly element: string | null;
}

export const NO_SELECTION: SelectionState = { cell: -1, hovered: -1, element: null };

export function createSelection(): StoreApi<SelectionState> {
  return createStore<SelectionState>(() => NO_SELECTION);
}
