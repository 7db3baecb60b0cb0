/** Items of decoded values as JavaScript's own: strings, numbers, booleans, null for missing. Pure; runs on every thread. */
import type { ArrayValue, Categorical, StringArray, Value } from '../protocol/values.ts';
import { pythonText } from './python-text.ts';

export type Item = string | number | bigint | boolean | null | readonly Item[];

// A string may start with a byte order mark: it belongs to the string.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** One string of a packed array. */
export function stringAt(value: StringArray, i: number): string {
  return decoder.decode(value.bytes.subarray(value.offsets[i], value.offsets[i + 1]));
}

/** Item i of a flat array, null where it is missing. A record is the list of its fields. */
export function itemAt(value: ArrayValue, i: number): Item {
  switch (value.kind) {
    case 'numeric':
      if (value.mask?.[i]) return null;
      if (value.dtype.startsWith('complex')) return [Number(value.data[2 * i]), Number(value.data[2 * i + 1])];
      return value.data[i] ?? null;
    case 'boolean':
      return value.mask?.[i] ? null : value.data[i] === 1;
    case 'string':
      return value.mask?.[i] ? null : stringAt(value, i);
    case 'categorical': {
      const code = value.codes[i] ?? -1;
      return code < 0 ? null : itemAt(value.categories, code);
    }
    case 'record':
      return value.fields.map(([, field]) => itemAt(field, i));
  }
}

export function lengthOf(value: ArrayValue): number {
  return value.shape.reduce((items, length) => items * length, 1);
}

/** All items, flat in C order. */
export function toArray(value: ArrayValue): Item[] {
  return Array.from({ length: lengthOf(value) }, (_, i) => itemAt(value, i));
}

/** All strings of a packed array. Decodes once where it is plain ASCII, which is ten times faster. */
export function toStrings(value: StringArray): string[] {
  const { offsets } = value;
  const text = decoder.decode(value.bytes);
  const count = offsets.length - 1;
  if (text.length !== value.bytes.byteLength) return Array.from({ length: count }, (_, i) => stringAt(value, i));
  return Array.from({ length: count }, (_, i) => text.substring(offsets[i] as number, offsets[i + 1] as number));
}

/** Every item as a name: a number as Python prints it. */
export function namesOf(value: ArrayValue): string[] {
  if (value.kind === 'string' && !value.mask) return toStrings(value);
  const isFloat = value.kind === 'numeric' && value.dtype.startsWith('float');
  return Array.from({ length: lengthOf(value) }, (_, i) => pythonText(itemAt(value, i), isFloat));
}

/** The categories as text, as Python prints them. */
export function categoryNames({ categories }: Pick<Categorical, 'categories'>): string[] {
  return namesOf(categories);
}

export function shapeOfValue(value: Value): readonly number[] | null {
  return value.kind === 'scalar' || value.kind === 'null' ? null : value.shape;
}

export function dtypeOfValue(value: Value): string | null {
  switch (value.kind) {
    case 'numeric':
    case 'scalar':
      return value.dtype;
    case 'boolean':
      return 'bool';
    case 'string':
      return 'str';
    case 'categorical':
      return 'category';
    case 'sparse':
      return dtypeOfValue(value.values);
    case 'record':
    case 'awkward':
    case 'null':
      return value.kind;
  }
}
