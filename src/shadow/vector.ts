/** One number for each cell, ready to be drawn, out of any column or matrix slice. Pure. */

import { takeRows } from '../arrays/align.ts';
import { categoryNames, toStrings } from '../arrays/items.ts';
import { isIdentity, type RowMap } from '../arrays/row-map.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { ArrayValue, NumericArray, StringArray } from '../protocol/values.ts';
import type { CallOptions } from './reader.ts';
import { byCodePoint } from './shadow-node.ts';

export interface Vector {
  /** Numbers, NaN = missing; or the codes of a categorical, −1 = missing. */
  readonly values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
  /** Of a categorical: the names the codes stand for. */
  readonly categories?: readonly string[];
  readonly ordered?: boolean;
}

/** A vector may take long: what is known of it is told on the way. */
export interface VectorOptions extends CallOptions {
  /** Gets the vector so far: what is not known yet is missing in it. */
  readonly onPart?: ((part: Vector) => void) | undefined;
}

/**
 * Booleans and strings become categoricals, as scanpy treats them: False and True; the strings in sorted order.
 * @throws ShadowError `unsupported` for what has no order and no categories (records, complex numbers)
 */
export function toVector(value: ArrayValue): Vector {
  switch (value.kind) {
    case 'numeric':
      return { values: numbers(value) };
    case 'boolean':
      return {
        values: Float32Array.from(value.data, (flag, i) => (value.mask?.[i] ? -1 : flag)),
        categories: ['False', 'True'],
        ordered: false,
      };
    case 'categorical':
      return { values: Float32Array.from(value.codes), categories: categoryNames(value), ordered: value.ordered };
    case 'string':
      return factorize(value);
    case 'record':
      throw new ShadowError({ tag: 'unsupported', message: 'Records cannot be shown as one value for each cell.' });
  }
}

/** float32 holds float16 and small integers exactly; everything else becomes float64. */
function numbers(value: NumericArray): Vector['values'] {
  if (value.dtype.startsWith('complex'))
    throw new ShadowError({ tag: 'unsupported', message: 'Complex numbers cannot be shown as one value for each cell.' });
  if (value.data instanceof Float32Array && !value.mask) return value.data;
  const fitsFloat32 = value.data instanceof Float32Array || value.data.BYTES_PER_ELEMENT <= 2;
  const from = value.data as ArrayLike<number | bigint>;
  const at = (_: unknown, i: number): number => (value.mask?.[i] ? Number.NaN : Number(from[i]));
  return fitsFloat32 ? Float32Array.from<number | bigint>(from, at) : Float64Array.from<number | bigint>(from, at);
}

/** pandas' `astype('category')`: the distinct strings in sorted order. */
function factorize(value: StringArray): Vector {
  const strings = toStrings(value);
  const present = (i: number): boolean => !value.mask?.[i];
  const categories = [...new Set(strings.filter((_, i) => present(i)))].sort(byCodePoint);
  const codes = new Map(categories.map((category, code) => [category, code]));
  return { values: Float32Array.from(strings, (string, i) => (present(i) ? (codes.get(string) ?? -1) : -1)), categories, ordered: false };
}

/** The vector of a modality for the cells of the whole. A map that is the identity costs nothing. */
export function alignVector(vector: Vector, map: RowMap): Vector {
  const { values, categories } = vector;
  return isIdentity(map, values.length) ? vector : { ...vector, values: takeRows(values, map, 1, categories ? -1 : Number.NaN) };
}
