/**
 * A source read through fixed blocks, least recently used out first. Runs beside the file handle.
 *
 * HDF5 walks its metadata in hundreds of reads of a few hundred bytes; a block turns them into a few requests.
 * Large reads go past the cache, because they are data that is decoded once and kept elsewhere.
 */
import { BlockFetcher, type FetchOptions } from './block-fetcher.ts';
import type { ByteSource } from './byte-source.ts';

/** Thrown by `read` when the bytes must be awaited first: `prefetch` that range, then read again. */
export class MissingBytes extends Error {
  readonly offset: number;
  readonly length: number;
  constructor(offset: number, length: number) {
    super(`bytes ${offset}–${offset + length} are not here yet`);
    this.offset = offset;
    this.length = length;
  }
}

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** What a file format reads from: synchronous, with everything asynchronous ahead of it. */
export interface BlockSource {
  readonly name: string;
  readonly size: number;
  /**
   * Fills `into` from `offset` and answers how many bytes there were (fewer only at the end of the file).
   * @throws MissingBytes where the source has no synchronous read and the bytes are not cached.
   */
  read(offset: number, into: Uint8Array): number;
  /**
   * Makes those bytes readable, in as few requests as it takes: ranges that lie close together are fetched as one.
   * @returns for each range, when it is here
   */
  prefetch(ranges: readonly ByteRange[], signal?: AbortSignal): Promise<void>[];
  /** The bytes if all of them are cached, else null. Nothing is fetched. */
  peek(offset: number, length: number): Uint8Array | null;
  /** The bytes, past the cache. */
  fetch(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  close(): void;
}

export interface BlockCacheOptions extends FetchOptions {
  /** Bytes the cache may hold. */
  readonly capacity: number;
  /** Reads of at least so many bytes go past the cache, where the source can be read synchronously. */
  readonly bypass: number;
}

export class BlockCache implements BlockSource {
  readonly name: string;
  readonly size: number;
  readonly #source: ByteSource;
  readonly #options: BlockCacheOptions;
  /** Insertion order is use order: the first is the least recently used. */
  readonly #blocks = new Map<number, Uint8Array>();
  readonly #fetcher: BlockFetcher;
  /** Blocks that were asked for together: they stay until they can be read, whatever the capacity. */
  #together = 0;

  constructor(source: ByteSource, options: BlockCacheOptions) {
    this.name = source.name;
    this.size = source.size;
    this.#source = source;
    this.#options = options;
    this.#fetcher = new BlockFetcher(source, options, (start, bytes) => void this.#store(start, bytes));
    const { head } = source;
    if (head) this.#store(0, head.byteLength === source.size ? head : wholeBlocks(head, options.blockSize));
  }

  read(offset: number, into: Uint8Array): number {
    const length = Math.max(0, Math.min(into.byteLength, this.size - offset));
    if (length === 0) return 0;
    if (this.#source.readSync && length >= this.#options.bypass) {
      this.#source.readSync(offset, into.subarray(0, length));
      return length;
    }
    const { blockSize } = this.#options;
    const first = Math.floor(offset / blockSize);
    const last = Math.floor((offset + length - 1) / blockSize);
    // Collected before copying: a later block of this read must not push out an earlier one.
    const blocks = this.#collect(first, last, offset, length);
    blocks.forEach((block, i) => {
      const start = (first + i) * blockSize;
      const from = Math.max(offset, start);
      const to = Math.min(offset + length, start + block.byteLength);
      into.set(block.subarray(from - start, to - start), from - offset);
    });
    return length;
  }

  prefetch(ranges: readonly ByteRange[], signal?: AbortSignal): Promise<void>[] {
    const { blockSize } = this.#options;
    const wanted = ranges.map(({ offset, length }) => ({
      first: Math.floor(offset / blockSize),
      past: Math.ceil(Math.min(this.size, offset + length) / blockSize),
    }));
    this.#together = wanted.reduce((sum, { first, past }) => sum + past - first, 0);
    const missing = wanted.map(({ first, past }) => {
      const blocks: number[] = [];
      for (let index = first; index < past; index++) if (!this.#blocks.has(index) && !this.#takeKept(index)) blocks.push(index);
      return blocks;
    });
    return this.#fetcher.fetch(missing, signal);
  }

  peek(offset: number, length: number): Uint8Array | null {
    const { blockSize } = this.#options;
    const end = Math.min(this.size, offset + length);
    const first = Math.floor(offset / blockSize);
    const last = Math.ceil(end / blockSize) - 1;
    const only = first === last ? this.#blocks.get(first) : undefined;
    if (only) return only.subarray(offset - first * blockSize, end - first * blockSize);
    for (let index = first; index <= last; index++) if (!this.#blocks.has(index)) return null;
    const bytes = new Uint8Array(Math.max(0, end - offset));
    for (let index = first; index <= last; index++) {
      const block = this.#blocks.get(index) as Uint8Array;
      const start = index * blockSize;
      bytes.set(block.subarray(Math.max(0, offset - start), end - start), Math.max(0, start - offset));
    }
    return bytes;
  }

  fetch(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    return this.#source.read(offset, Math.min(length, this.size - offset), signal);
  }

  close(): void {
    this.#blocks.clear();
    this.#source.close?.();
  }

  #collect(first: number, last: number, offset: number, length: number): Uint8Array[] {
    const missing = this.#missingRuns(first, last);
    if (missing.length > 0 && !this.#source.readSync) throw new MissingBytes(offset, length);
    const blocks: Uint8Array[] = [];
    for (let index = first; index <= last; index++) {
      const block = this.#blocks.get(index);
      if (!block) continue;
      blocks[index - first] = block;
      this.#touch(index, block);
    }
    for (const run of missing) {
      const bytes = new Uint8Array(run.length);
      this.#source.readSync?.(run.start, bytes);
      for (const [index, block] of this.#store(run.start, bytes)) blocks[index - first] = block;
    }
    return blocks;
  }

  /** Neighbouring absent blocks, as one byte range each: one request instead of many. */
  #missingRuns(first: number, last: number): { start: number; length: number }[] {
    const { blockSize } = this.#options;
    const runs: { start: number; length: number }[] = [];
    for (let index = first; index <= last; index++) {
      if (this.#blocks.has(index)) continue;
      const start = index * blockSize;
      const length = Math.min(blockSize, this.size - start);
      const run = runs.at(-1);
      if (run && run.start + run.length === start) run.length += length;
      else runs.push({ start, length });
    }
    return runs;
  }

  /** What is kept on this computer is not asked for, so that it is not joined with what is. */
  #takeKept(index: number): boolean {
    const { blockSize } = this.#options;
    const start = index * blockSize;
    const block = this.#source.kept?.(start, Math.min(blockSize, this.size - start));
    if (block) this.#touch(index, block);
    return Boolean(block);
  }

  #store(start: number, bytes: Uint8Array): [index: number, block: Uint8Array][] {
    const { blockSize } = this.#options;
    const stored: [number, Uint8Array][] = [];
    for (let at = 0; at < bytes.byteLength; at += blockSize) {
      // A copy of each block, so that evicting one of several that came together frees its memory.
      const block = bytes.byteLength <= blockSize ? bytes : bytes.slice(at, at + blockSize);
      stored.push([(start + at) / blockSize, block]);
    }
    for (const [index, block] of stored) this.#touch(index, block);
    return stored;
  }

  #touch(index: number, block: Uint8Array): void {
    this.#blocks.delete(index);
    this.#blocks.set(index, block);
    const most = Math.max(1, this.#together, Math.floor(this.#options.capacity / this.#options.blockSize));
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= most) break;
      this.#blocks.delete(oldest);
    }
  }
}

/** A part of a block is none. */
function wholeBlocks(bytes: Uint8Array, blockSize: number): Uint8Array {
  return bytes.subarray(0, bytes.byteLength - (bytes.byteLength % blockSize));
}
