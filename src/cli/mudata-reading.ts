/**
 * What mudata makes of a value when it reads a file: it joins its tables anew, and pandas then finds other dtypes for them. The shadow shows
 * what the file says; only a description, which is compared with Python's, takes part. Pure.
 * Source: MuData._update_attr in mudata's `_core/mudata.py` (`convert_dtypes`, then try_convert_dataframe_to_numpy_dtypes).
 */
import type { Value } from '../shadow/index.ts';

const INT64 = 2 ** 63;

/** A column of a MuData's own obs or var: floats that are all whole become int64, NaN among them missing. */
export function columnAsRead(value: Value): Value {
  if (value.kind !== 'numeric' || !/^float(32|64)$/.test(value.dtype)) return value;
  const isMissing = (item: number): boolean => Number.isNaN(item);
  const numbers = Float64Array.from(value.data as Float64Array);
  const isWhole = numbers.every((item) => isMissing(item) || (Number.isInteger(item) && Math.abs(item) < INT64));
  if (!isWhole) return value;
  const data = BigInt64Array.from(Array.from(numbers, (item) => BigInt(isMissing(item) ? 0 : item)));
  const mask = numbers.some(isMissing) ? { mask: Uint8Array.from(numbers, (item) => (isMissing(item) ? 1 : 0)) } : {};
  return { kind: 'numeric', dtype: 'int64', shape: value.shape, data, ...mask };
}

/** `obsmap` and `varmap` are made anew; the reference has their values as int64, whatever their width in the file. */
export function mapAsRead(value: Value): Value {
  if (value.kind !== 'numeric') return value;
  return { ...value, dtype: 'int64', data: BigInt64Array.from(value.data as never, (item: number | bigint) => BigInt(item)) };
}
