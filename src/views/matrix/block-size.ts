/** How large the parts are in which a matrix is read: as the file has it, so that nothing is decoded to be thrown away. Pure. */
import type { ElemShadow } from '../../shadow/index.ts';

export interface BlockSize {
  readonly rows: number;
  readonly columns: number;
}

/** Entries of a sparse matrix that a block goes through: 0.5 MB of indices and values. */
const ENTRIES = 65_536;
/** Of a dense matrix: so many rows and columns at least, so many values at most. */
const LEAST = 64;
const MOST_VALUES = 131_072;

/**
 * Rows of CSR are read whole, whichever columns are wanted, and columns of CSC likewise: blocks are few of those, and long across.
 * Dense ones are whole chunks, where these are small enough.
 */
export function blockSize(matrix: ElemShadow): BlockSize {
  const [nRows = 1, nColumns = 1] = matrix.shape ?? [];
  const size = sizeOf(matrix, nRows, nColumns);
  return { rows: Math.max(1, Math.min(nRows, size.rows)), columns: Math.max(1, Math.min(nColumns, size.columns)) };
}

function sizeOf({ node, encoding }: ElemShadow, nRows: number, nColumns: number): BlockSize {
  const entries = node?.children.find(({ name }) => name === 'data')?.shape?.[0] ?? 0;
  const majors = (count: number, least: number): number =>
    Math.max(least, Math.min(256, Math.floor((ENTRIES * count) / Math.max(1, entries))));
  if (encoding === 'csr_matrix') return { rows: majors(nRows, 8), columns: 512 };
  if (encoding === 'csc_matrix') return { rows: 512, columns: majors(nColumns, 4) };
  const [tall = 1, wide = 1] = node?.layout?.chunks ?? [];
  const columns = Math.min(nColumns, aligned(wide));
  const rows = aligned(tall);
  if (rows * columns <= MOST_VALUES) return { rows, columns };
  return { rows: Math.min(rows, 4 * LEAST), columns: Math.min(columns, 4 * LEAST) };
}

/** As many chunks as it takes. */
function aligned(chunk: number): number {
  return Math.ceil(LEAST / Math.max(1, chunk)) * Math.max(1, chunk);
}
