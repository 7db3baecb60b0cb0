/**
 * A part of an element, seen as an element: some of its rows, some of its columns, in any order. Pure. It holds no values:
 * what is read is cached under the path of the element itself, and everybody's.
 */
import { takeItems } from '../arrays/awkward-rows.ts';
import { countRuns, type Positions, plainPositions, positionList, positionsWithin } from '../arrays/positions.ts';
import { sliceArray } from '../arrays/slice.ts';
import { subsetSparse, toSparse } from '../arrays/sparse-subset.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { MatrixSample } from '../protocol/sample.ts';
import { normalizeSelection, type Selection, selectionLength } from '../protocol/selection.ts';
import type { ArrayValue, NumericArray, Value } from '../protocol/values.ts';
import { ElemShadow, partOf } from './elem-shadow.ts';
import type { CallOptions } from './reader.ts';

/** A list in more pieces than one for so many rows is not read piece by piece: each costs a call, and most of a chunk. */
const ROWS_A_PIECE = 16;
/** With at most so many columns a matrix is read with all of them, as an embedding is. */
const NARROW = 4;
/** Items (128 MB of float64) up to which more is read than was asked for. */
const LARGEST = 2 ** 24;

export class ElemView extends ElemShadow {
  /** The element in the file, or added: never a view. */
  readonly #whole: ElemShadow;
  /** Of its first dimensions; of the others it is everything. */
  readonly #axes: readonly Positions[];

  constructor(whole: ElemShadow, axes: readonly Positions[]) {
    super(whole.session, whole.path, whole.node);
    this.#whole = whole;
    this.#axes = axes;
  }

  override get shape(): readonly number[] | null {
    return this.#whole.shape?.map((length, d) => selectionLength(this.#axes[d] ?? null, length)) ?? null;
  }

  override get dtype(): string | null {
    return this.#whole.dtype;
  }

  override get isAdded(): boolean {
    return this.#whole.isAdded;
  }

  override get isWhole(): boolean {
    return this.#whole.isWhole;
  }

  /** Of the element itself. */
  override get cachedBytes(): number {
    return this.#whole.cachedBytes;
  }

  override peek(): Value | null {
    const value = this.#whole.peek();
    return value && this.#cut(value);
  }

  /** All of the view, of the same kind as the element. @throws ShadowError, with the path */
  override async read(options: CallOptions = {}): Promise<Value> {
    this.session.assertOpen();
    const { encoding, isWhole } = this.#whole;
    if (encoding.startsWith('cs') && !isWhole && this.#isSmall())
      return toSparse(await this.select([], options), encoding === 'csc_matrix' ? 'csc' : 'csr');
    if (!isWhole && isDense(this.#whole)) return this.select([], options);
    return this.#cut(await this.#whole.read(options));
  }

  override async select(selections: readonly Selection[], options: CallOptions = {}): Promise<ArrayValue> {
    this.session.assertOpen();
    const wanted = this.#wanted(selections);
    const isSparse = this.#whole.encoding.startsWith('cs');
    const read = this.#whole.isWhole ? wanted : readable(wanted, this.#whole.shape ?? []);
    // All of a dense one is kept as a whole, and what has no slices says so.
    if ((!isSparse && read.every((selection) => selection === null)) || !(isSparse || isDense(this.#whole)))
      return partOf(this.path, await this.#whole.read(options), wanted);
    const part = await this.#whole.select(read, options);
    return sliceArray(
      part,
      wanted.map((selection, d) => (selection === read[d] ? null : selection)),
    );
  }

  /** For the view's rows, over some of its columns. */
  override async sum(columns: Uint32Array<ArrayBuffer>, options: CallOptions = {}): Promise<NumericArray> {
    this.session.assertOpen();
    const wanted = this.#wanted([null, columns])[1] as Positions;
    const sums = await this.#whole.sum(positionList(wanted, this.#whole.shape?.[1] ?? 0), options);
    return sliceArray(sums, [this.#axes[0] ?? null]) as NumericArray;
  }

  /** @throws ShadowError `invalid`: a sample is of the matrix as it lies in the file */
  override async sample(): Promise<MatrixSample> {
    this.session.assertOpen();
    throw new ShadowError({
      tag: 'invalid',
      path: this.path,
      message: `This is a view of ${this.path}, which has no sample of its own.`,
      hint: 'Take the sample of the matrix in its parent: the values are of the same kind.',
    });
  }

  /** The selections of the view as those of the element. */
  #wanted(selections: readonly Selection[]): Selection[] {
    return (this.#whole.shape ?? []).map((length, d) => {
      const axis = this.#axes[d] ?? null;
      const selection = positionsWithin(axis, normalizeSelection(selections[d] ?? null, selectionLength(axis, length)));
      return typeof selection === 'number' ? selection : plainPositions(selection, length);
    });
  }

  /** Whether it takes no more values as a dense matrix than the sparse one stores as a whole. */
  #isSmall(): boolean {
    const shape = this.#whole.shape ?? [];
    const stored = this.#whole.node?.children.find(({ name }) => name === 'indices')?.shape?.[0] ?? 0;
    return countItems(readable(this.#wanted([]), shape), shape) <= stored;
  }

  #cut(value: Value): Value {
    switch (value.kind) {
      case 'sparse':
        return subsetSparse(value, this.#axes[0] ?? null, this.#axes[1] ?? null);
      case 'awkward':
        return takeItems(value, this.#axes[0] ?? null);
      case 'scalar':
      case 'null':
        return value;
      default:
        return sliceArray(value, this.#axes);
    }
  }
}

/** Whether parts of it are read as arrays. */
function isDense({ encoding, shape }: ElemShadow): boolean {
  return shape !== null && !encoding.startsWith('cs') && encoding !== 'awkward-array';
}

/** What is read so that the wanted is in it: no more pieces than are worth it. */
function readable(wanted: readonly Selection[], shape: readonly number[]): Selection[] {
  const more = wanted.map((selection, d) => {
    const length = shape[d] as number;
    if (d > 0 && shape.length === 2 && length <= NARROW) return null;
    return selection instanceof Uint32Array && countRuns(selection) * ROWS_A_PIECE > length ? null : selection;
  });
  return countItems(more, shape) <= LARGEST ? more : [...wanted];
}

function countItems(selections: readonly Selection[], shape: readonly number[]): number {
  return shape.reduce((items, length, d) => items * selectionLength(selections[d] ?? null, length), 1);
}
