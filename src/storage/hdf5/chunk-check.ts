/**
 * Whether a chunk unpacks to as many bytes as the dataset says. libhdf5 does not ask: where one is shorter, it hands out memory that nobody
 * wrote. Runs beside the file handle. `filter-calls.ts` asks in the middle of a read, which is synchronous, so what is expected is kept
 * here, for the thread.
 */
import type { ShadowError } from '../../protocol/errors.ts';
import type { FilterInfo } from '../../protocol/outline.ts';
import type { DType } from '../storage.ts';
import { chunkTooShort } from './format/stored-chunks.ts';

const SHUFFLE = 2;
const FLETCHER32 = 3;
/** A string of variable length: in the file its length, and where it lies; in memory a pointer. */
const STRING_IN_FILE = 16;
const POINTER = 4;

interface Expectation {
  readonly path: string;
  /** Of one chunk, unpacked. */
  readonly bytes: number;
  /** Filters, by number, that must give back a whole chunk; the others give what only the next one knows. */
  readonly last: ReadonlySet<number>;
}

export interface ChunkedType {
  readonly path: string;
  /** As it lies in memory. */
  readonly dtype: DType;
  readonly chunks: readonly number[] | null;
  readonly filters: readonly FilterInfo[];
}

let expected: Expectation | null = null;
let failure: ShadowError | null = null;

/** Makes one call into libhdf5, and throws where a chunk was shorter than the dataset's are, whatever the library made of it. */
export function withWholeChunks<T>(dataset: ChunkedType, call: () => T): T {
  const { path, chunks, filters } = dataset;
  failure = null;
  expected = chunks && {
    path,
    bytes: chunks.reduce((product, length) => product * length, bytesInFile(dataset.dtype)),
    last: lastToRun(filters.map(({ id }) => id)),
  };
  try {
    const result = call();
    // Not asked for before the call has ended: a throw must not cross libhdf5's frames.
    if (failure) throw failure;
    return result;
  } finally {
    expected = null;
    failure = null;
  }
}

/** Of one item, for a type as it lies in memory: the two differ in texts only. */
export function bytesInFile(dtype: DType): number {
  if (dtype.kind === 'array') return dtype.shape.reduce((product, length) => product * length, bytesInFile(dtype.base));
  if (dtype.kind === 'string') return dtype.size ?? STRING_IN_FILE;
  if (dtype.kind !== 'compound') return dtype.size;
  return dtype.fields.reduce((sum, { dtype: field }) => sum + bytesInFile(field) - bytesInMemory(field), dtype.size);
}

function bytesInMemory(dtype: DType): number {
  if (dtype.kind === 'array') return dtype.shape.reduce((product, length) => product * length, bytesInMemory(dtype.base));
  return dtype.size ?? POINTER;
}

/** Filters are undone from the last to the first. What comes out of one is a chunk if those that are still to come keep its length. */
function lastToRun(filters: readonly number[]): ReadonlySet<number> {
  const changing = filters.findIndex((id) => id !== SHUFFLE && id !== FLETCHER32);
  if (changing < 0) return new Set(filters);
  return new Set(filters.slice(0, changing + 1).filter((id) => filters.lastIndexOf(id) <= changing));
}

/** @param bytes that the filter gave; 0 where it failed, and of zstd the number of its error, which is negative */
export function isWhole(filter: number, bytes: number): boolean {
  if (bytes < 0) {
    fail('a chunk of it cannot be unpacked');
    return false;
  }
  if (!expected?.last.has(filter) || bytes === 0 || bytes >= expected.bytes) return true;
  fail(`a chunk of it unpacks to ${bytes} bytes instead of ${expected.bytes}`);
  return false;
}

/** For the filters that read on beyond the end of what they are given. */
export function isLongEnough(bytes: number, needed: number): boolean {
  if (!expected || bytes >= needed) return true;
  fail(`a chunk of it has ${bytes} bytes instead of ${needed}`);
  return false;
}

function fail(reason: string): void {
  failure ??= chunkTooShort(expected?.path ?? '', reason);
}
