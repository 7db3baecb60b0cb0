/**
 * Minors out of a block of a compressed matrix, as genes out of rows: all indices are looked at, values only where there was a hit.
 * Pure but for reading; runs in a scan worker, or in Node. Never makes the matrix dense.
 */
import type { NumberData } from '../protocol/values.ts';
import type { CompressedMatrix, MajorBlock } from './matrices.ts';
import { type Minors, minorsOf } from './minors.ts';
import { arrayOf, type StoredReader } from './stored-reader.ts';

/** `each`: one value for each major and wanted minor, majors × wanted in C order. `sum`: the sum over the wanted, a float64 for each major. */
export type Into = 'each' | 'sum';

/** Entries that are wanted: their places, counted from the block's first, and which of the wanted minors they belong to. */
class Hits {
  places = new Uint32Array(4096);
  slots = new Uint32Array(4096);
  count = 0;

  add(place: number, slot: number): void {
    if (this.count === this.places.length) {
      this.places = grown(this.places);
      this.slots = grown(this.slots);
    }
    this.places[this.count] = place;
    this.slots[this.count++] = slot;
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/**
 * @param wanted each at most once
 * @throws ShadowError `corrupt`, with the path
 */
export async function scanMinors(
  reader: StoredReader,
  matrix: CompressedMatrix,
  { indptr }: MajorBlock,
  wanted: Uint32Array,
  into: Into,
  signal?: AbortSignal,
): Promise<NumberData> {
  const { values } = matrix;
  const nMajors = indptr.length - 1;
  const start = indptr[0] as number;
  const width = into === 'sum' ? 1 : wanted.length;
  const out = into === 'sum' ? new Float64Array(nMajors) : new (arrayOf(values.dtype))(nMajors * width);
  const { places, slots, count } = await findHits(reader, matrix, indptr, wanted, signal);
  if (count === 0) return out;

  const chunks = new Set<number>();
  for (let i = 0; i < count; i++) chunks.add(Math.floor((start + (places[i] as number)) / values.chunkItems));
  const add = adder(out, values.dtype, into);
  let [at, major] = [0, 0];
  const take = (items: NumberData, first: number): void => {
    const past = first - start + items.length;
    for (; at < count && (places[at] as number) < past; at++) {
      const place = places[at] as number;
      while ((indptr[major + 1] as number) - start <= place) major++;
      add(into === 'sum' ? major : major * width + (slots[at] as number), items[place - (first - start)] as number);
    }
  };
  await reader.each(values, start, indptr[nMajors] as number, take, { signal, wants: (chunk) => chunks.has(chunk) });
  return out;
}

/** scipy adds up the duplicate entries of a matrix that is not canonical; so does this. Two trues are true. */
export function adder(out: NumberData, dtype: string, into: Into): (place: number, value: number) => void {
  const numbers = out as Float64Array;
  if (dtype === 'bool') {
    return into === 'sum'
      ? (place, value) => {
          (numbers[place] as number) += value ? 1 : 0;
        }
      : (place, value) => {
          numbers[place] ||= value ? 1 : 0;
        };
  }
  if (into === 'sum' && /int64/.test(dtype)) {
    return (place, value) => {
      (numbers[place] as number) += Number(value);
    };
  }
  // BigInts are added to BigInts.
  return (place, value) => {
    (numbers[place] as number) += value;
  };
}

async function findHits(
  reader: StoredReader,
  { path, indices, nMinors }: CompressedMatrix,
  indptr: Float64Array,
  wanted: Uint32Array,
  signal: AbortSignal | undefined,
): Promise<Hits> {
  const hits = new Hits();
  const start = indptr[0] as number;
  const [only] = wanted;
  const slotOf = wanted.length === 1 ? null : slotsOf(wanted, nMinors);
  const take = (items: NumberData, first: number): void => {
    const minors = minorsOf(items, nMinors, path);
    if (slotOf) findMany(minors, slotOf, first - start, hits);
    else findOne(minors, only as number, first - start, hits);
  };
  await reader.each(indices, start, indptr[indptr.length - 1] as number, take, { signal });
  return hits;
}

function slotsOf(wanted: Uint32Array, nMinors: number): Int32Array {
  const slotOf = new Int32Array(nMinors).fill(-1);
  wanted.forEach((minor, slot) => {
    slotOf[minor] = slot;
  });
  return slotOf;
}

function findOne(minors: Minors, wanted: number, offset: number, hits: Hits): void {
  for (let i = 0; i < minors.length; i++) if (minors[i] === wanted) hits.add(offset + i, 0);
}

function findMany(minors: Minors, slotOf: Int32Array, offset: number, hits: Hits): void {
  for (let i = 0; i < minors.length; i++) {
    const slot = slotOf[minors[i] as number] as number;
    if (slot >= 0) hits.add(offset + i, slot);
  }
}
