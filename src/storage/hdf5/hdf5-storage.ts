/**
 * An HDF5 file as a Storage. Runs beside the file handle, in the file worker or in Node.
 *
 * libhdf5 reads synchronously. Where bytes have to be awaited (HTTP), a call fails with EIO, the bytes are prefetched and
 * the call is made again; docs/decisions/0001 has the measurements that this is sound.
 */
import { BlockCache, type BlockCacheOptions, type BlockSource } from '../../io/block-cache.ts';
import { type ByteSource, countReads, type IoStats } from '../../io/byte-source.ts';
import { type ErrorRecord, ShadowError, toErrorRecord } from '../../protocol/errors.ts';
import type { ArrayValue } from '../../protocol/values.ts';
import type { ReadOptions, Span, Storage, StorageNode } from '../storage.ts';
import { readAttribute } from './attributes.ts';
import { DatasetReader } from './dataset-reader.ts';
import { toDType } from './dtype.ts';
import { filterName } from './filters.ts';
import { type Hdf5Library, loadLibrary, takeErrorStack } from './library.ts';
import { isMissing, type Mount, mountSource } from './mount.ts';

/** Measured (facts-h5wasm §2, and on a 46 MB file: 4 KiB blocks fetch 1.2 MB for its outline, 64 KiB blocks 5 MB). */
const LOCAL_BLOCKS: BlockCacheOptions = { blockSize: 4 * 1024, capacity: 16 * 1024 * 1024, bypass: 64 * 1024 };
const REMOTE_BLOCKS: BlockCacheOptions = { blockSize: 1024 * 1024, capacity: 64 * 1024 * 1024, bypass: Number.POSITIVE_INFINITY };

const GROUP = 0;
const DATASET = 1;

export class Hdf5Storage implements Storage {
  readonly #library: Hdf5Library;
  readonly #source: BlockSource;
  readonly #mount: Mount;
  readonly #io: IoStats;
  readonly #datasets: DatasetReader;
  #file = -1n;
  #isClosed = false;

  private constructor(library: Hdf5Library, source: BlockSource, io: IoStats) {
    this.#library = library;
    this.#source = source;
    this.#io = io;
    this.#mount = mountSource(library.FS, source);
    this.#datasets = new DatasetReader(library, () => this.#mount.isIntact());
  }

  /**
   * Opens a file. The storage owns the source from here on and closes it.
   * @throws ShadowError `not-hdf5`, `corrupt`, `io`
   */
  static async open(source: ByteSource, signal?: AbortSignal): Promise<Hdf5Storage> {
    const library = await loadLibrary();
    const counted = countReads(source);
    const storage = new Hdf5Storage(library, new BlockCache(counted, source.readSync ? LOCAL_BLOCKS : REMOTE_BLOCKS), counted.stats);
    try {
      storage.#file = await storage.#attempt('', () => library.open(storage.#mount.path, 0, false, -1, -1), signal);
      if (storage.#file < 0n) throw await storage.#whyNotOpened(signal);
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

  async root(): Promise<StorageNode> {
    return this.#node('', '', true);
  }

  async list(path: string): Promise<StorageNode[]> {
    const at = `/${path}`;
    const names = await this.#attempt(path, () => this.#library.get_names(this.#file, at, false));
    const types = await this.#attempt(path, () => this.#library.get_types(this.#file, at));
    const nodes: StorageNode[] = [];
    for (const name of names) {
      const type = Object.hasOwn(types, name) ? types[name] : await this.#probeType(at, name);
      if (type === GROUP || type === DATASET) nodes.push(await this.#node(path ? `${path}/${name}` : name, name, type === GROUP));
    }
    return nodes;
  }

  async read(
    node: Pick<StorageNode, 'path' | 'dtype' | 'shape' | 'chunks'>,
    box: readonly Span[] | null,
    options: ReadOptions = {},
  ): Promise<ArrayValue> {
    const attempt = <T>(call: () => T): Promise<T> => this.#attempt(node.path, call, options.signal);
    return this.#datasets.read(this.#file, node, box, attempt, options);
  }

  async resolveReference(path: string, attribute: string): Promise<string | null> {
    const library = this.#library;
    const name = await this.#attempt(path, () => {
      const metadata = library.get_attribute_metadata(this.#file, `/${path}`, attribute);
      const pointer = library._malloc(metadata.size);
      try {
        if (library.get_attribute_data(this.#file, `/${path}`, attribute, BigInt(pointer)) < 0) return null;
        return library.get_referenced_name(this.#file, library.HEAPU8.slice(pointer, pointer + metadata.size), true);
      } finally {
        library._free(pointer);
      }
    });
    return name ? name.replace(/^\//, '') : null;
  }

  stats(): { heap: number; read: number; requests: number } {
    return { heap: this.#library.HEAPU8.byteLength, read: this.#io.bytes, requests: this.#io.requests };
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#file >= 0n) this.#library.close_file(this.#file);
    this.#datasets.close();
    this.#mount.unmount();
  }

  /** One call into libhdf5, made again for as long as bytes had to be awaited. */
  async #attempt<T>(path: string, call: () => T, signal?: AbortSignal): Promise<T> {
    for (;;) {
      signal?.throwIfAborted();
      if (this.#isClosed)
        throw new ShadowError({ tag: 'closed', path, message: `${this.name} is closed.`, hint: 'Open it again to go on.' });
      this.#mount.takeFailure();
      takeErrorStack();
      let result: T | undefined;
      let thrown: unknown;
      try {
        result = call();
      } catch (error) {
        thrown = error;
      }
      const failure = this.#mount.takeFailure();
      if (isMissing(failure)) await this.#source.prefetch(failure.offset, failure.length, signal);
      else if (isCrash(thrown))
        throw new ShadowError({
          tag: 'worker-lost',
          path,
          message: `Reading ${path || this.name} crashed the HDF5 library.`,
          cause: String(thrown),
        });
      else if (failure !== undefined) throw new ShadowError(this.#ioError(path, failure));
      else if (thrown !== undefined) throw new ShadowError(this.#libraryError(path, thrown));
      else return result as T;
    }
  }

  async #node(path: string, name: string, group: boolean): Promise<StorageNode> {
    const at = `/${path}`;
    const library = this.#library;
    const empty = { name, path, group, attributes: [], shape: null, dtype: null, chunks: null, filters: [] };
    try {
      const names = await this.#attempt(path, () => library.get_attribute_names(this.#file, at));
      const attributes = [];
      for (const attribute of names) attributes.push(await this.#attempt(path, () => readAttribute(library, this.#file, at, attribute)));
      if (group) return { ...empty, attributes };
      const metadata = await this.#attempt(path, () => library.get_dataset_metadata(this.#file, at));
      // Contiguous datasets have no filters: a call saved for each of them.
      const filters = metadata.chunks ? await this.#attempt(path, () => library.get_dataset_filters(this.#file, at)) : [];
      return {
        ...empty,
        attributes,
        shape: metadata.shape,
        dtype: toDType(metadata),
        chunks: metadata.chunks,
        filters: filters.map((filter) => ({ id: filter.id, name: filterName(filter.id, filter.name), parameters: filter.cd_values })),
      };
    } catch (error) {
      const record = toErrorRecord(error);
      if (['io', 'aborted', 'changed', 'worker-lost'].includes(record.tag)) throw error;
      return { ...empty, problem: record };
    }
  }

  /** `get_types` answers in a plain object, where a member named `__proto__` cannot be. */
  async #probeType(at: string, name: string): Promise<number> {
    const path = at === '/' ? `/${name}` : `${at}/${name}`;
    try {
      await this.#attempt(path, () => this.#library.get_dataset_metadata(this.#file, path));
      return DATASET;
    } catch {
      return GROUP;
    }
  }

  #ioError(path: string, failure: unknown): ErrorRecord {
    if (failure instanceof ShadowError) return { path, ...failure.record };
    const cause = String(failure);
    // What a browser throws for a File whose bytes on disk are no longer those that were picked.
    if (cause.includes('NotReadableError')) {
      return { tag: 'changed', path, message: `${this.name} has changed or moved since it was opened.`, hint: 'Open it again.', cause };
    }
    return {
      tag: 'io',
      path,
      message: `${this.name} could not be read.`,
      hint: 'Check that the file is still there, then open it again.',
      cause,
    };
  }

  #libraryError(path: string, thrown: unknown): ErrorRecord {
    if (thrown instanceof ShadowError) return { path, ...thrown.record };
    const stack = takeErrorStack();
    const cause = stack || String(thrown);
    const reason = stack.split('\n')[0] || String(thrown);
    return {
      tag: 'corrupt',
      path,
      message: `${path || this.name} could not be read: ${reason}.`,
      hint: 'The file may be damaged: compare it with its original.',
      cause,
    };
  }

  async #whyNotOpened(signal?: AbortSignal): Promise<ShadowError> {
    const cause = takeErrorStack();
    const head = await this.#head(signal);
    const looksLikeHdf5 = hasSignature(head);
    return new ShadowError(
      looksLikeHdf5
        ? {
            tag: 'corrupt',
            message: `${this.name} is an HDF5 file, but it is damaged or not complete.`,
            hint: 'Download or copy it again: a transfer may have been cut off.',
            cause,
          }
        : { tag: 'not-hdf5', message: `${this.name} is not an HDF5 file.`, hint: 'Umbra opens .h5ad and .h5mu files.', cause },
    );
  }

  async #head(signal?: AbortSignal): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.min(this.bytes, 4096));
    try {
      await this.#source.prefetch(0, bytes.byteLength, signal);
      this.#source.read(0, bytes);
    } catch {
      // The opening error says more than this one would.
    }
    return bytes;
  }
}

/** A trap or abort of the wasm module: nothing it answers afterwards can be trusted. */
function isCrash(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'RuntimeError';
}

/** HDF5's signature stands at 0, 512, 1024, 2048… (a userblock may come first: MuData has one). */
function hasSignature(head: Uint8Array): boolean {
  const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
  return [0, 512, 1024, 2048].some((at) => signature.every((byte, i) => head[at + i] === byte));
}
