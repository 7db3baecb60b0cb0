/** Rows put in the places of another, longer or shorter, list of rows: as pandas' `reindex`. Pure; runs on every thread. */
import type { ArrayValue, NumberData, StringArray } from '../protocol/values.ts';
import { isIdentity, type RowMap } from './row-map.ts';

/**
 * The rows of an array in new places. Rows that come from nowhere are missing: NaN among floats and complex numbers, −1 among codes,
 * masked among integers, booleans and strings, which keep their dtype. mudata's `pull_obs` has the same values, but turns all integers
 * into pandas' Int64, floats that happen to be whole too. A map that is the identity answers the array itself.
 */
export function alignRows(value: ArrayValue, map: RowMap): ArrayValue {
  const [rows = 0, ...inner] = value.shape;
  if (isIdentity(map, rows)) return value;
  const width = inner.reduce((product, length) => product * length, 1);
  const shape = [map.length, ...inner];
  switch (value.kind) {
    case 'numeric': {
      const isComplex = value.dtype.startsWith('complex');
      const hasNaN = isComplex || value.dtype.startsWith('float');
      const data = takeRows(value.data, map, isComplex ? 2 * width : width, Number.NaN);
      return { ...value, shape, data, ...(hasNaN && !value.mask ? {} : maskOf(value, map, width)) };
    }
    case 'boolean':
      return { ...value, shape, data: takeRows(value.data, map, width, 0), ...maskOf(value, map, width) };
    case 'string':
      return { ...takeStrings(value, map, width), shape, ...maskOf(value, map, width) };
    case 'categorical':
      return { ...value, shape, codes: takeRows(value.codes, map, width, -1) };
    case 'record':
      return { ...value, shape, fields: value.fields.map(([name, field]) => [name, alignRows(field, map)] as const) };
  }
}

/**
 * Items in new places, `width` of them for each row.
 * @param absent stands where there is no row; integers of 64 bits have no NaN, and are 0 there
 */
export function takeRows<T extends NumberData>(data: T, map: RowMap, width: number, absent: number): T {
  const out = new (data.constructor as new (length: number) => T)(map.length * width);
  if (!(out instanceof BigInt64Array || out instanceof BigUint64Array)) out.fill(absent as never);
  map.forEach((position, row) => {
    if (position > 0) for (let i = 0; i < width; i++) out[row * width + i] = data[(position - 1) * width + i] as never;
  });
  return out;
}

/** Copies byte by byte: for the short strings of a column that is faster than a view for each. */
function takeStrings({ bytes, offsets }: StringArray, map: RowMap, width: number): Pick<StringArray, 'kind' | 'bytes' | 'offsets'> {
  const start = (position: number): number => offsets[(position - 1) * width] ?? 0;
  let length = 0;
  map.forEach((position) => {
    if (position > 0) length += start(position + 1) - start(position);
  });
  const out = { kind: 'string', bytes: new Uint8Array(length), offsets: new Uint32Array(map.length * width + 1) } as const;
  let at = 0;
  map.forEach((position, row) => {
    for (let i = 0; i < width; i++) {
      const from = (position - 1) * width + i;
      const end = position > 0 ? (offsets[from + 1] as number) : 0;
      for (let byte = position > 0 ? (offsets[from] as number) : 0; byte < end; byte++) out.bytes[at++] = bytes[byte] as number;
      out.offsets[row * width + i + 1] = at;
    }
  });
  return out;
}

/** Missing where it was, and where there is no row. */
function maskOf(value: { readonly mask?: Uint8Array<ArrayBuffer> }, map: RowMap, width: number): { mask?: Uint8Array<ArrayBuffer> } {
  if (!value.mask && map.every((position) => position > 0)) return {};
  // Where there was no mask, nothing was missing: what lies beyond the end of an array is 0.
  return { mask: takeRows(value.mask ?? new Uint8Array(0), map, width, 1) };
}
