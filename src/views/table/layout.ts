/** How the columns of a table are arranged, kept while the file is open. Page, no React. */
import type { ColumnOrderState, ColumnPinningState, ColumnSizingState, ColumnVisibilityState } from '@tanstack/react-table';
import type { DataFrameShadow } from '../../shadow/index.ts';
import { columnId } from './columns.ts';

export interface Layout {
  readonly columnOrder: ColumnOrderState;
  readonly columnSizing: ColumnSizingState;
  readonly columnPinning: ColumnPinningState;
  readonly columnVisibility: ColumnVisibilityState;
}

/** The index stays in view while the rest is scrolled: a row is known by its name. */
export function firstLayout(frame: DataFrameShadow): Layout {
  const columnPinning = { start: [columnId(frame.index.name)], end: [] };
  return { columnOrder: [], columnSizing: {}, columnPinning, columnVisibility: {} };
}
