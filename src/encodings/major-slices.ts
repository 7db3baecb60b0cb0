/**
 * A few majors of a large compressed matrix, as genes of a CSC matrix or cells of a CSR one: their entries lie one after the other, so
 * that three requests bring them, two of them at the same time. Runs on the file side. Where the storage alone can read them it answers
 * null, and they are read slab by slab.
 */
import { DenseFiller } from '../arrays/sparse.ts';
import type { Selection } from '../protocol/selection.ts';
import type { ArrayValue, NumberData } from '../protocol/values.ts';
import { type Minors, minorsOf } from '../scan/minors.ts';
import { arrayOf } from '../scan/stored-reader.ts';
import { assertAscending, shapeOf } from './compressed.ts';
import { type Element, member, type ReadContext } from './encoding.ts';
import { locateMatrix } from './minor-slices.ts';

/** A major in each of more places is a request each: they are read slab by slab. */
const MOST_PIECES = 8;
/** Entries in memory at a time, besides the result. */
const ENTRIES_AT_ONCE = 1024 * 1024;

/** @throws ShadowError as the matrix does when it is read */
export async function readMajors(
  format: 'csr' | 'csc',
  element: Element,
  [rows = null, columns = null]: readonly Selection[],
  context: ReadContext,
): Promise<ArrayValue | null> {
  const { minors: reader, storage, signal } = context;
  const [some, all] = format === 'csr' ? [rows, columns] : [columns, rows];
  if (!reader || some === null || all !== null) return null;
  const matrix = await locateMatrix(format, element, context);
  const offsets = matrix && (await storage.locate(member(element, 'indptr').node.path, signal));
  if (!matrix || !offsets || offsets.length !== matrix.nMajors + 1 || !/^u?int/.test(offsets.dtype)) return null;
  const { indices, values, nMinors, path } = matrix;
  const filler = new DenseFiller({ format, shape: shapeOf(element), dtype: values.dtype }, arrayOf(values.dtype), rows, columns);
  if (filler.majors.length > MOST_PIECES) return null;

  const count = filler.majors.reduce((sum, { start, end }) => sum + end - start, 0);
  let at = 0;
  for (const { start, end } of filler.majors) {
    const indptr = Float64Array.from((await reader.numbers(offsets, start, end + 1, signal)) as ArrayLike<number>, Number);
    assertAscending(indptr, values.length, path);
    const last = indptr.at(-1) as number;
    for (let from = indptr[0] as number; from < last; from += ENTRIES_AT_ONCE) {
      const to = Math.min(last, from + ENTRIES_AT_ONCE);
      const [places, data] = await Promise.all([reader.numbers(indices, from, to, signal), reader.numbers(values, from, to, signal)]);
      filler.add(at, indptr, from, int32s(minorsOf(places, nMinors, indices.path)), values.dtype === 'bool' ? flags(data) : data);
      const share = (to - (indptr[0] as number)) / (last - (indptr[0] as number));
      await context.onSlab?.((at + share * (end - start)) / count);
    }
    at += end - start;
  }
  return filler.finish();
}

function int32s(minors: Minors): Int32Array {
  return minors instanceof Int32Array ? minors : new Int32Array(minors);
}

/** Whatever byte stands for true. */
function flags(bytes: NumberData): NumberData {
  return Uint8Array.from(bytes as Uint8Array, (byte) => (byte ? 1 : 0));
}
