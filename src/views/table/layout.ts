/** How the columns of a table are arranged, kept while the file is open. Types and a default. */
import type { ColumnOrderState, ColumnPinningState, ColumnSizingState, ColumnVisibilityState } from '@tanstack/react-table';

export interface Layout {
  readonly columnOrder: ColumnOrderState;
  readonly columnSizing: ColumnSizingState;
  readonly columnPinning: ColumnPinningState;
  readonly columnVisibility: ColumnVisibilityState;
}

export const NO_LAYOUT: Layout = { columnOrder: [], columnSizing: {}, columnPinning: { start: [], end: [] }, columnVisibility: {} };
