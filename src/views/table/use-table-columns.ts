/** The columns of a table in their order, with their widths, as TanStack Table arranges them. Page, React. */
import { useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { DataFrameShadow } from '../../shadow/index.ts';
import { features, NO_ROWS, tableColumns } from './columns.ts';
import type { Layout } from './layout.ts';

/** `leaves` are the columns that are not hidden, pinned ones first; `headers` theirs. */
export function useTableColumns(frame: DataFrameShadow, names: readonly string[], layout: Layout, onLayout: (layout: Layout) => void) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: added columns come with new names
  const columns = useMemo(() => tableColumns(frame), [frame, names]);
  const update =
    <K extends keyof Layout>(key: K) =>
    (updater: Layout[K] | ((old: Layout[K]) => Layout[K])): void =>
      onLayout({ ...layout, [key]: typeof updater === 'function' ? updater(layout[key]) : updater });
  const table = useTable({
    features,
    columns,
    data: NO_ROWS,
    state: layout as never,
    onColumnOrderChange: update('columnOrder') as never,
    onColumnSizingChange: update('columnSizing') as never,
    onColumnPinningChange: update('columnPinning') as never,
    onColumnVisibilityChange: update('columnVisibility') as never,
    columnResizeMode: 'onChange',
  });
  const leaves = [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()];
  const headers = [...(table.getStartHeaderGroups()[0]?.headers ?? []), ...(table.getCenterHeaderGroups()[0]?.headers ?? [])];
  return { table, leaves, headers };
}
