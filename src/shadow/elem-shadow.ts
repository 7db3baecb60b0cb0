/** One lazy element: known by shape, dtype and encoding, read when it is asked for. Pure. */

import { dtypeOfValue, shapeOfValue } from '../arrays/items.ts';
import { sliceArray } from '../arrays/slice.ts';
import { sliceSparse } from '../arrays/sparse.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { IndexState } from '../protocol/methods.ts';
import type { MatrixSample } from '../protocol/sample.ts';
import type { Selection } from '../protocol/selection.ts';
import { type ArrayValue, byteLength, type NumericArray, type Value } from '../protocol/values.ts';
import { assertWithin } from './predict.ts';
import type { CallOptions } from './reader.ts';
import { closedText } from './repr.ts';
import { ShadowNode } from './shadow-node.ts';

const NO_CHILDREN: ReadonlyMap<string, ShadowNode> = new Map();

export class ElemShadow extends ShadowNode {
  /** Of an element that lives in memory only. */
  get #added(): Value | null {
    return this.node === null ? this.session.additions.get(this) : null;
  }

  override children(): ReadonlyMap<string, ShadowNode> {
    return NO_CHILDREN;
  }

  override get shape(): readonly number[] | null {
    const added = this.#added;
    return added ? shapeOfValue(added) : super.shape;
  }

  /** numpy's or pandas' name: `float32`, `category`, `str`… */
  get dtype(): string | null {
    const added = this.#added;
    return added ? dtypeOfValue(added) : (this.node?.dtype ?? null);
  }

  /** AnnData's encoding-type: `array`, `csr_matrix`, `categorical`… */
  get encoding(): string {
    return this.node?.encoding ?? 'memory';
  }

  override get isAdded(): boolean {
    return this.#added !== null;
  }

  override get isCached(): boolean {
    return !this.isAdded && super.isCached;
  }

  override get cachedBytes(): number {
    const added = this.#added;
    return added ? byteLength(added) : super.cachedBytes;
  }

  /** Whether all of it is cached, not only a part. */
  get isWhole(): boolean {
    return this.isAdded || (this.node !== null && this.session.cache.isWhole(this.node.path));
  }

  /** What is in memory of it as a whole, without reading. */
  peek(): Value | null {
    return this.#added ?? (this.node && this.session.cache.get(this.node.path, null)) ?? null;
  }

  /** All of it. @throws ShadowError, with the path; `too-large` beyond the memory that is allowed */
  async read(options: CallOptions = {}): Promise<Value> {
    this.session.assertOpen();
    const added = this.#added;
    if (added) return added;
    if (!this.node) throw new ShadowError({ tag: 'not-found', path: this.path, message: `There is no ${this.path} in the file.` });
    if (this.node.problem) throw new ShadowError(this.node.problem);
    assertWithin(this.session.cache.budget, this.node, null);
    return this.session.read(this.node.path, null, options);
  }

  /**
   * What the values of a matrix are, by a few of its rows: nothing is cached, and no mark appears.
   * @throws ShadowError `invalid` for what is no matrix of numbers in the file; else why it cannot be read
   */
  sample(options: CallOptions = {}): Promise<MatrixSample> {
    return this.session.ask('sample', { path: this.#pathInFile() }, options);
  }

  /**
   * The sum over some columns of a matrix, a float64 for each row: all of them in one pass through the file.
   * @throws ShadowError `invalid` for a column that is not there; why it cannot be read
   */
  async sum(columns: Uint32Array<ArrayBuffer>, options: CallOptions = {}): Promise<NumericArray> {
    return (await this.session.ask('sum', { path: this.#pathInFile(), columns }, options)) as NumericArray;
  }

  /** What there is of the index by which a row-wise matrix finds its columns; null where none is needed, or none can be built. */
  index(options: CallOptions = {}): Promise<IndexState | null> {
    return this.session.ask('index', { path: this.#pathInFile() }, options);
  }

  /**
   * Builds that index, or what is missing of it: in the browser's own store, or in memory. Aborted, it is gone on with by the next call.
   * @throws ShadowError `unsupported` where there is no room
   */
  async buildIndex(options: CallOptions = {}): Promise<void> {
    await this.session.ask('buildIndex', { path: this.#pathInFile() }, options);
  }

  #pathInFile(): string {
    this.session.assertOpen();
    if (this.node) return this.node.path;
    throw new ShadowError({ tag: 'invalid', path: this.path, message: `${this.path} is not in the file.` });
  }

  /** Rows and columns of it, dense: only they are read. A range is `[start, end]`, end exclusive; a list of indices a Uint32Array. */
  slice(rows: Selection, columns: Selection = null, options: CallOptions = {}): Promise<ArrayValue> {
    return this.select(this.shape?.length === 1 ? [rows] : [rows, columns], options);
  }

  /** A part of it, one selection for each dimension. */
  async select(selections: readonly Selection[], options: CallOptions = {}): Promise<ArrayValue> {
    this.session.assertOpen();
    const whole = this.peek();
    if (whole) return partOf(this.path, whole, selections);
    if (!this.node) throw new ShadowError({ tag: 'not-found', path: this.path, message: `There is no ${this.path} in the file.` });
    if (this.node.problem) throw new ShadowError(this.node.problem);
    assertWithin(this.session.cache.budget, this.node, selections);
    return (await this.session.read(this.node.path, selections, options)) as ArrayValue;
  }

  override toString(): string {
    if (this.session.isClosed) return closedText(this.name);
    const shape = this.shape?.join(' × ');
    return `${this.name}${this.mark}: ${[this.dtype, shape, this.encoding].filter(Boolean).join(', ')}\n`;
  }
}

/** A part of a decoded value. @throws ShadowError `invalid` for what has no slices */
export function partOf(path: string, value: Value, selections: readonly Selection[]): ArrayValue {
  switch (value.kind) {
    case 'sparse':
      return sliceSparse(value, selections[0] ?? null, selections[1] ?? null);
    case 'scalar':
    case 'null':
    case 'awkward':
      throw new ShadowError({
        tag: 'invalid',
        path,
        message: `${path} is ${value.kind === 'awkward' ? 'a ragged array' : 'a single value'}: it has no slices.`,
      });
    default:
      return sliceArray(value, selections);
  }
}
