/**
 * Minors of compressed matrices (genes of CSR matrices) from wherever they come fastest: blocks of the index that are there, and a scan
 * of the others. Runs beside the file handle. Never holds entries: the index is on disk, or in memory within a budget.
 */
import type { ByteSource } from '../io/byte-source.ts';
import { pauser } from '../io/pause.ts';
import { release } from '../io/release.ts';
import { abortError, isAbort, ShadowError } from '../protocol/errors.ts';
import type { IndexState } from '../protocol/methods.ts';
import type { NumberData } from '../protocol/values.ts';
import type { StoredArray } from '../storage/stored-array.ts';
import { Gathered } from './gathered.ts';
import { type Indexes, noRoom } from './indexes.ts';
import { blockStarts, type CompressedMatrix, type DenseMatrix, type MajorBlock, rowBlocks } from './matrices.ts';
import { MinorIndex } from './minor-index.ts';
import type { ScanPool } from './pool.ts';
import { adder, type Into } from './scan-minors.ts';
import { StoredReader } from './stored-reader.ts';

/** A matrix, and its offsets when they are needed: they are 8 bytes a cell. */
export interface LocatedMatrix extends CompressedMatrix {
  readIndptr(signal?: AbortSignal): Promise<Float64Array<ArrayBuffer>>;
}

export interface ScanOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told after each block what is known so far. */
  readonly onBlock?: (gathered: Gathered) => void;
}

export class MinorReader {
  readonly #pool: ScanPool;
  readonly #indexes: Indexes;
  readonly #source: ByteSource;
  #reader: Promise<StoredReader> | undefined;
  /** Entries of a matrix below which this is not worth it. */
  readonly fewestEntries: number;

  /** @param source for what is read in this thread; it stays open: it is the caller's */
  constructor(pool: ScanPool, indexes: Indexes, source: ByteSource, fewestEntries: number) {
    this.#pool = pool;
    this.#indexes = indexes;
    this.#source = source;
    this.fewestEntries = fewestEntries;
  }

  /** Some items of a stored array, read in this thread. @throws ShadowError `corrupt`; what the source throws */
  async numbers(array: StoredArray, start: number, end: number, signal?: AbortSignal): Promise<NumberData> {
    this.#reader ??= StoredReader.open(this.#source);
    return (await this.#reader).slice(array, start, end, signal);
  }

  /**
   * @param wanted each at most once
   * @returns for `each` nMajors × wanted in C order, in the matrix's type; for `sum` a float64 for each major
   * @throws ShadowError `corrupt`, `aborted`; what the source throws
   */
  async read(
    matrix: LocatedMatrix,
    wanted: Uint32Array<ArrayBuffer>,
    into: Into,
    { signal, onBlock }: ScanOptions = {},
  ): Promise<NumberData> {
    const { readIndptr, ...plain } = matrix;
    const index = await this.#indexes.of(plain.path);
    // With all of the index it is not needed; while it is read, the index may be given up.
    let offsets: Promise<Float64Array<ArrayBuffer>> | undefined;
    const indptrOf = (): Promise<Float64Array<ArrayBuffer>> => {
      offsets ??= readIndptr(signal);
      return offsets;
    };
    const starts = index ? index.head.blocks : blockStarts(await indptrOf());
    const gathered = new Gathered(plain.nMajors, wanted.length, plain.values.dtype, into);
    const missing: number[] = [];
    const pause = pauser(signal);
    for (let block = 0; block + 1 < starts.length; block++) {
      if (index && addIndexed(index, block, wanted, into, gathered)) {
        if (await pause()) onBlock?.(gathered);
      } else missing.push(block);
    }
    await inLanes(missing, 2 * this.#pool.most, signal, async (block, either) => {
      const part = await this.#pool.run('scan', plain, { block: blockOf(await indptrOf(), starts, block), wanted, into }, either);
      gathered.put(starts[block] as number, starts[block + 1] as number, part);
      onBlock?.(gathered);
    });
    return gathered.out;
  }

  /** Columns of a dense matrix that lies in one piece, as `read` gives those of a compressed one. */
  async readDense(
    matrix: DenseMatrix,
    wanted: Uint32Array<ArrayBuffer>,
    into: Into,
    { signal, onBlock }: ScanOptions = {},
  ): Promise<NumberData> {
    const gathered = new Gathered(matrix.nMajors, wanted.length, matrix.values.dtype, into);
    await inLanes(rowBlocks(matrix), 2 * this.#pool.most, signal, async (block, either) => {
      gathered.put(block.first, block.end, await this.#pool.run('scanDense', matrix, { block, wanted, into }, either));
      onBlock?.(gathered);
    });
    return gathered.out;
  }

  /** What there is of the index of a matrix, and what it takes. */
  async state(matrix: LocatedMatrix): Promise<IndexState> {
    const index = await this.#indexes.of(matrix.path);
    const key = await this.#indexes.keyOf(matrix.path);
    if (index) return { done: index.isComplete ? 1 : index.done, bytes: MinorIndex.bytesOf(index.head), key };
    const { length } = matrix.values;
    return { done: 0, bytes: length * (2 + matrix.values.itemBytes), key };
  }

  /**
   * Builds the index, or what is missing of it; a block at a time, behind every scan.
   * @throws ShadowError `aborted`: what is there stays, and is gone on with later; `unsupported` where there is no room
   */
  async build(matrix: LocatedMatrix, signal: AbortSignal | undefined, onProgress: (done: number) => void): Promise<void> {
    const { readIndptr, ...plain } = matrix;
    const indptr = await readIndptr(signal);
    const blocks = blockStarts(indptr);
    const index = await this.#indexes.begin({
      path: matrix.path,
      nMinors: matrix.nMinors,
      dtype: matrix.values.dtype,
      blocks: [...blocks],
      entries: [...blocks].map((major) => indptr[major] as number),
    });
    const missing = Array.from({ length: index.nBlocks }, (_, block) => block).filter((block) => !index.has(block));
    try {
      // One more than work on them, so that each has the next one while its block is written.
      await inLanes(missing, this.#pool.most + 1, signal, async (block, either) => {
        const turned = await this.#pool.run('transpose', plain, { block: blockOf(indptr, blocks, block) }, either);
        either.throwIfAborted();
        index.write(block, turned);
        for (const part of [turned.majors, turned.values]) release(part);
        onProgress(index.done);
      });
    } catch (error) {
      if (isAbort(error) || signal?.aborted) throw abortError();
      throw error instanceof ShadowError ? error : noRoom(matrix.path, String(error));
    }
  }
}

/** So many at a time, since each that is done is held in memory; the first that fails gives up the others. */
async function inLanes<T>(
  blocks: readonly T[],
  lanes: number,
  signal: AbortSignal | undefined,
  work: (block: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const others = new AbortController();
  const either = signal ? AbortSignal.any([signal, others.signal]) : others.signal;
  const waiting = [...blocks];
  const lane = async (): Promise<void> => {
    for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) await work(block, either);
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } catch (error) {
    waiting.length = 0;
    others.abort();
    throw error;
  }
}

function blockOf(indptr: Float64Array, starts: ArrayLike<number>, block: number): MajorBlock {
  const [first, end] = [starts[block] as number, starts[block + 1] as number];
  return { first, indptr: Float64Array.from(indptr.subarray(first, end + 1)) };
}

/** Whether the block is in the index, whole: what cannot be trusted is looked for in the matrix. */
function addIndexed(index: MinorIndex, block: number, wanted: Uint32Array, into: Into, gathered: Gathered): boolean {
  if (!index.has(block)) return false;
  const found = Array.from(wanted, (minor) => index.read(block, minor));
  if (!found.every((entries) => entries !== null)) return false;
  const [first, end] = [index.head.blocks[block] as number, index.head.blocks[block + 1] as number];
  const add = adder(gathered.out, index.head.dtype, into);
  found.forEach(({ majors, values }, slot) => {
    const offset = into === 'sum' ? 0 : slot;
    for (let i = 0; i < majors.length; i++) add((first + (majors[i] as number)) * gathered.width + offset, values[i] as number);
  });
  gathered.put(first, end);
  return true;
}
