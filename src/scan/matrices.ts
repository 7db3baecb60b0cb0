/**
 * Matrices by where their values lie in the file, and how they are cut into blocks. Plain data that crosses threads.
 * “Major” is the compressed dimension (rows of CSR, columns of CSC), “minor” the other.
 */
import type { NumberData } from '../protocol/values.ts';
import type { StoredArray } from '../storage/stored-array.ts';

export interface CompressedMatrix {
  readonly path: string;
  readonly nMajors: number;
  readonly nMinors: number;
  /** The minor of each entry. */
  readonly indices: StoredArray;
  readonly values: StoredArray;
}

/** Rows one after the other; its rows are its majors. */
export interface DenseMatrix {
  readonly path: string;
  readonly nMajors: number;
  readonly nMinors: number;
  readonly values: StoredArray;
}

/** A run of rows, `end` exclusive. */
export interface RowBlock {
  readonly first: number;
  readonly end: number;
}

/** A run of majors, with the entries they have: major `first + i` has those from `indptr[i]` to `indptr[i + 1]`. */
export interface MajorBlock {
  readonly first: number;
  readonly indptr: Float64Array<ArrayBuffer>;
}

/** A block the other way round: minor g has the entries from `starts[g]` to `starts[g + 1]`, majors counted from the block's first. */
export interface TransposedBlock {
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly majors: Uint16Array<ArrayBuffer>;
  readonly values: NumberData;
}

/** Majors of a block are numbered by 16 bits. */
const MOST_MAJORS = 65_536;
/** Turning a block round takes 10 bytes an entry beside the index: 20 MB. */
const MOST_ENTRIES = 2 * 2 ** 20;
const FEWEST_ENTRIES = 256 * 2 ** 10;
/** Of a smaller matrix, so that several workers have their share and progress can be told. */
const BLOCKS = 16;

/** The first major of each block, and at the end the number of majors. The same for the same matrix, whoever asks. */
export function blockStarts(indptr: Float64Array): Float64Array<ArrayBuffer> {
  const nMajors = indptr.length - 1;
  const most = Math.min(MOST_ENTRIES, Math.max(FEWEST_ENTRIES, Math.ceil((indptr[nMajors] as number) / BLOCKS)));
  const starts = [0];
  for (let major = 1, first = 0; major < nMajors; major++) {
    const isFull = major - first === MOST_MAJORS || (indptr[major + 1] as number) - (indptr[first] as number) > most;
    if (!isFull) continue;
    starts.push(major);
    first = major;
  }
  return Float64Array.from(nMajors === 0 ? [0] : [...starts, nMajors]);
}

/** Values of a dense matrix in a block. */
const VALUES_A_BLOCK = 8 * 2 ** 20;

export function rowBlocks({ nMajors, nMinors }: DenseMatrix): RowBlock[] {
  const rows = Math.max(1, Math.floor(VALUES_A_BLOCK / Math.max(1, nMinors)));
  return Array.from({ length: Math.ceil(nMajors / rows) }, (_, i) => ({ first: i * rows, end: Math.min(nMajors, (i + 1) * rows) }));
}
