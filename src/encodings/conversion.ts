/** What AnnData makes of values that another tool wrote otherwise. Runs on the file side, pure. */
import type { Value } from '../protocol/values.ts';

/** Summarised without reading, then done to what was read. */
export interface Conversion {
  /** dtype afterwards. */
  readonly dtype: string;
  convert(value: Value): Value;
}

/** `astype('float32')`, of a sparse matrix its values. */
export const FLOAT32: Conversion = { dtype: 'float32', convert: toFloat32 };

function toFloat32(value: Value): Value {
  if (value.kind === 'sparse') return { ...value, values: toFloat32(value.values) as typeof value.values };
  if (value.kind !== 'numeric' && value.kind !== 'boolean') return value;
  const { data: items } = value;
  const isBig = items instanceof BigInt64Array || items instanceof BigUint64Array;
  const data = isBig ? Float32Array.from(items, Number) : new Float32Array(items);
  return { kind: 'numeric', dtype: 'float32', shape: value.shape, data };
}

/** `astype(bool)` */
export const BOOLEAN: Conversion = {
  dtype: 'bool',
  convert: (value) =>
    value.kind === 'numeric'
      ? {
          kind: 'boolean',
          shape: value.shape,
          data: Uint8Array.from<number | bigint>(value.data as ArrayLike<number | bigint>, (item) => (Number(item) === 0 ? 0 : 1)),
        }
      : value,
};
