/** The columns of a table as TanStack Table keeps them: order, width, pinning, visibility. It never sees a row. Page, no React. */
import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table';
import type { DataFrameShadow } from '../../shadow/index.ts';
import { isNumberType } from '../grid/cell-text.ts';

export const features = tableFeatures({
  columnOrderingFeature,
  columnSizingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnVisibilityFeature,
});

/** Rows are not given to the table: its row model costs 5 kB of heap each. */
export const NO_ROWS: never[] = [];

const NARROWEST = 56;
const WIDEST = 900;

/** Ids are not bare names: TanStack keeps them as keys of objects, where a column called `__proto__` must not go. */
export function columnId(name: string): string {
  return `column ${name}`;
}

export function columnName(id: string): string {
  return id.slice('column '.length);
}

const helper = createColumnHelper<typeof features, never>();

/** The index first, then the columns in their order. */
export function tableColumns(frame: DataFrameShadow) {
  return helper.columns(
    [...frame.children()].map(([name, column]) =>
      helper.display({
        id: columnId(name),
        size: widthOf(name, column.dtype, column === frame.index),
        minSize: NARROWEST,
        maxSize: WIDEST,
      }),
    ),
  );
}

/** By the length of the name and what the values look like. */
function widthOf(name: string, dtype: string | null, isIndex: boolean): number {
  const values = isIndex ? 190 : isNumberType(dtype) ? 92 : dtype === 'bool' ? 72 : 132;
  return Math.min(320, Math.max(values, 44 + name.length * 7.2));
}
