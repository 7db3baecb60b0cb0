/** A part of a sparse matrix as a dense array: what is looked at is small. Pure; runs on every thread. */
import { normalizeSelection, type Range, type Selection, selectionLength, toRanges } from '../protocol/selection.ts';
import type { ArrayValue, NumberData, SparseMatrix } from '../protocol/values.ts';

/** What is known of a sparse matrix before its entries are. */
export interface SparseShape {
  readonly format: 'csr' | 'csc';
  readonly shape: readonly [rows: number, columns: number];
  /** dtype of the entries, `bool` among them. */
  readonly dtype: string;
}

type NumberConstructor = new (length: number) => NumberData;

/** @throws ShadowError `invalid` for an index outside the matrix */
export function sliceSparse(matrix: SparseMatrix, rows: Selection, columns: Selection): ArrayValue {
  const { format, shape, indptr, indices, values } = matrix;
  const dtype = values.kind === 'boolean' ? 'bool' : values.dtype;
  const filler = new DenseFiller({ format, shape, dtype }, values.data.constructor as NumberConstructor, rows, columns);
  let at = 0;
  for (const { start, end } of filler.majors) {
    const from = indptr[start] as number;
    const to = indptr[end] as number;
    filler.add(at, indptr.subarray(start, end + 1), from, indices.subarray(from, to), values.data.subarray(from, to) as NumberData);
    at += end - start;
  }
  return filler.finish();
}

/**
 * Scatters the entries of a compressed matrix into the dense part of it that was asked for.
 * "Major" is the compressed dimension (rows of CSR, columns of CSC), "minor" the other.
 */
export class DenseFiller {
  /** The majors to go through, in order. */
  readonly majors: readonly Range[];
  readonly #dtype: string;
  readonly #data: NumberData;
  readonly #shape: readonly [number, number];
  readonly #nMajor: number;
  readonly #majorStride: number;
  readonly #minorStride: number;
  /** Output position of each minor index, −1 = not asked for. */
  readonly #minorAt: Int32Array;
  readonly #isWhole: boolean;
  /** A minor index that is asked for again is copied from its first place. */
  readonly #repeats: (readonly [from: number, to: number])[] = [];

  constructor(matrix: SparseShape, data: NumberConstructor, rows: Selection, columns: Selection) {
    const [nRows, nColumns] = matrix.shape;
    const row = normalizeSelection(rows, nRows, 'row');
    const column = normalizeSelection(columns, nColumns, 'column');
    const isCsr = matrix.format === 'csr';
    this.#dtype = matrix.dtype;
    this.#shape = [selectionLength(row, nRows), selectionLength(column, nColumns)];
    this.#data = new data(this.#shape[0] * this.#shape[1]);
    this.#nMajor = isCsr ? this.#shape[0] : this.#shape[1];
    this.#majorStride = isCsr ? this.#shape[1] : 1;
    this.#minorStride = isCsr ? 1 : this.#shape[1];
    this.majors = isCsr ? toRanges(row, nRows) : toRanges(column, nColumns);
    const [minors, nMinors] = isCsr ? [column, nColumns] : [row, nRows];
    this.#isWhole = minors === null;
    this.#minorAt = new Int32Array(nMinors).fill(-1);
    let at = 0;
    for (const { start, end } of toRanges(minors, nMinors)) {
      for (let i = start; i < end; i++, at++) {
        const first = this.#minorAt[i] as number;
        if (first === -1) this.#minorAt[i] = at;
        else this.#repeats.push([first, at]);
      }
    }
  }

  /** Whether all of each major are asked for: every entry is a hit then. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Whether any of these entries is asked for: if not, their values need not be read. */
  hits(indices: Int32Array): boolean {
    for (const index of indices) if (this.#minorAt[index] !== -1) return true;
    return false;
  }

  /**
   * Adds entries of neighbouring majors. May be called several times for the same majors, slab by slab.
   * @param majorAt output position of the first of those majors
   * @param indptr of those majors and of one more
   * @param first the entry that `indices` and `values` start at
   */
  add(majorAt: number, indptr: Float64Array, first: number, indices: Int32Array, values: NumberData): void {
    const end = first + indices.length;
    const data = this.#data as Float64Array;
    const isFlags = this.#dtype === 'bool';
    for (let m = 0; m + 1 < indptr.length; m++) {
      const base = (majorAt + m) * this.#majorStride;
      const stop = Math.min(indptr[m + 1] as number, end) - first;
      for (let e = Math.max(indptr[m] as number, first) - first; e < stop; e++) {
        const at = this.#minorAt[indices[e] as number] as number;
        if (at < 0) continue;
        // scipy adds up the duplicate entries of a matrix that is not canonical; so does this (BigInt data likewise). Two trues are true.
        if (isFlags) data[base + at * this.#minorStride] ||= values[e] as number;
        else (data[base + at * this.#minorStride] as number) += values[e] as number;
      }
    }
  }

  /** Of one minor: a copy of what is known after so many majors; the others are missing. */
  soFar(majors: number): ArrayValue {
    const data = this.#data.slice() as NumberData;
    const mask = new Uint8Array(data.length).fill(1, majors);
    if (this.#dtype === 'bool') return { kind: 'boolean', shape: this.#shape, data: data as Uint8Array<ArrayBuffer>, mask };
    return { kind: 'numeric', dtype: this.#dtype, shape: this.#shape, data, mask };
  }

  finish(): ArrayValue {
    const data = this.#data as Float64Array;
    for (const [from, to] of this.#repeats) {
      for (let m = 0; m < this.#nMajor; m++)
        data[m * this.#majorStride + to * this.#minorStride] = data[m * this.#majorStride + from * this.#minorStride] as number;
    }
    if (this.#dtype === 'bool') return { kind: 'boolean', shape: this.#shape, data: this.#data as Uint8Array<ArrayBuffer> };
    return { kind: 'numeric', dtype: this.#dtype, shape: this.#shape, data: this.#data };
  }
}
