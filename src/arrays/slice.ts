/** Takes a part of a decoded array. Pure; runs on every thread. */
import { normalizeSelection, type Selection, selectionLength, toRanges } from '../protocol/selection.ts';
import type { ArrayValue, NumberData, StringArray } from '../protocol/values.ts';

/**
 * The selected part of an array; dimensions that are not named are kept whole.
 * @throws ShadowError `invalid` for an index outside the array
 */
export function sliceArray(value: ArrayValue, selections: readonly Selection[]): ArrayValue {
  const normal = value.shape.map((length, axis) => normalizeSelection(selections[axis] ?? null, length));
  if (normal.every((selection) => selection === null)) return value;
  const shape = value.shape.map((length, axis) => selectionLength(normal[axis] ?? null, length));
  return pick(value, flatIndices(value.shape, normal), shape);
}

/** The flat position of every selected item, in the selection's C order. */
function flatIndices(shape: readonly number[], selections: readonly Selection[]): Float64Array {
  let flat = new Float64Array([0]);
  shape.forEach((length, axis) => {
    const selection = selections[axis] ?? null;
    const next = new Float64Array(flat.length * selectionLength(selection, length));
    let at = 0;
    // A long list falls into as many ranges as it has items: it is gone through as it is.
    const list = selection instanceof Uint32Array ? selection : null;
    const ranges = list ? [] : toRanges(selection, length);
    for (const outer of flat) {
      const base = outer * length;
      for (const { start, end } of ranges) for (let i = start; i < end; i++) next[at++] = base + i;
      if (list) for (let i = 0; i < list.length; i++) next[at++] = base + (list[i] as number);
    }
    flat = next;
  });
  return flat;
}

function pick(value: ArrayValue, from: Float64Array, shape: readonly number[]): ArrayValue {
  const mask = 'mask' in value && value.mask ? { mask: pickItems(value.mask, from) } : {};
  switch (value.kind) {
    case 'numeric':
      // Complex numbers lie as pairs.
      return { ...value, shape, data: pickItems(value.data, value.dtype.startsWith('complex') ? pairs(from) : from), ...mask };
    case 'boolean':
      return { ...value, shape, data: pickItems(value.data, from), ...mask };
    case 'categorical':
      return { ...value, shape, codes: pickItems(value.codes, from) };
    case 'string':
      return { ...pickStrings(value, from, shape), ...mask };
    case 'record':
      return { ...value, shape, fields: value.fields.map(([name, field]) => [name, pick(field, from, shape)] as const) };
  }
}

function pickItems<T extends NumberData>(data: T, from: Float64Array): T {
  const out = new (data.constructor as new (length: number) => T)(from.length);
  for (let i = 0; i < from.length; i++) out[i] = data[from[i] as number] as never;
  return out;
}

function pairs(from: Float64Array): Float64Array {
  const out = new Float64Array(from.length * 2);
  from.forEach((index, i) => {
    out[2 * i] = 2 * index;
    out[2 * i + 1] = 2 * index + 1;
  });
  return out;
}

function pickStrings(value: StringArray, from: Float64Array, shape: readonly number[]): StringArray {
  const offsets = new Uint32Array(from.length + 1);
  let length = 0;
  from.forEach((index, i) => {
    length += (value.offsets[index + 1] as number) - (value.offsets[index] as number);
    offsets[i + 1] = length;
  });
  const bytes = new Uint8Array(length);
  from.forEach((index, i) => {
    bytes.set(value.bytes.subarray(value.offsets[index], value.offsets[index + 1]), offsets[i]);
  });
  return { kind: 'string', shape, bytes, offsets };
}
