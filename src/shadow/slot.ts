/** A Map-like slot of an AnnData object (`obsm`, `layers`, `uns`…) or a nested group of `uns`. Pure. */

import { toValue, type ValueInput } from '../arrays/from-js.ts';
import { shapeOfValue } from '../arrays/items.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import { ElemShadow } from './elem-shadow.ts';
import { slotText } from './repr.ts';
import type { Session } from './session.ts';
import { byCodePoint, ShadowNode } from './shadow-node.ts';

/** Makes the shadow that fits an element of the file. */
export type MakeShadow = (session: Session, path: string, node: OutlineNode) => ShadowNode;

/** What a value must have to go into a slot: `[n]` = n rows, `[n, m]` = rows and columns; null = anything. */
export type RequiredShape = readonly number[] | null;

export class Slot extends ShadowNode {
  readonly #members = new Map<string, ShadowNode>();
  readonly #inFile: ReadonlyMap<string, ShadowNode>;
  readonly #required: RequiredShape;

  constructor(session: Session, path: string, node: OutlineNode | null, make: MakeShadow, required: RequiredShape = null) {
    super(session, path, node);
    this.#required = required;
    const children = [...(node?.children ?? [])].sort((a, b) => byCodePoint(a.name, b.name));
    for (const child of children) this.#members.set(child.name, make(session, `${path}/${child.name}`, child));
    this.#inFile = new Map(this.#members);
  }

  get(key: string): ShadowNode | undefined {
    return this.#members.get(key);
  }

  has(key: string): boolean {
    return this.#members.has(key);
  }

  /** In the file first, by name; then what was added, in the order of adding. */
  keys(): MapIterator<string> {
    return this.#members.keys();
  }

  values(): MapIterator<ShadowNode> {
    return this.#members.values();
  }

  entries(): MapIterator<[string, ShadowNode]> {
    return this.#members.entries();
  }

  /** Iterating reads nothing. */
  [Symbol.iterator](): MapIterator<[string, ShadowNode]> {
    return this.#members.entries();
  }

  get size(): number {
    return this.#members.size;
  }

  override children(): ReadonlyMap<string, ShadowNode> {
    return this.#members;
  }

  /**
   * Adds an element in memory (`▲`), or puts it in place of the file's; the file is not touched.
   * @throws ShadowError `mismatch` if its shape does not fit the slot, `invalid` for a name that AnnData cannot store
   */
  set(key: string, input: ValueInput): this {
    this.session.assertOpen();
    const path = `${this.path}/${key}`;
    assertName(key, path);
    const value = toValue(input);
    assertShape(path, shapeOfValue(value), this.#required);
    this.#members.set(key, new ElemShadow(this.session, path, null, value));
    this.session.notify('added', path);
    return this;
  }

  /** Takes an addition back; the file's own element, if it had one, is there again. @throws ShadowError `invalid` for what is in the file */
  delete(key: string): boolean {
    const member = this.#members.get(key);
    if (!member) return false;
    if (!member.isAdded)
      throw new ShadowError({ tag: 'invalid', path: member.path, message: `${member.path} is in the file: it cannot be deleted here.` });
    const original = this.#inFile.get(key);
    if (original) this.#members.set(key, original);
    else this.#members.delete(key);
    this.session.notify('removed', member.path);
    return true;
  }

  /** As the slot prints alone: `uns:	hvg, leidenᐁ`. */
  override toString(): string {
    return slotText(this);
  }
}

export function assertName(key: string, path: string): void {
  if (key === '' || key === '.' || key.includes('/')) {
    throw new ShadowError({
      tag: 'invalid',
      path,
      message: `“${key}” cannot be a name: it must not be empty and must not contain a slash.`,
    });
  }
}

export function assertShape(path: string, shape: readonly number[] | null, required: RequiredShape): void {
  if (!required || required.every((length, axis) => shape?.[axis] === length)) return;
  throw new ShadowError({
    tag: 'mismatch',
    path,
    message: `${path} has the shape ${shape ? shape.join(' × ') : 'of a single value'}, but ${required.join(' × ')}${required.length === 1 ? ' rows are' : ' is'} needed.`,
    hint: 'It must have one row for each cell (or gene) of the object it is added to.',
  });
}
