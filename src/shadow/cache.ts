/**
 * What was read, by path in the file: whole elements and parts of them. Pure.
 * The shadow's marks and the memory meter are read off it. It keeps within a budget: what was used longest ago leaves first,
 * what a view shows (pinned) does not.
 */
import { type Selection, selectionKey } from '../protocol/selection.ts';
import { byteLength, type Value } from '../protocol/values.ts';

interface Item {
  readonly path: string;
  /** Of a part; '' = the whole element. */
  readonly part: string;
  readonly value: Value;
  readonly bytes: number;
}

/** What is cached of one element. */
interface Entry {
  whole: Item | null;
  readonly parts: Map<string, Item>;
  bytes: number;
}

/** 512 MB: the X of some ten thousand cells, and no trouble for a browser's tab. */
const DEFAULT_BUDGET = 512e6;

export class Cache {
  readonly #entries = new Map<string, Entry>();
  /** All items, the one used longest ago first. */
  readonly #items = new Set<Item>();
  readonly #pins = new Map<string, number>();
  #bytes = 0;
  /** Bytes beyond which items leave. */
  budget = DEFAULT_BUDGET;

  get(path: string, selection: readonly Selection[] | null): Value | undefined {
    const entry = this.#entries.get(path);
    const item = selection ? entry?.parts.get(selectionKey(selection)) : entry?.whole;
    if (!item) return undefined;
    // Now it is the one used last.
    this.#items.delete(item);
    this.#items.add(item);
    return item.value;
  }

  /** A whole element takes the place of its parts. */
  set(path: string, selection: readonly Selection[] | null, value: Value): void {
    const entry = this.#entries.get(path) ?? { whole: null, parts: new Map(), bytes: 0 };
    if (selection && entry.whole) return;
    const item = { path, part: selection ? selectionKey(selection) : '', value, bytes: byteLength(value) };
    const replaced = selection ? [entry.parts.get(item.part)] : [entry.whole, ...entry.parts.values()];
    for (const old of replaced) if (old) this.#remove(old);
    if (selection) entry.parts.set(item.part, item);
    else entry.whole = item;
    this.#entries.set(path, entry);
    this.#items.add(item);
    entry.bytes += item.bytes;
    this.#bytes += item.bytes;
  }

  /** Keeps an element in the cache, whatever the budget, until the answer is called. Only `clear` drops it. */
  pin(path: string): () => void {
    this.#pins.set(path, (this.#pins.get(path) ?? 0) + 1);
    let isPinned = true;
    return () => {
      if (!isPinned) return;
      isPinned = false;
      const pins = (this.#pins.get(path) ?? 1) - 1;
      if (pins > 0) this.#pins.set(path, pins);
      else this.#pins.delete(path);
    };
  }

  /** Drops what was used longest ago until the rest is within the budget; what was used last stays. Answers the paths that lost something. */
  evict(): string[] {
    const dropped = new Set<string>();
    let left = this.#items.size;
    for (const item of this.#items) {
      if (this.#bytes <= this.budget || --left === 0) break;
      if (this.#pins.has(item.path)) continue;
      this.#remove(item);
      dropped.add(item.path);
    }
    return [...dropped];
  }

  /** Drops everything at and below the path; answers the paths that were dropped. */
  clear(path: string): string[] {
    const dropped = this.paths(path);
    for (const cached of dropped) {
      const { whole, parts } = this.#entries.get(cached) as Entry;
      for (const item of [whole, ...parts.values()]) if (item) this.#remove(item);
    }
    return dropped;
  }

  /** Paths of the elements of which anything is cached, at and below a path. */
  paths(path: string): string[] {
    return [...this.#entries.keys()].filter((cached) => isWithin(cached, path));
  }

  /** Whether anything at or below the path is cached. An empty array weighs nothing, and is cached all the same. */
  has(path: string): boolean {
    if (this.#entries.has(path)) return true;
    for (const cached of this.#entries.keys()) if (isWithin(cached, path)) return true;
    return false;
  }

  /** Whether the element is cached as a whole. */
  isWhole(path: string): boolean {
    return this.#entries.get(path)?.whole != null;
  }

  /** Bytes of what is cached at and below the path. */
  bytes(path: string): number {
    if (path === '') return this.#bytes;
    let bytes = 0;
    for (const [cached, entry] of this.#entries) if (isWithin(cached, path)) bytes += entry.bytes;
    return bytes;
  }

  #remove(item: Item): void {
    this.#items.delete(item);
    this.#bytes -= item.bytes;
    const entry = this.#entries.get(item.path);
    if (!entry) return;
    entry.bytes -= item.bytes;
    if (item.part === '') entry.whole = null;
    else entry.parts.delete(item.part);
    if (!entry.whole && entry.parts.size === 0) this.#entries.delete(item.path);
  }
}

function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}
