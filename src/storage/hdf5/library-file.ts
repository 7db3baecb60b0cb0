/**
 * An HDF5 file as libhdf5 sees it. Runs beside the file handle, in the file worker or in Node.
 *
 * libhdf5 reads synchronously. Where bytes have to be awaited (HTTP), a call fails with EIO, the bytes are prefetched and
 * the call is made again; docs/decisions/0001 has the measurements that this is sound.
 */
import type { BlockSource } from '../../io/block-cache.ts';
import { ReadAhead } from '../../io/read-ahead.ts';
import { type ErrorRecord, ShadowError, toErrorRecord } from '../../protocol/errors.ts';
import { type Attribute, UNREADABLE } from '../../protocol/outline.ts';
import type { ArrayValue } from '../../protocol/values.ts';
import { type DType, namedType, type Span, type StorageNode, UNREAD } from '../storage.ts';
import { attributeNames, readAttribute } from './attributes.ts';
import { DatasetReader, type SlabOptions } from './dataset-reader.ts';
import { toDType } from './dtype.ts';
import { filterName } from './filters.ts';
import { lessUnread } from './format/file-types.ts';
import { Headers } from './headers.ts';
import { type Hdf5Library, loadLibrary, takeErrorStack } from './library.ts';
import { damaged, ioError, isCrash, libraryError } from './library-errors.ts';
import { deadLink, type LinkProblem, linkAround } from './links.ts';
import { isMissing, type Mount, mountSource } from './mount.ts';
import { loadFilters } from './plugins.ts';

/** H5G_obj_t, as `get_type` answers. */
const GROUP = 0;
const DATASET = 1;
const NAMED_TYPE = 2;

export class LibraryFile {
  readonly #library: Hdf5Library;
  readonly #source: BlockSource;
  readonly #mount: Mount;
  readonly #datasets: DatasetReader;
  readonly #headers: Headers;
  readonly #ahead = new ReadAhead();
  /** Of groups that were listed, by path. */
  readonly #addresses = new Map<string, string>();
  #file = -1n;
  #isClosed = false;

  private constructor(library: Hdf5Library, source: BlockSource) {
    this.#library = library;
    this.#source = source;
    this.#mount = mountSource(library.FS, source);
    this.#datasets = new DatasetReader(library, () => this.#mount.isIntact(), source.size);
    this.#headers = new Headers(source, (path, signal) => this.#refer(path, signal));
  }

  /**
   * @param source that of an HDF5 file
   * @throws ShadowError `corrupt`, `io`, `changed`
   */
  static async open(source: BlockSource, signal?: AbortSignal): Promise<LibraryFile> {
    const library = await loadLibrary();
    const opened = new LibraryFile(library, source);
    try {
      opened.#file = await opened.#attempt('', () => library.open(opened.#mount.path, 0, false, -1, -1), signal);
      if (opened.#file < 0n) throw damaged(source.name);
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  /** Bytes of the wasm heap. */
  get heap(): number {
    return this.#library.HEAPU8.byteLength;
  }

  root(): Promise<StorageNode> {
    return this.#node('', '', true);
  }

  async list(path: string): Promise<StorageNode[]> {
    await this.#headers.assertNamesFit(path);
    const names = await this.#attempt(path, () => memberNames(this.#library, this.#file, path));
    const nodes: StorageNode[] = [];
    for (const name of names) {
      nodes.push(await this.#member(path ? `${path}/${name}` : name, name));
    }
    return nodes;
  }

  async read(
    node: Pick<StorageNode, 'path' | 'dtype' | 'shape' | 'chunks' | 'filters'>,
    box: readonly Span[] | null,
    options: SlabOptions = {},
  ): Promise<ArrayValue> {
    const attempt = <T>(call: () => T): Promise<T> => this.#attempt(node.path, call, options.signal);
    // A record that holds strings has another layout in memory than in the file.
    const dtype =
      node.dtype && isCompound(node.dtype)
        ? lessUnread(toDType(await attempt(() => this.#library.get_dataset_metadata(this.#file, `/${node.path}`))), node.dtype)
        : node.dtype;
    await loadFilters(this.#library, node.filters, node.path);
    await this.#headers.assertStoredWhole(node, box?.[0], options.signal);
    return this.#datasets.read(this.#file, { ...node, dtype }, box, attempt, options);
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

  /** The source stays open: it is the storage's. */
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
        throw new ShadowError({ tag: 'closed', path, message: `${this.#source.name} is closed.`, hint: 'Open it again to go on.' });
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
      if (isMissing(failure)) await Promise.all(this.#source.prefetch([this.#ahead.from(failure)], signal));
      else if (isCrash(thrown)) {
        throw new ShadowError({
          tag: 'worker-lost',
          path,
          message: `Reading ${path || this.#source.name} crashed the HDF5 library.`,
          cause: String(thrown),
        });
      } else if (failure !== undefined) throw new ShadowError(ioError(this.#source.name, path, failure));
      else if (thrown !== undefined) throw new ShadowError(libraryError(this.#source.name, path, thrown));
      else return result as T;
    }
  }

  /** One that cannot be opened carries its problem. */
  async #member(path: string, name: string): Promise<StorageNode> {
    try {
      const type = await this.#attempt(path, () => this.#library.get_type(this.#file, `/${path}`));
      return await this.#memberOf(type, path, name);
    } catch (error) {
      return { ...UNREAD, name, path, group: false, problem: ownProblem(error) };
    }
  }

  /** @param type as `get_type` answers: of a link that leads nowhere, or in circles, it says a group or something of its own */
  async #memberOf(type: number, path: string, name: string): Promise<StorageNode> {
    if (type === DATASET) return this.#node(path, name, false);
    if (type === NAMED_TYPE) return this.#namedType(path, name);
    const node = await this.#node(path, name, true);
    const link =
      type === GROUP && !node.problem
        ? await this.#linkAround(path)
        : await this.#attempt(path, () => deadLink(this.#library, this.#file, path));
    if (!link) return node;
    return { ...UNREAD, name, path, group: false, dtype: { kind: 'unsupported', label: link.label, size: 0 }, problem: link.problem };
  }

  /** Groups are told apart by where they lie in the file, whatever leads to them. */
  async #linkAround(path: string): Promise<LinkProblem | null> {
    const names = path.split('/');
    const address = await this.#addressOf(path);
    for (let depth = 0; depth < names.length; depth++) {
      const around = names.slice(0, depth).join('/');
      if ((await this.#addressOf(around)) === address) return linkAround(path, around);
    }
    return null;
  }

  async #addressOf(group: string): Promise<string> {
    const known = this.#addresses.get(group);
    if (known !== undefined) return known;
    const address = (await this.#refer(group)).join();
    this.#addresses.set(group, address);
    return address;
  }

  #refer(path: string, signal?: AbortSignal): Promise<readonly number[]> {
    return this.#attempt(path, () => this.#library.create_object_reference(this.#file, `/${path}`), signal);
  }

  async #namedType(path: string, name: string): Promise<StorageNode> {
    const node = await this.#node(path, name, true);
    if (node.problem) return node;
    const type = await this.#attempt(path, () => this.#library.get_datatype_metadata(this.#file, `/${path}`));
    return { ...node, group: false, dtype: namedType(toDType(type)) };
  }

  async #node(path: string, name: string, group: boolean): Promise<StorageNode> {
    const at = `/${path}`;
    const library = this.#library;
    const empty = { ...UNREAD, name, path, group };
    try {
      const names = await this.#attempt(path, () => attributeNames(library, this.#file, at));
      const inFile = await this.#headers.types(path);
      const attributes = [];
      for (const attribute of names) {
        const reading = this.#attempt(path, () => readAttribute(library, this.#file, at, attribute, inFile?.attributes.get(attribute)));
        attributes.push(await reading.catch((error: unknown) => unreadable(attribute, error)));
      }
      if (group) return { ...empty, attributes };
      const metadata = await this.#attempt(path, () => library.get_dataset_metadata(this.#file, at));
      // Contiguous datasets have no filters: a call saved for each of them.
      const filters = metadata.chunks ? await this.#attempt(path, () => library.get_dataset_filters(this.#file, at)) : [];
      return {
        ...empty,
        attributes,
        shape: metadata.shape,
        dtype: inFile?.dtype ? lessUnread(toDType(metadata), inFile.dtype) : toDType(metadata),
        chunks: metadata.chunks,
        filters: filters.map((filter) => ({ id: filter.id, name: filterName(filter.id, filter.name), parameters: filter.cd_values })),
      };
    } catch (error) {
      return { ...empty, problem: ownProblem(error) };
    }
  }
}

/** h5wasm answers that there are none where libhdf5 cannot list them all. */
function memberNames(library: Hdf5Library, file: bigint, path: string): string[] {
  const names = library.get_names(file, `/${path}`, false);
  const cause = takeErrorStack();
  if (!cause) return names;
  throw new ShadowError({
    tag: 'corrupt',
    path,
    message: `What is in ${path || 'the file'} could not be listed: ${cause.split('\n')[0]}.`,
    hint: 'The file may be damaged here; everything else still works.',
    cause,
  });
}

/** Why an object cannot be read; what concerns the whole file is thrown on. */
function ownProblem(error: unknown): ErrorRecord {
  const record = toErrorRecord(error);
  if (['io', 'aborted', 'changed', 'worker-lost', 'closed'].includes(record.tag)) throw error;
  return record;
}

/** One that is damaged costs only itself. */
function unreadable(name: string, error: unknown): Attribute {
  if (toErrorRecord(error).tag === 'corrupt') return { name, value: null, dtype: UNREADABLE };
  throw error;
}

function isCompound(dtype: DType): boolean {
  return dtype.kind === 'compound' || (dtype.kind === 'array' && isCompound(dtype.base));
}
