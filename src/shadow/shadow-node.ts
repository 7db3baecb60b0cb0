/** What all shadows have in common: a place in the object, a mark, children, and a part of the cache. Pure. */
import { type ErrorRecord, ShadowError } from '../protocol/errors.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { Session } from './session.ts';

/** `ᐁ` (U+1401): read from the file and cached. */
export const CACHED = 'ᐁ';
/** `▲` (U+25B2): added in memory, not in the file. */
export const ADDED = '▲';
export type Mark = '' | typeof CACHED | typeof ADDED;

export abstract class ShadowNode {
  readonly session: Session;
  /** In AnnData's words, as `mod/rna/obsm/X_umap`; '' for the object that was opened. */
  readonly path: string;
  /** What the file says of it; null for what was added in memory or is not in the file. */
  readonly node: OutlineNode | null;

  constructor(session: Session, path: string, node: OutlineNode | null) {
    this.session = session;
    this.path = path;
    this.node = node;
  }

  get name(): string {
    return this.path.slice(this.path.lastIndexOf('/') + 1);
  }

  /** The shadows inside this one by name, in the order in which a user expects them. */
  abstract children(): ReadonlyMap<string, ShadowNode>;

  /** Rows × columns as AnnData sees them; null for what has no shape. */
  get shape(): readonly number[] | null {
    return this.node?.shape ?? null;
  }

  /** Why it cannot be read, as far as that is known: by the file's outline, or since somebody tried. */
  get problem(): ErrorRecord | null {
    if (!this.node) return null;
    return this.node.problem ?? this.session.problems.get(this.node.path) ?? null;
  }

  get isAdded(): boolean {
    return false;
  }

  /** Whether any part of it has been read. */
  get isCached(): boolean {
    return this.node !== null && this.session.cache.has(this.node.path);
  }

  get cachedBytes(): number {
    return this.node === null ? 0 : this.session.cache.bytes(this.node.path);
  }

  get mark(): Mark {
    return this.isAdded ? ADDED : this.isCached ? CACHED : '';
  }

  /**
   * The shadow at a path below this one, as `obsm/X_umap`.
   * @throws ShadowError `not-found`, `closed`
   */
  at(path: string): ShadowNode {
    this.session.assertOpen();
    const names = path.split('/').filter(Boolean);
    if (names.length === 0) return this;
    // A name may have a slash in it: the shortest that there is comes first.
    for (let end = 1; end <= names.length; end++) {
      const child = this.children().get(names.slice(0, end).join('/'));
      if (child) return child.at(names.slice(end).join('/'));
    }
    throw new ShadowError({ tag: 'not-found', path, message: `There is no ${path}${this.path ? ` in ${this.path}` : ''}.` });
  }

  /** Keeps what is read of it in the cache beyond the budget, until the answer is called: what a view shows is not read twice. */
  pin(path = ''): () => void {
    this.session.assertOpen();
    const { node } = this.at(path);
    return node ? this.session.cache.pin(node.path) : () => {};
  }

  /** Drops what was read, here or at a path below; what was added stays. */
  clearCache(path = ''): void {
    const target = this.at(path);
    if (target.node) this.session.clearCache(target.node.path);
  }
}

/** Python's order of names: by code point. */
export function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
