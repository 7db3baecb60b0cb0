/** Orders of rows by their values, missing last. Pure kernels; run in the compute worker. */
import type { ArrayValue, StringArray } from '../protocol/values.ts';

/** Rows in ascending or descending order of a column; equal ones stay in the order they have in `rows`. Missing always last. */
export function sortRows(column: ArrayValue, rows: Uint32Array<ArrayBuffer>, descending: boolean): Uint32Array<ArrayBuffer> {
  switch (column.kind) {
    case 'categorical':
      return sortByKeys(rows, categoryKeys(column.codes, rows, descending));
    case 'boolean':
      return sortByKeys(
        rows,
        categoryKeys(
          Int8Array.from(column.data, (flag, i) => (column.mask?.[i] ? -1 : flag)),
          rows,
          descending,
        ),
      );
    case 'numeric':
      return sortByKeys(rows, numberKeys(column.data as ArrayLike<number | bigint>, column.mask, rows, descending));
    case 'string':
      return sortStrings(column, rows, descending);
    case 'record':
      return rows.slice();
  }
}

/** Keys that sort as unsigned integers, little-endian. */
type Keys = Uint32Array | BigUint64Array;

function categoryKeys(codes: ArrayLike<number>, rows: Uint32Array, descending: boolean): Uint32Array {
  return Uint32Array.from(rows, (row) => {
    const code = codes[row] as number;
    return code < 0 ? 0xffffffff : descending ? 0x7fffffff - code : code;
  });
}

/** Numbers as 64-bit keys in which missing is all ones, and nothing else is. */
function numberKeys(
  data: ArrayLike<number | bigint>,
  mask: Uint8Array | undefined,
  rows: Uint32Array,
  descending: boolean,
): BigUint64Array {
  const isMissing = (row: number): boolean => mask?.[row] === 1 || Number.isNaN(Number(data[row]));
  return typeof data[0] === 'bigint'
    ? bigintKeys(data as ArrayLike<bigint>, isMissing, rows, descending)
    : floatKeys(data as ArrayLike<number>, isMissing, rows, descending);
}

/** IEEE 754 order made unsigned: the sign bit flipped, of negative numbers all bits; −0 equals 0. In halves, because BigInt is slow. */
function floatKeys(data: ArrayLike<number>, isMissing: (row: number) => boolean, rows: Uint32Array, descending: boolean): BigUint64Array {
  const floats = new Float64Array(rows.length);
  const halves = new Uint32Array(floats.buffer);
  const invert = descending ? 0xffffffff : 0;
  rows.forEach((row, i) => {
    if (isMissing(row)) {
      halves.fill(0xffffffff, 2 * i, 2 * i + 2);
      return;
    }
    floats[i] = data[row] || 0;
    const isNegative = ((halves[2 * i + 1] as number) & 0x80000000) !== 0;
    halves[2 * i] = (halves[2 * i] as number) ^ (isNegative ? 0xffffffff : 0) ^ invert;
    halves[2 * i + 1] = (halves[2 * i + 1] as number) ^ (isNegative ? 0xffffffff : 0x80000000) ^ invert;
  });
  return new BigUint64Array(floats.buffer);
}

/** 64-bit integers keep every digit; the one largest shares its key with missing. */
function bigintKeys(data: ArrayLike<bigint>, isMissing: (row: number) => boolean, rows: Uint32Array, descending: boolean): BigUint64Array {
  const last = 0xffffffffffffffffn;
  const flip = data instanceof BigUint64Array ? 0n : 0x8000000000000000n;
  return BigUint64Array.from(rows, (row) => {
    if (isMissing(row)) return last;
    const key = BigInt.asUintN(64, data[row] as bigint) ^ flip;
    return descending ? last - key : key;
  });
}

/** Stable least-significant-digit radix sort, 16 bits a pass; passes in which all digits are equal are skipped. */
function sortByKeys(rows: Uint32Array, keys: Keys): Uint32Array<ArrayBuffer> {
  const digits = new Uint16Array(keys.buffer);
  const perKey = keys.BYTES_PER_ELEMENT / 2;
  let order = Uint32Array.from(rows, (_, i) => i);
  let spare = new Uint32Array(rows.length);
  const counts = new Uint32Array(65537);
  for (let digit = 0; digit < perKey; digit++) {
    counts.fill(0);
    for (let i = 0; i < order.length; i++) {
      const at = (digits[i * perKey + digit] as number) + 1;
      counts[at] = (counts[at] as number) + 1;
    }
    if (counts.includes(order.length)) continue;
    for (let value = 1; value < counts.length; value++) counts[value] = (counts[value] as number) + (counts[value - 1] as number);
    for (const i of order) {
      const value = digits[i * perKey + digit] as number;
      const at = counts[value] as number;
      spare[at] = i;
      counts[value] = at + 1;
    }
    [order, spare] = [spare, order];
  }
  return order.map((i) => rows[i] as number);
}

/** By UTF-8 bytes, which is the order of code points. */
function sortStrings(column: StringArray, rows: Uint32Array, descending: boolean): Uint32Array<ArrayBuffer> {
  const { bytes, offsets, mask } = column;
  const present = rows.filter((row) => !mask?.[row]);
  const missing = rows.filter((row) => mask?.[row]);
  const compare = (a: number, b: number): number => {
    const [startA, endA, startB, endB] = [offsets[a] as number, offsets[a + 1] as number, offsets[b] as number, offsets[b + 1] as number];
    const shared = Math.min(endA - startA, endB - startB);
    for (let i = 0; i < shared; i++) {
      const difference = (bytes[startA + i] as number) - (bytes[startB + i] as number);
      if (difference !== 0) return difference;
    }
    return endA - startA - (endB - startB);
  };
  present.sort(descending ? (a, b) => compare(b, a) : compare);
  const sorted = new Uint32Array(rows.length);
  sorted.set(present);
  sorted.set(missing, present.length);
  return sorted;
}
