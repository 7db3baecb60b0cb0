/** One decoded value in the schema of the Python reference: counts, sums, hashes of all values, first and last ones. Runs in Node. */
import { createHash } from 'node:crypto';
import { sliceSparse } from '../arrays/sparse.ts';
import {
  type AwkwardArray,
  awkwardItems,
  awkwardLeaves,
  type BooleanArray,
  type Categorical,
  itemAt,
  lengthOf,
  type NumberData,
  type NumericArray,
  type ScalarValue,
  type SparseMatrix,
  toArray,
  type Value,
} from '../shadow/index.ts';
import { toHalf } from './half.ts';
import { type Json, nonFinite } from './json.ts';

const SHOWN = 3;
const CODES: Readonly<Record<string, string>> = { int: 'i', uint: 'u', float: 'f', complex: 'c' };

export function describeValue(value: Value): Json {
  switch (value.kind) {
    case 'numeric':
      return describeNumbers(value);
    case 'boolean':
      return describeBooleans(value);
    case 'string':
      return describeStrings(toArray(value) as (string | null)[], value.shape);
    case 'categorical':
      return describeCategorical(value);
    case 'sparse':
      return describeSparse(value);
    case 'scalar':
      return { type: 'scalar', value: plain(value.value) };
    case 'null':
      return { type: 'null' };
    case 'awkward':
      return describeRagged(value);
    case 'record':
      throw new Error('a record is described field by field');
  }
}

function describeNumbers(value: NumericArray): Json {
  const n = lengthOf(value);
  const items = (from: number, to: number): Json[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) => plain(itemAt(value, from + i) as ScalarValue));
  const common = {
    type: 'numeric',
    dtype: numpyCode(value.dtype),
    n,
    shape: value.shape,
    head: items(0, Math.min(SHOWN, n)),
    tail: items(Math.max(0, n - SHOWN), n),
  };
  if (value.dtype.startsWith('complex')) return common;
  const { data, mask } = value;
  let [count, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < n; i++) {
    const item = Number(data[i]);
    if (mask ? mask[i] : !Number.isFinite(item)) continue;
    count++;
    sum += item;
    min = Math.min(min, item);
    max = Math.max(max, item);
  }
  return { ...common, sha256: sha(bytesOf(value)), nan: n - count, sum, min: count ? min : null, max: count ? max : null };
}

/** Little-endian bytes of the values in their own width, missing ones and NaN as 0. */
function bytesOf({ data, mask, dtype }: NumericArray): Uint8Array {
  const filled = data.slice() as NumberData;
  for (let i = 0; i < filled.length; i++)
    if (mask?.[i] || Number.isNaN(Number(filled[i]))) filled[i] = (typeof filled[i] === 'bigint' ? 0n : 0) as never;
  if (dtype === 'float16') return new Uint8Array(Uint16Array.from(filled as Float32Array, toHalf).buffer);
  return new Uint8Array(filled.buffer, filled.byteOffset, filled.byteLength);
}

function describeBooleans(value: BooleanArray): Json {
  const all = Array.from(value.data, (flag, i) => (value.mask?.[i] ? null : flag === 1));
  const missing = all.filter((flag) => flag === null).length;
  return {
    type: 'boolean',
    n: all.length,
    shape: value.shape,
    true: all.filter(Boolean).length,
    missing,
    sha256: sha(Uint8Array.from(all, (flag) => (flag === null ? 2 : Number(flag)))),
    head: all.slice(0, SHOWN),
    tail: all.slice(-SHOWN),
  };
}

export function describeStrings(strings: readonly (string | null)[], shape: readonly number[]): Json {
  return {
    type: 'string',
    n: strings.length,
    shape,
    missing: strings.filter((string) => string === null).length,
    sha256: sha(strings.map((string) => string ?? '\0').join('\n')),
    head: strings.slice(0, SHOWN),
    tail: strings.slice(-SHOWN),
  };
}

function describeCategorical(value: Categorical): Json {
  const counts = new Array<number>(lengthOf(value.categories)).fill(0);
  let missing = 0;
  for (const code of value.codes) {
    if (code < 0) missing++;
    else counts[code] = (counts[code] ?? 0) + 1;
  }
  return {
    type: 'categorical',
    n: value.codes.length,
    categories: toArray(value.categories).map((item) => plain(item as ScalarValue)),
    ordered: value.ordered,
    counts,
    missing,
    sha256: sha(new Uint8Array(Int32Array.from(value.codes).buffer)),
  };
}

function describeSparse(value: SparseMatrix): Json {
  const [n, m] = value.shape;
  let sum = 0;
  for (const item of value.values.data) sum += Number(item);
  const line = (row: number | null, column: number | null): Json => {
    const dense = sliceSparse(value, row, column);
    const numbers =
      dense.kind === 'numeric' || dense.kind === 'boolean'
        ? Float64Array.from<number | bigint>(dense.data as ArrayLike<number | bigint>, Number)
        : new Float64Array();
    return {
      n: numbers.length,
      sum: numbers.reduce((total, item) => total + item, 0),
      nonzero: numbers.reduce((count, item) => count + (item !== 0 ? 1 : 0), 0),
      sha256: sha(new Uint8Array(Float32Array.from(numbers).buffer)),
    };
  };
  const lines = n && m ? { row: line(Math.floor(n / 3), null), col: line(null, Math.floor(m / 3)) } : {};
  return { type: 'sparse', format: value.format, shape: [n, m], nnz: value.indices.length, sum, ...lines };
}

/** The dtype of the leaves is spelled as numpy's `dtype.str`, byte order first: the reference's comparer takes it to the letter there. */
function describeRagged(value: AwkwardArray): Json {
  const leaves = awkwardLeaves(value);
  const described = describeValue(leaves) as Readonly<Record<string, Json>>;
  const order = leaves.kind === 'numeric' ? { dtype: `${leaves.data.BYTES_PER_ELEMENT > 1 ? '<' : '|'}${numpyCode(leaves.dtype)}` } : {};
  return { type: 'awkward', n: value.shape[0] ?? 0, head: awkwardItems(value, 0, SHOWN) as Json[], leaves: { ...described, ...order } };
}

function numpyCode(dtype: string): string {
  const [, kind = '', bits = '0'] = /^([a-z]+)(\d+)$/.exec(dtype) ?? [];
  return `${CODES[kind] ?? kind}${Number(bits) / 8}`;
}

function plain(value: ScalarValue): Json {
  return typeof value === 'number' && !Number.isFinite(value) ? nonFinite(value) : value;
}

function sha(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
