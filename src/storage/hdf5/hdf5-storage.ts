/**
 * An HDF5 file as a Storage. Runs beside the file handle, in the file worker or in Node.
 *
 * Its structure is walked without libhdf5 where the file's layout is one that is known (docs/decisions/0003): in waves of requests
 * instead of hundreds one after the other, and before the library is even loaded. Values are libhdf5's, but for
 * those that are found past it (docs/decisions/0005): `locate` says where they lie.
 */
import { BlockCache, type BlockCacheOptions, type BlockSource } from '../../io/block-cache.ts';
import { type ByteSource, countReads, type IoStats } from '../../io/byte-source.ts';
import { gather } from '../../io/gather.ts';
import { isAbort, ShadowError } from '../../protocol/errors.ts';
import type { ArrayValue } from '../../protocol/values.ts';
import type { Slab } from '../slabs.ts';
import type { ReadOptions, Span, Storage, StorageNode } from '../storage.ts';
import type { StoredArray } from '../stored-array.ts';
import { assertHdf5 } from './assert-hdf5.ts';
import { fetchWithin } from './format/superblock.ts';
import { type Structure, walkStructure } from './format/walk.ts';
import { LibraryFile } from './library-file.ts';
import { locate } from './locate.ts';
import { fetchAhead, itemsAhead } from './values-ahead.ts';

/** Measured on a Blob in Chromium: 0.65 ms a request, 3 ms a megabyte; a 46 MB file's outline is 1.2 MB in blocks of 4 KiB, 5 MB in 64 KiB. */
const LOCAL_BLOCKS: BlockCacheOptions = { blockSize: 4 * 1024, capacity: 16 * 1024 * 1024, bypass: 64 * 1024, join: 12 * 1024 };
/**
 * Measured (docs/decisions/0007): a file of 430 MB with few objects is open after 8 requests and 0.5 MB; one of 46 MB with 338 objects all
 * over it after 28 and 10 MB, where blocks of 1 MiB took 18 MB, and near joins alone 60 requests. Of the six connections that a browser opens to
 * a server two are left to those who read past the cache.
 */
const REMOTE_BLOCKS: BlockCacheOptions = {
  blockSize: 64 * 1024,
  capacity: 64 * 1024 * 1024,
  bypass: Number.POSITIVE_INFINITY,
  join: 128 * 1024,
  fewRequests: 6,
  joinAfterwards: 1024 * 1024,
  lanes: 4,
};

export interface OpenStorageOptions {
  readonly signal?: AbortSignal | undefined;
  /** How the structure is found; to compare the two ways. */
  readonly structure?: 'own' | 'library';
  /** How the source is read, if not as what it is. */
  readonly blocks?: BlockCacheOptions;
}

export class Hdf5Storage implements Storage {
  readonly format = 'HDF5';
  readonly #source: BlockSource;
  readonly #io: IoStats;
  /** Null where libhdf5 walks the structure. */
  #structure: Structure | null = null;
  #library: Promise<LibraryFile> | null = null;
  /** Where arrays lie, of those that were asked for: 12 bytes a chunk. */
  readonly #located = new Map<string, StoredArray | null>();
  #heap: () => number = () => 0;
  #isClosed = false;

  readonly isAwaited: boolean;

  private constructor(source: BlockSource, io: IoStats, isAwaited: boolean) {
    this.#source = source;
    this.#io = io;
    this.isAwaited = isAwaited;
  }

  /**
   * Opens a file. The storage owns the source from here on and closes it.
   * @throws ShadowError `not-hdf5`, `corrupt`, `io`, `changed`
   */
  static async open(source: ByteSource, { signal, structure = 'own', blocks }: OpenStorageOptions = {}): Promise<Hdf5Storage> {
    const counted = countReads(source);
    const isAwaited = !source.readSync;
    const storage = new Hdf5Storage(
      new BlockCache(counted, blocks ?? (isAwaited ? REMOTE_BLOCKS : LOCAL_BLOCKS)),
      counted.stats,
      isAwaited,
    );
    try {
      if (structure === 'own') await storage.#walk(signal);
      if (!storage.#structure) {
        await assertHdf5(storage.#source, signal);
        await storage.#file(signal);
      }
      return storage;
    } catch (error) {
      storage.close();
      throw error;
    }
  }

  get name(): string {
    return this.#source.name;
  }

  get bytes(): number {
    return this.#source.size;
  }

  /** Whether the structure was found without libhdf5. */
  get isWalked(): boolean {
    return this.#structure !== null;
  }

  async root(): Promise<StorageNode> {
    this.#assertOpen();
    return this.#structure?.root ?? (await this.#file()).root();
  }

  async list(path: string): Promise<readonly StorageNode[]> {
    this.#assertOpen();
    return this.#structure?.members.get(path) ?? (await this.#file()).list(path);
  }

  async read(
    node: Pick<StorageNode, 'path' | 'dtype' | 'shape' | 'chunks' | 'filters'>,
    box: readonly Span[] | null,
    options: ReadOptions = {},
  ): Promise<ArrayValue> {
    const file = await this.#file(options.signal);
    const [structure, dataset] = [this.#structure, this.#structure?.datasets.get(node.path)];
    const isFetchedAhead = this.isAwaited && structure && dataset;
    const prepare = isFetchedAhead ? (slab: Slab) => fetchAhead(this.#source, dataset, structure, slab, options.signal) : undefined;
    const mostItems = isFetchedAhead ? itemsAhead(dataset, box) : undefined;
    return file.read(node, box, { ...options, prepare, mostItems });
  }

  async locate(path: string, signal?: AbortSignal, part?: Span): Promise<StoredArray | null> {
    this.#assertOpen();
    const dataset = this.#structure?.datasets.get(path);
    if (!this.#structure || !dataset) return null;
    const known = this.#located.get(path);
    if (known !== undefined) return known;
    const found = await locate(dataset, fetchWithin(gather(this.#source, signal), this.#structure), this.#structure, part);
    // Of chunks only those that were looked for are known.
    if (!part || !found || !dataset.node.chunks) this.#located.set(path, found);
    return found;
  }

  /** For those who read past the library: what is in the cache is not asked for again. As `ByteSource.read`. */
  async bytesAt(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const cached = this.#source.peek(offset, length);
    return cached ? new Uint8Array(cached) : this.#source.fetch(offset, length, signal);
  }

  async resolveReference(path: string, attribute: string): Promise<string | null> {
    return (await this.#file()).resolveReference(path, attribute);
  }

  stats(): { heap: number; read: number; requests: number } {
    return { heap: this.#heap(), read: this.#io.bytes, requests: this.#io.requests };
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#library?.then(
      (library) => library.close(),
      () => {},
    );
    this.#source.close();
  }

  async #walk(signal: AbortSignal | undefined): Promise<void> {
    try {
      this.#structure = await walkStructure(gather(this.#source, signal, this.isAwaited), this.#source.size);
    } catch (error) {
      // Whatever it is, libhdf5 has the last word on it; only a caller who gave up, or a file that is gone, is not asked twice.
      signal?.throwIfAborted();
      if (error instanceof ShadowError && error.tag === 'changed') throw error;
    }
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new ShadowError({ tag: 'closed', message: `${this.name} is closed.`, hint: 'Open it again to go on.' });
  }

  /** libhdf5's handle, opened when it is first needed. */
  async #file(signal?: AbortSignal): Promise<LibraryFile> {
    this.#assertOpen();
    if (!this.#library) {
      const opening = LibraryFile.open(this.#source, signal);
      this.#library = opening;
      // One caller's abort, or a passing failure, must not keep the file closed for the next.
      opening.then(
        (library) => {
          this.#heap = () => library.heap;
          if (this.#isClosed) library.close();
        },
        () => {
          if (this.#library === opening) this.#library = null;
        },
      );
    }
    try {
      return await this.#library;
    } catch (error) {
      // It was another caller's, who gave up; this one has not.
      if (isAbort(error) && !signal?.aborted) return this.#file(signal);
      throw error;
    }
  }
}
