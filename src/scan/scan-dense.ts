/**
 * Columns out of a run of rows of a dense matrix that lies in one piece: all of it goes by in large requests, since one request for each
 * row takes far longer. Pure but for reading; runs in a scan worker, or in Node.
 */
import type { NumberData } from '../protocol/values.ts';
import type { DenseMatrix, RowBlock } from './matrices.ts';
import { adder, type Into } from './scan-minors.ts';
import { arrayOf, type StoredReader } from './stored-reader.ts';

/** @param wanted each at most once */
export async function scanDense(
  reader: StoredReader,
  { nMinors, values }: DenseMatrix,
  { first, end }: RowBlock,
  wanted: Uint32Array,
  into: Into,
  signal?: AbortSignal,
): Promise<NumberData> {
  const width = into === 'sum' ? 1 : wanted.length;
  const out = into === 'sum' ? new Float64Array(end - first) : new (arrayOf(values.dtype))((end - first) * width);
  const put = into === 'sum' ? adder(out, values.dtype, into) : setter(out, values.dtype);
  const take = (items: NumberData, place: number): void => {
    const inRow = place % nMinors;
    const row = (place - inRow) / nMinors - first;
    wanted.forEach((column, slot) => {
      const isBehind = column < inRow;
      const offset = into === 'sum' ? 0 : slot;
      let target = (isBehind ? row + 1 : row) * width + offset;
      for (let i = column - inRow + (isBehind ? nMinors : 0); i < items.length; i += nMinors, target += width) {
        put(target, items[i] as number);
      }
    });
  };
  await reader.each(values, first * nMinors, end * nMinors, take, { signal });
  return out;
}

/** What is stored, to the bit: a sum would turn −0 into 0. */
function setter(out: NumberData, dtype: string): (place: number, value: number) => void {
  const numbers = out as Float64Array;
  if (dtype !== 'bool') {
    return (place, value) => {
      numbers[place] = value;
    };
  }
  return (place, value) => {
    numbers[place] = value ? 1 : 0;
  };
}
