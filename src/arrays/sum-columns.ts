/** The sum over some columns of a matrix that is in memory, as the file side has it of one in the file. Pure; runs on every thread. */
import { ShadowError } from '../protocol/errors.ts';
import type { NumberData, SparseMatrix, Value } from '../protocol/values.ts';

/**
 * A float64 for each row; never holds the columns together.
 * @param columns each counts once
 * @throws ShadowError `invalid` for a column that is not there, or what is no matrix of real numbers
 */
export function sumOfColumns(value: Value, columns: Uint32Array): Float64Array<ArrayBuffer> {
  const { kind } = value;
  const entries = kind === 'sparse' ? value.values : value;
  const isReal = entries.kind === 'boolean' || (entries.kind === 'numeric' && !entries.dtype.startsWith('complex'));
  if (kind === 'scalar' || kind === 'null' || value.shape.length !== 2 || !isReal)
    throw new ShadowError({ tag: 'invalid', message: 'This is no matrix of real numbers: its columns have no sum.' });
  const [rows = 0, width = 0] = value.shape;
  const wanted = [...new Set(columns)].sort((a, b) => a - b);
  if (wanted.some((column) => column >= width))
    throw new ShadowError({ tag: 'invalid', message: `There are no such columns: there are ${width}.` });
  if (kind === 'sparse') return sumOfSparse(value, wanted);
  const sums = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (const column of wanted) (sums[row] as number) += Number((entries.data as NumberData)[row * width + column]);
  }
  return sums;
}

/** Entries that are there twice count twice, as in scipy. */
function sumOfSparse({ format, shape, indptr, indices, values }: SparseMatrix, wanted: readonly number[]): Float64Array<ArrayBuffer> {
  const [rows, width] = shape;
  const sums = new Float64Array(rows);
  const { data } = values;
  if (format === 'csc') {
    for (const column of wanted) {
      for (let at = indptr[column] as number; at < (indptr[column + 1] as number); at++)
        (sums[indices[at] as number] as number) += Number(data[at]);
    }
    return sums;
  }
  const isWanted = new Uint8Array(width);
  for (const column of wanted) isWanted[column] = 1;
  for (let row = 0; row < rows; row++) {
    for (let at = indptr[row] as number; at < (indptr[row + 1] as number); at++)
      if (isWanted[indices[at] as number]) (sums[row] as number) += Number(data[at]);
  }
  return sums;
}
