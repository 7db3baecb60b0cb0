/**
 * A Zarr store as a Storage: version 2 and 3, sharded or not, consolidated or not. Runs beside the file handle, in the file worker or in Node.
 * Loaded only when such a store is opened.
 */
import { askedWell, type CountedStore } from '../../io/store/requests.ts';
import { below, type KeyStore } from '../../io/store/store.ts';
import { ShadowError } from '../../protocol/errors.ts';
import type { ArrayValue } from '../../protocol/values.ts';
import { type ReadOptions, type Span, type Storage, type StorageNode, UNREAD, unreadType } from '../storage.ts';
import { ArrayReader } from './array-reader.ts';
import { attributesOf } from './attributes.ts';
import { Hierarchy, type ZarrNode } from './hierarchy.ts';
import { rootOf } from './root.ts';

export class ZarrStorage implements Storage {
  readonly format = 'Zarr';
  readonly #store: CountedStore;
  readonly #hierarchy: Hierarchy;
  /** Nodes that were met, by path. */
  readonly #nodes = new Map<string, ZarrNode>();
  /** Of arrays that were read: an index of a shard is kept with its array. */
  readonly #readers = new Map<string, ArrayReader>();
  #isClosed = false;

  private constructor(store: CountedStore, hierarchy: Hierarchy) {
    this.#store = store;
    this.#hierarchy = hierarchy;
  }

  /**
   * Opens a store. The storage owns it from here on and closes it. Null where there is no Zarr in it.
   * @throws ShadowError `corrupt`, `io`, `invalid` where there are several
   */
  static async open(store: KeyStore, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<ZarrStorage | null> {
    const counted = askedWell(store);
    const folder = await rootOf(counted);
    const hierarchy = folder === null ? null : await Hierarchy.open(below(counted, folder), signal);
    return hierarchy && new ZarrStorage({ ...below(counted, folder ?? ''), stats: counted.stats }, hierarchy);
  }

  get name(): string {
    return this.#store.name;
  }

  get bytes(): number | null {
    return this.#store.size;
  }

  async root(): Promise<StorageNode> {
    this.#assertOpen();
    return storageNode('', '', this.#hierarchy.root);
  }

  async list(path: string, expected: readonly string[] = []): Promise<readonly StorageNode[]> {
    this.#assertOpen();
    const names = await this.#hierarchy.names(path, expected);
    const nodes = await Promise.all(
      names.map(async (name) => {
        const at = path ? `${path}/${name}` : name;
        const node = await this.#hierarchy.node(at);
        if (node) this.#nodes.set(at, node);
        return node && storageNode(at, name, node);
      }),
    );
    const found = nodes.filter((node) => node !== null);
    if (found.length === 0 && !this.#hierarchy.isComplete) throw unlisted(path);
    return found;
  }

  async read(node: Pick<StorageNode, 'path' | 'dtype'>, box: readonly Span[] | null, options: ReadOptions = {}): Promise<ArrayValue> {
    this.#assertOpen();
    const { path, dtype } = node;
    if (dtype?.kind === 'unsupported') throw unreadType(path, dtype);
    let reader = this.#readers.get(path);
    if (!reader) {
      const array = this.#nodes.get(path)?.array;
      if (!array) throw new ShadowError({ tag: 'not-found', path, message: `${this.name} has no array ${path}.` });
      reader = new ArrayReader(path, array, below(this.#store, path));
      this.#readers.set(path, reader);
    }
    return reader.read(box, options);
  }

  /** Chunks lie in many objects, or inside of shards: only the storage reads them. */
  async locate(): Promise<null> {
    return null;
  }

  /** Zarr has no references. */
  async resolveReference(): Promise<null> {
    return null;
  }

  stats(): { heap: number; read: number; requests: number } {
    return { heap: 0, read: this.#store.stats.bytes, requests: this.#store.stats.requests };
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#readers.clear();
    this.#store.close?.();
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new ShadowError({ tag: 'closed', message: `${this.name} is closed.`, hint: 'Open it again to go on.' });
  }
}

function storageNode(path: string, name: string, { attributes, array, problem }: ZarrNode): StorageNode {
  const node: StorageNode = { ...UNREAD, path, name, group: array === null && !problem, attributes: attributesOf(attributes) };
  if (problem) return { ...node, problem };
  if (!array) return node;
  return {
    ...node,
    shape: array.shape,
    dtype: array.dtype,
    chunks: array.chunks,
    filters: array.codecs,
    ...(array.shards ? { shards: array.shards } : {}),
  };
}

function unlisted(path: string): ShadowError {
  return new ShadowError({
    tag: 'unsupported',
    path,
    message: `What is in ${path || 'this store'} cannot be told: a web server does not list it, and its metadata are not consolidated.`,
    hint: 'Consolidate them in Python, zarr.consolidate_metadata("x.zarr"), and put the store on the server again.',
  });
}
