/**
 * What was read, by path in the file: whole elements and parts of them. Pure.
 * The shadow's marks and the memory meter are read off it.
 */
import { type Selection, selectionKey } from '../protocol/selection.ts';
import { byteLength, type Value } from '../protocol/values.ts';

interface Entry {
  whole: Value | null;
  readonly parts: Map<string, Value>;
  bytes: number;
}

export class Cache {
  readonly #entries = new Map<string, Entry>();

  get(path: string, selection: readonly Selection[] | null): Value | undefined {
    const entry = this.#entries.get(path);
    if (!selection) return entry?.whole ?? undefined;
    return entry?.parts.get(selectionKey(selection));
  }

  /** A whole element takes the place of its parts. */
  set(path: string, selection: readonly Selection[] | null, value: Value): void {
    const entry = this.#entries.get(path) ?? { whole: null, parts: new Map(), bytes: 0 };
    if (!selection) {
      entry.whole = value;
      entry.parts.clear();
      entry.bytes = byteLength(value);
    } else if (!entry.whole) {
      entry.parts.set(selectionKey(selection), value);
      entry.bytes += byteLength(value);
    }
    this.#entries.set(path, entry);
  }

  /** Drops everything at and below the path; answers the paths that were dropped. */
  clear(path: string): string[] {
    const dropped = [...this.#entries.keys()].filter((cached) => isWithin(cached, path));
    for (const cached of dropped) this.#entries.delete(cached);
    return dropped;
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
    let bytes = 0;
    for (const [cached, entry] of this.#entries) if (isWithin(cached, path)) bytes += entry.bytes;
    return bytes;
  }
}

function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}
