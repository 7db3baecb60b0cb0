/** A lazy data frame: an index and columns, each read on its own. Pure. */
import { toValue, type ValueInput } from '../arrays/from-js.ts';
import { shapeOfValue } from '../arrays/items.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { ArrayValue, Value } from '../protocol/values.ts';
import { ElemShadow } from './elem-shadow.ts';
import type { CallOptions } from './reader.ts';
import { slotText } from './repr.ts';
import type { Session } from './session.ts';
import { ShadowNode } from './shadow-node.ts';
import { assertName, assertShape } from './slot.ts';

export class DataFrameShadow extends ShadowNode {
  /** The row names. */
  readonly index: ElemShadow;
  readonly #columns = new Map<string, ElemShadow>();
  readonly #inFile: ReadonlyMap<string, ElemShadow>;

  constructor(session: Session, path: string, node: OutlineNode | null) {
    super(session, path, node);
    const members = new Map(node?.children.map((child) => [child.name, child]));
    const column = (name: string): ElemShadow => new ElemShadow(session, `${path}/${name}`, members.get(name) ?? null);
    this.index = column(node?.frame?.index ?? '_index');
    for (const name of node?.frame?.columns ?? []) this.#columns.set(name, column(name));
    this.#inFile = new Map(this.#columns);
  }

  get nRows(): number {
    return this.index.shape?.[0] ?? this.node?.shape?.[0] ?? 0;
  }

  override get shape(): readonly number[] {
    return [this.nRows, this.#columns.size];
  }

  /** Names of the columns in the file's `column-order`, then the added ones. The index is not among them. */
  keys(): MapIterator<string> {
    return this.#columns.keys();
  }

  has(name: string): boolean {
    return this.#columns.has(name);
  }

  get(name: string): ElemShadow | undefined {
    return this.#columns.get(name);
  }

  values(): MapIterator<ElemShadow> {
    return this.#columns.values();
  }

  entries(): MapIterator<[string, ElemShadow]> {
    return this.#columns.entries();
  }

  /** Iterating reads nothing. */
  [Symbol.iterator](): MapIterator<[string, ElemShadow]> {
    return this.#columns.entries();
  }

  get size(): number {
    return this.#columns.size;
  }

  override children(): ReadonlyMap<string, ElemShadow> {
    return new Map([[this.index.name, this.index], ...this.#columns]);
  }

  /**
   * The values of one column; nothing else is read.
   * @throws ShadowError `not-found`, or why it cannot be read
   */
  async column(name: string, options: CallOptions = {}): Promise<ArrayValue> {
    const column = this.#columns.get(name) ?? (name === this.index.name ? this.index : undefined);
    if (!column)
      throw new ShadowError({ tag: 'not-found', path: `${this.path}/${name}`, message: `${this.path} has no column “${name}”.` });
    return (await column.read(options)) as ArrayValue;
  }

  /** The whole table, the index first. */
  async read(options: CallOptions = {}): Promise<Map<string, Value>> {
    const read = new Map<string, Value>();
    for (const [name, column] of this.children()) read.set(name, await column.read(options));
    return read;
  }

  /** Adds a column in memory (`▲`). @throws ShadowError `mismatch` if it does not have a value for each row */
  set(name: string, input: ValueInput): this {
    this.session.assertOpen();
    const path = `${this.path}/${name}`;
    assertName(name, path);
    const value = toValue(input);
    assertShape(path, shapeOfValue(value), [this.nRows]);
    if (shapeOfValue(value)?.length !== 1)
      throw new ShadowError({ tag: 'mismatch', path, message: `${path} must be one column of values.` });
    this.#columns.set(name, new ElemShadow(this.session, path, null, value));
    this.session.notify('added', path);
    return this;
  }

  /** Takes an added column back. @throws ShadowError `invalid` for a column of the file */
  delete(name: string): boolean {
    const column = this.#columns.get(name);
    if (!column) return false;
    if (!column.isAdded)
      throw new ShadowError({ tag: 'invalid', path: column.path, message: `${column.path} is in the file: it cannot be deleted here.` });
    const original = this.#inFile.get(name);
    if (original) this.#columns.set(name, original);
    else this.#columns.delete(name);
    this.session.notify('removed', column.path);
    return true;
  }

  override toString(): string {
    return slotText(this);
  }
}
