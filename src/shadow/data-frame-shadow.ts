/** A lazy data frame: an index and columns, each read on its own. Pure. */
import { shapeOfValue } from '../arrays/items.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { ArrayValue, Value } from '../protocol/values.ts';
import { assertShape } from './checks.ts';
import type { ElemShadow } from './elem-shadow.ts';
import { MapShadow, type Members } from './map-shadow.ts';
import type { CallOptions } from './reader.ts';
import type { Session } from './session.ts';

/** anndata keeps this name for the index, whatever the index is called. */
export const INDEX = '_index';

export interface FrameParts {
  readonly index: ElemShadow;
  readonly columns: Members<ElemShadow>;
  readonly nRows: number;
}

/** A Map of its columns, in the file's `column-order`, then the added ones. The index is not among them. */
export class DataFrameShadow extends MapShadow<ElemShadow> {
  /** The row names. */
  readonly index: ElemShadow;

  readonly nRows: number;

  constructor(session: Session, path: string, node: OutlineNode | null, { index, columns, nRows }: FrameParts) {
    super(session, path, node, columns);
    this.index = index;
    this.nRows = nRows;
  }

  override get shape(): readonly number[] {
    return [this.nRows, this.size];
  }

  override children(): ReadonlyMap<string, ElemShadow> {
    return new Map([[this.index.name, this.index], ...this]);
  }

  /**
   * The values of one column; nothing else is read.
   * @throws ShadowError `not-found`, or why it cannot be read
   */
  async column(name: string, options: CallOptions = {}): Promise<ArrayValue> {
    this.session.assertOpen();
    const column = this.get(name) ?? (name === this.index.name ? this.index : undefined);
    if (!column)
      throw new ShadowError({ tag: 'not-found', path: `${this.path}/${name}`, message: `${this.path} has no column “${name}”.` });
    return (await column.read(options)) as ArrayValue;
  }

  /** The whole table, the index first. */
  async read(options: CallOptions = {}): Promise<Map<string, Value>> {
    this.session.assertOpen();
    const read = new Map<string, Value>();
    for (const [name, column] of this.children()) read.set(name, await column.read(options));
    return read;
  }

  protected override reservedNames(): ReadonlyMap<string, string> {
    const meaning = `the index of ${this.path}`;
    return new Map([INDEX, this.index.name].map((name) => [name, meaning]));
  }

  protected override assertFits(value: Value, path: string): void {
    const shape = shapeOfValue(value);
    assertShape(path, shape, [this.nRows]);
    if (shape?.length !== 1) throw new ShadowError({ tag: 'mismatch', path, message: `${path} must be one column of values.` });
  }
}
