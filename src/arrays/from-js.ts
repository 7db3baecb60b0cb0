/** JavaScript's own arrays and values as decoded values: what a user adds. Pure; runs on every thread. */
import { ShadowError } from '../protocol/errors.ts';
import { NUMBER_ARRAYS, type NumberData, type ScalarValue, type StringArray, type Value } from '../protocol/values.ts';

/** What can be added: a decoded value as it was read, a typed array, a list, or a single value. */
export type ValueInput =
  | Value
  | NumberData
  | readonly (string | null)[]
  | readonly (number | null)[]
  | readonly (boolean | null)[]
  | ScalarValue;

const DTYPES = new Map<unknown, string>(Object.entries(NUMBER_ARRAYS).map(([dtype, Numbers]) => [Numbers, dtype]));

/** @throws ShadowError `invalid` for a list of mixed types, or anything else that AnnData cannot hold */
export function toValue(input: ValueInput): Value {
  if (input === null) return { kind: 'null' };
  if (typeof input === 'string') return { kind: 'scalar', dtype: 'str', value: input };
  if (typeof input === 'boolean') return { kind: 'scalar', dtype: 'bool', value: input };
  if (typeof input === 'bigint') return { kind: 'scalar', dtype: 'int64', value: input };
  if (typeof input === 'number') return { kind: 'scalar', dtype: 'float64', value: input };
  if ('kind' in input) return input;
  const dtype = DTYPES.get(input.constructor);
  if (dtype) return { kind: 'numeric', dtype, shape: [input.length], data: input as NumberData };
  if (Array.isArray(input)) return fromList(input);
  throw new ShadowError({ tag: 'invalid', message: 'Only arrays, lists of one type and single values can be added.' });
}

function fromList(list: readonly unknown[]): Value {
  const present = list.filter((item) => item !== null);
  const type = typeof present[0];
  if (present.some((item) => typeof item !== type))
    throw new ShadowError({ tag: 'invalid', message: 'A list that is added must hold values of one type.' });
  const hasMissing = present.length < list.length;
  const mask = hasMissing ? { mask: Uint8Array.from(list, (item) => (item === null ? 1 : 0)) } : {};
  const shape = [list.length];
  if (type === 'number')
    return { kind: 'numeric', dtype: 'float64', shape, data: Float64Array.from(list, (item) => Number(item ?? Number.NaN)) };
  if (type === 'boolean') return { kind: 'boolean', shape, data: Uint8Array.from(list, (item) => (item ? 1 : 0)), ...mask };
  if (type === 'string' || list.length === 0) return { ...packStrings(list.map((item) => String(item ?? ''))), ...mask };
  throw new ShadowError({ tag: 'invalid', message: `A list of ${type} values cannot be added.` });
}

export function packStrings(strings: readonly string[]): StringArray {
  const encoder = new TextEncoder();
  const encoded = strings.map((string) => encoder.encode(string));
  const offsets = new Uint32Array(strings.length + 1);
  encoded.forEach((bytes, i) => {
    offsets[i + 1] = (offsets[i] as number) + bytes.byteLength;
  });
  const bytes = new Uint8Array(offsets.at(-1) ?? 0);
  encoded.forEach((part, i) => {
    bytes.set(part, offsets[i]);
  });
  return { kind: 'string', shape: [strings.length], bytes, offsets };
}
