/** What was seen of a matrix in a small sample of its values. Plain data; runs on every thread. */

/** Bases of logarithms that tools use: scanpy's and Seurat's natural one, and log2 and log10. */
export const LOG_BASES = [Math.E, 2, 10] as const;

/** One row of which all values were seen. */
export interface RowSample {
  /** Sum of the values. */
  readonly total: number;
  /** For each of `LOG_BASES`: the sum of base^value − 1, what the values were before log(1 + x). */
  readonly unlogged: readonly number[];
  /** Whether the values are multiples of the smallest of them, as scaled counts are; null where too few differ to tell. */
  readonly isMultiples: boolean | null;
  /** For each of `LOG_BASES`: whether base^value − 1 are. */
  readonly isLogOfMultiples: readonly (boolean | null)[];
}

export interface MatrixSample {
  /** How many values were looked at; of a sparse matrix, stored ones. */
  readonly values: number;
  /** Share of the whole matrix that is not zero, 0 to 1: of a sparse matrix by what it stores, of a dense one by the sample. */
  readonly filled: number;
  /** Of the finite values seen, zeros among them; null where there was none. */
  readonly min: number | null;
  readonly max: number | null;
  /** Mean and standard deviation of the finite values seen. */
  readonly mean: number;
  readonly sd: number;
  /** Whether all of them are whole numbers. */
  readonly isWhole: boolean;
  /** Values seen that are NaN. */
  readonly missing: number;
  /** Rows seen as a whole; none of a matrix in columns (CSC) or with very long rows. */
  readonly rows: readonly RowSample[];
}
