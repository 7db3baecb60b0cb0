/** The indexes of one open file: on disk where the browser lets us and the file can be told from others, else in memory. Beside the file handle. */

import { memoryBytes } from '../io/kept/sync-bytes.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { KeptIndex, WhichIndexes } from '../protocol/methods.ts';
import { indexKey } from './identity.ts';
import type { IndexStore } from './index-store.ts';
import { type IndexHead, MinorIndex } from './minor-index.ts';

/** In memory, all of them together. */
const MEMORY_BUDGET = 256 * 2 ** 20;

export class Indexes {
  readonly #file: string;
  readonly #identityOf: () => Promise<string | null>;
  #identity: Promise<string | null> | undefined;
  readonly #store: () => Promise<IndexStore | null>;
  readonly #open = new Map<string, Promise<MinorIndex | null>>();
  /** Those that are begun just now. */
  readonly #beginning = new Map<string, Promise<MinorIndex>>();
  /** What those in memory take, by the path of their matrix. */
  readonly #inMemory = new Map<string, number>();

  /** @param identity tells the file from others; null where nothing does */
  constructor(file: string, identity: () => Promise<string | null>, store: () => Promise<IndexStore | null>) {
    this.#file = file;
    this.#identityOf = identity;
    this.#store = store;
  }

  /** The index of a matrix as far as it is built; null if there is none. */
  of(path: string): Promise<MinorIndex | null> {
    const known = this.#open.get(path) ?? this.#find(path);
    this.#open.set(path, known);
    return known;
  }

  /**
   * The index of a matrix, begun now unless it was before.
   * @throws ShadowError `unsupported` where there is no room for it
   */
  begin(head: Omit<IndexHead, 'identity' | 'file'>): Promise<MinorIndex> {
    const { path } = head;
    const beginning = this.#beginning.get(path) ?? this.#begin(head).finally(() => this.#beginning.delete(path));
    this.#beginning.set(path, beginning);
    return beginning;
  }

  async #begin(head: Omit<IndexHead, 'identity' | 'file'>): Promise<MinorIndex> {
    const { path } = head;
    const there = await this.of(path);
    if (there) return there;
    const [identity, store] = await Promise.all([this.#whose(), this.#store()]);
    const whole: IndexHead = { ...head, identity: identity ?? '', file: this.#file };
    const size = MinorIndex.bytesOf(whole);
    const kept = store && identity !== null ? await store.create(indexKey(identity, path), size) : null;
    const taken = [...this.#inMemory.values()].reduce((sum, bytes) => sum + bytes, 0);
    if (!kept && taken + size > MEMORY_BUDGET) throw noRoom(path);
    try {
      const index = MinorIndex.create(kept ?? memoryBytes(size), whole);
      if (!kept) this.#inMemory.set(path, size);
      this.#open.set(path, Promise.resolve(index));
      return index;
    } catch (error) {
      kept?.close();
      throw noRoom(path, String(error));
    }
  }

  /** What the index of a matrix is called in the store; null where it is not kept there. */
  async keyOf(path: string): Promise<string | null> {
    if (this.#inMemory.has(path)) return null;
    const [identity, store] = await Promise.all([this.#whose(), this.#store()]);
    return store && identity !== null ? indexKey(identity, path) : null;
  }

  /** Gives up indexes, on disk too: also those of this file that were built at another time. One that another page has open stays. */
  async forget(which: WhichIndexes): Promise<void> {
    const [identity, store] = await Promise.all([this.#whose(), this.#store()]);
    const isOwn = ({ key, head }: KeptIndex): boolean => identity !== null && head !== null && indexKey(identity, head.path) === key;
    const open = await Promise.all([...this.#open.keys()].map(async (path) => ({ path, key: await this.keyOf(path) })));
    for (const { path, key } of open) {
      if (typeof which === 'string' || (key !== null && which.includes(key))) await this.#close(path);
    }
    // Those that were open are there by their keys: what is written just now cannot be listed for sure.
    const keys = new Set(open.flatMap(({ key }) => key ?? []));
    for (const kept of (await store?.list()) ?? []) if (which === 'all' || isOwn(kept)) keys.add(kept.key);
    for (const key of typeof which === 'string' ? keys : which) await store?.remove(key);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((path) => this.#close(path)));
  }

  async #close(path: string): Promise<void> {
    const index = this.#open.get(path);
    this.#open.delete(path);
    this.#inMemory.delete(path);
    (await index?.catch(() => null))?.close();
  }

  /** Read when the first gene is asked for; a passing failure is forgotten. */
  async #whose(): Promise<string | null> {
    this.#identity ??= this.#identityOf();
    try {
      return await this.#identity;
    } catch {
      this.#identity = undefined;
      return null;
    }
  }

  /** What is wrong with an index costs only the index: the gene is looked for in the matrix. */
  async #find(path: string): Promise<MinorIndex | null> {
    const [identity, store] = await Promise.all([this.#whose(), this.#store()]);
    if (identity === null || !store) return null;
    const bytes = await store.open(indexKey(identity, path));
    if (!bytes) return null;
    try {
      const index = MinorIndex.open(bytes);
      if (index?.head.identity === identity && index.head.path === path) {
        index.touch();
        return index;
      }
    } catch {
      // Not to be read, or not to be written.
    }
    bytes.close();
    return null;
  }
}

/** @param cause what the browser said, where it was asked for room */
export function noRoom(path: string, cause?: string): ShadowError {
  return new ShadowError({
    tag: 'unsupported',
    path,
    message: `There is no room for an index of ${path}.`,
    hint: 'Genes are still found, by looking through the matrix.',
    ...(cause === undefined ? {} : { cause }),
  });
}
