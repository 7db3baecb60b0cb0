/** The indexes of one open file: on disk where the browser lets us and the file can be told from others, else in memory. Beside the file handle. */
import { ShadowError } from '../protocol/errors.ts';
import { indexKey } from './identity.ts';
import { memoryBytes } from './index-bytes.ts';
import type { IndexStore } from './index-store.ts';
import { type IndexHead, MinorIndex } from './minor-index.ts';

/** In memory, all of them together. */
const MEMORY_BUDGET = 256 * 2 ** 20;

export class Indexes {
  readonly #file: string;
  readonly #identityOf: () => Promise<string | null>;
  #identity: Promise<string | null> | undefined;
  readonly #store: Promise<IndexStore | null>;
  readonly #open = new Map<string, Promise<MinorIndex | null>>();
  #inMemory = 0;

  /** @param identity tells the file from others; null where nothing does */
  constructor(file: string, identity: () => Promise<string | null>, store: Promise<IndexStore | null>) {
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
  async begin(head: Omit<IndexHead, 'identity' | 'file'>): Promise<MinorIndex> {
    const there = await this.of(head.path);
    if (there) return there;
    const identity = await this.#whose();
    const whole: IndexHead = { ...head, identity: identity ?? '', file: this.#file };
    const size = MinorIndex.bytesOf(whole);
    const store = await this.#store;
    const kept = store && identity !== null ? await store.create(indexKey(identity, head.path), size) : null;
    if (!kept && this.#inMemory + size > MEMORY_BUDGET) throw noRoom(head.path);
    if (!kept) this.#inMemory += size;
    const index = MinorIndex.create(kept ?? memoryBytes(size), whole);
    this.#open.set(head.path, Promise.resolve(index));
    return index;
  }

  /** Gives up the indexes of this file, on disk too. */
  async forget(): Promise<void> {
    const paths = [...this.#open.keys()];
    await this.close();
    const [identity, store] = await Promise.all([this.#whose(), this.#store]);
    if (identity !== null) await Promise.all(paths.map((path) => store?.remove(indexKey(identity, path))));
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    this.#inMemory = 0;
    for (const index of open) (await index.catch(() => null))?.close();
  }

  /** Read when the first gene is asked for. */
  #whose(): Promise<string | null> {
    this.#identity ??= this.#identityOf();
    return this.#identity;
  }

  async #find(path: string): Promise<MinorIndex | null> {
    const [identity, store] = await Promise.all([this.#whose(), this.#store]);
    if (identity === null || !store) return null;
    const bytes = await store.open(indexKey(identity, path));
    const index = bytes && MinorIndex.open(bytes);
    if (!index || index.head.identity !== identity || index.head.path !== path) {
      bytes?.close();
      return null;
    }
    index.touch();
    return index;
  }
}

function noRoom(path: string): ShadowError {
  return new ShadowError({
    tag: 'unsupported',
    path,
    message: `There is no room for an index of ${path}.`,
    hint: 'Genes are still found, by looking through the matrix.',
  });
}
