/**
 * A few majors of a large compressed matrix, as genes of a CSC matrix or cells of a CSR one: their entries lie one after the other, so
 * that three requests bring them, two of them at the same time. Runs on the file side. Where the storage alone can read them it answers
 * null, and they are read slab by slab.
 */
import { DenseFiller } from '../arrays/sparse.ts';
import { normalizeSelection, type Selection, toRanges } from '../protocol/selection.ts';
import type { ArrayValue, NumberData } from '../protocol/values.ts';
import { int32MinorsOf } from '../scan/minors.ts';
import { arrayOf } from '../scan/stored-reader.ts';
import { dtypeName, type StorageNode } from '../storage/storage.ts';
import { assertAscending, shapeOf } from './compressed.ts';
import { type Element, member, type ReadContext } from './encoding.ts';

type Node = Pick<StorageNode, 'path' | 'shape' | 'dtype'>;

const NUMBERS = /^(u?int(8|16|32|64)|float(32|64)|bool)$/;
/** A major in each of more places is a request each: they are read slab by slab. */
const MOST_PIECES = 8;
/** Whether it can be located at all. */
const NOTHING = { start: 0, end: 0 };
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
  const [offsets, indices, values] = [member(element, 'indptr').node, member(element, 'indices').node, member(element, 'data').node];
  const entries = values.shape?.[0] ?? 0;
  const dtype = values.dtype && dtypeName(values.dtype);
  if (!reader || some === null || all !== null || entries < reader.fewestEntries || indices.shape?.[0] !== entries) return null;
  if (!dtype || !NUMBERS.test(dtype)) return null;
  const { path } = element.node;
  const nMinors = shapeOf(element)[format === 'csr' ? 1 : 0];
  const nMajors = shapeOf(element)[format === 'csr' ? 0 : 1];
  const pieces = toRanges(normalizeSelection(some, nMajors), nMajors);
  // The result is made only once it is known that this way is open.
  if (pieces.length === 0 || pieces.length > MOST_PIECES || !(await storage.locate(indices.path, signal, NOTHING))) return null;
  const filler = new DenseFiller({ format, shape: shapeOf(element), dtype }, arrayOf(dtype), rows, columns);

  /** Some items; null where only the storage can read them. */
  const items = async (node: Node, start: number, end: number): Promise<NumberData | null> => {
    const array = await storage.locate(node.path, signal, { start, end });
    return array && reader.numbers(array, start, end, signal);
  };
  const count = filler.majors.reduce((sum, { start, end }) => sum + end - start, 0);
  let at = 0;
  for (const { start, end } of filler.majors) {
    const found = await items(offsets, start, end + 1);
    if (!found || found instanceof Float32Array || found instanceof Float64Array) return null;
    const indptr = Float64Array.from(found as ArrayLike<number>, Number);
    assertAscending(indptr, entries, path);
    const last = indptr.at(-1) as number;
    for (let from = indptr[0] as number; from < last; from += ENTRIES_AT_ONCE) {
      const to = Math.min(last, from + ENTRIES_AT_ONCE);
      const [places, data] = await Promise.all([items(indices, from, to), items(values, from, to)]);
      if (!places || !data || places instanceof Float32Array || places instanceof Float64Array) return null;
      filler.add(at, indptr, from, int32MinorsOf(places, nMinors, path), dtype === 'bool' ? flags(data) : data);
      const share = (to - (indptr[0] as number)) / (last - (indptr[0] as number));
      await context.onSlab?.((at + share * (end - start)) / count);
    }
    at += end - start;
  }
  return filler.finish();
}

/** Whatever byte stands for true. */
function flags(bytes: NumberData): NumberData {
  return Uint8Array.from(bytes as Uint8Array, (byte) => (byte ? 1 : 0));
}
