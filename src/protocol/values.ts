/**
 * Decoded values, as they cross from the file side to the shadow: plain data, no classes. Runs on every thread.
 * Arrays are flat in C order with a `shape`. A `mask` has 1 where the value is missing (pandas' NA).
 */

export type NumberData =
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** The array that holds values of a dtype, by numpy's name of it. float16 is held as float32. */
export const NUMBER_ARRAYS: Readonly<Record<string, NumberArrayConstructor>> = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
};

interface NumberArrayConstructor {
  new (length: number): NumberData;
  new (buffer: ArrayBuffer): NumberData;
  from(items: never): unknown;
}

/** numpy's name of a dtype: `float32`, `int64`, `float16` (held as Float32Array), `complex64` (interleaved re, im)… */
export interface NumericArray {
  readonly kind: 'numeric';
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: NumberData;
  readonly mask?: Uint8Array<ArrayBuffer>;
}

export interface BooleanArray {
  readonly kind: 'boolean';
  readonly shape: readonly number[];
  /** 0 or 1 a value. */
  readonly data: Uint8Array<ArrayBuffer>;
  readonly mask?: Uint8Array<ArrayBuffer>;
}

/** Strings packed as UTF-8; string i is `bytes[offsets[i] … offsets[i + 1])`. Decoded when shown. */
export interface StringArray {
  readonly kind: 'string';
  readonly shape: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: Uint32Array<ArrayBuffer>;
  readonly mask?: Uint8Array<ArrayBuffer>;
}

export interface Categorical {
  readonly kind: 'categorical';
  readonly shape: readonly number[];
  /** Index into the categories, −1 = missing. */
  readonly codes: Int8Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  readonly categories: NumericArray | BooleanArray | StringArray;
  readonly ordered: boolean;
}

export interface SparseMatrix {
  readonly kind: 'sparse';
  readonly format: 'csr' | 'csc';
  readonly shape: readonly [number, number];
  /** Float64 holds every offset that a file can have (< 2^53). */
  readonly indptr: Float64Array<ArrayBuffer>;
  readonly indices: Int32Array<ArrayBuffer>;
  readonly values: NumericArray | BooleanArray;
}

export interface RecordArray {
  readonly kind: 'record';
  readonly shape: readonly number[];
  readonly fields: readonly (readonly [name: string, value: ArrayValue])[];
}

export type ScalarValue = string | number | bigint | boolean | null | readonly [re: number, im: number];

export interface Scalar {
  readonly kind: 'scalar';
  readonly dtype: string;
  readonly value: ScalarValue;
}

/** A ragged array as nested lists, with all leaves in order. */
export interface AwkwardArray {
  readonly kind: 'awkward';
  readonly shape: readonly number[];
  readonly form: string;
  readonly buffers: readonly (readonly [name: string, value: ArrayValue])[];
}

export interface NullValue {
  readonly kind: 'null';
}

/** A value with a shape whose items can be looked at one by one. */
export type ArrayValue = NumericArray | BooleanArray | StringArray | Categorical | RecordArray;

export type Value = ArrayValue | SparseMatrix | Scalar | AwkwardArray | NullValue;

/** The buffers inside a value: what it weighs, and what can be transferred to another thread. */
export function buffersOf(value: Value): ArrayBuffer[] {
  switch (value.kind) {
    case 'numeric':
    case 'boolean':
      return value.mask ? [value.data.buffer, value.mask.buffer] : [value.data.buffer];
    case 'string':
      return [value.bytes.buffer, value.offsets.buffer, ...(value.mask ? [value.mask.buffer] : [])];
    case 'categorical':
      return [value.codes.buffer, ...buffersOf(value.categories)];
    case 'sparse':
      return [value.indptr.buffer, value.indices.buffer, ...buffersOf(value.values)];
    case 'record':
      return value.fields.flatMap(([, field]) => buffersOf(field));
    case 'awkward':
      return value.buffers.flatMap(([, buffer]) => buffersOf(buffer));
    case 'scalar':
    case 'null':
      return [];
  }
}

/** Bytes a value holds in memory (its buffers, each counted once). */
export function byteLength(value: Value): number {
  let bytes = 0;
  for (const buffer of new Set(buffersOf(value))) bytes += buffer.byteLength;
  return bytes;
}
