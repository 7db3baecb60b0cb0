/** What a windowed grid shows: a rectangle of values, of which only the parts that are looked at are read. Pure. */
import type { ArrayValue, CallOptions, ElemShadow, Selection } from '../../shadow/index.ts';
import type { Axes } from '../../state/sheets/axes.ts';
import { isNumberType } from '../grid/cell-text.ts';
import type { Found } from '../grid/column-source.ts';
import { type BlockSize, blockSize } from './block-size.ts';

/** A part that was read: its values by their place in the part. */
export type Block = (row: number, column: number) => Found;

export interface GridModel extends Axes {
  /** Path of the element. */
  readonly path: string;
  readonly label: string;
  readonly nRows: number;
  readonly block: BlockSize;
  /** Whether a column has numbers: they are sorted from the highest first. */
  isNumeric(column: number): boolean;
  /** Whether any column has text, which needs more room. */
  readonly hasText: boolean;
  /** Complex numbers have no order. */
  readonly isSortable: boolean;
  /** Zeros that stay in the background, so that what is not zero stands out. */
  readonly hasFaintZeros: boolean;
  /** So small that it is read whole once its rows are wanted in another order. */
  readonly isSmall: boolean;
  read(rows: Selection, columns: Selection, options: CallOptions): Promise<Block>;
  /** All rows of one column, by its position: for sorting. */
  column(position: string, options: CallOptions): Promise<ArrayValue>;
  /** All of it into the cache. */
  readAll(options: CallOptions): Promise<unknown>;
}

const SMALL = 8_000_000;

/**
 * A matrix, or a list as its one column.
 * @param further the index in each dimension beyond the second
 */
export function matrixModel(
  { path, label, rows, columns }: Axes & { readonly path: string; readonly label: string },
  matrix: ElemShadow,
  further: readonly number[],
): GridModel {
  const isNumeric = isNumberType(matrix.dtype);
  const isList = matrix.shape?.length === 1;
  const select = (wantedRows: Selection, wantedColumns: Selection, options: CallOptions): Promise<ArrayValue> =>
    matrix.select(isList ? [wantedRows] : [wantedRows, wantedColumns, ...further], options);
  return {
    path,
    label,
    rows,
    columns,
    nRows: rows.length,
    block: blockSize(matrix),
    isNumeric: () => isNumeric,
    hasText: !isNumeric && matrix.dtype !== 'bool',
    isSortable: !matrix.dtype?.startsWith('complex'),
    hasFaintZeros: !isList,
    isSmall: (matrix.node?.layout?.bytes ?? 0) <= SMALL && sparseFormat(matrix) === null,
    async read(wantedRows, wantedColumns, options) {
      const value = await select(wantedRows, wantedColumns, options);
      const width = isList ? 1 : (value.shape[1] ?? 1);
      return (row, column) => ({ value, at: row * width + column });
    },
    async column(position, options) {
      const value = await select(null, isList ? null : Number(position), options);
      return { ...value, shape: [rows.length] };
    },
    readAll: (options) => matrix.read(options),
  };
}

/** Null for what is not sparse. What was added has no encoding yet. */
export function sparseFormat(matrix: ElemShadow): 'csr' | 'csc' | null {
  const value = matrix.peek();
  if (value?.kind === 'sparse') return value.format;
  return (/^cs[rc]/.exec(matrix.encoding)?.[0] as 'csr' | 'csc' | undefined) ?? null;
}
