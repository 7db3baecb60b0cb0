/**
 * Elements that the file does not have as such: members of another layout in AnnData's places. Runs on the file side.
 * Nothing is copied: an alias reads the element that it stands for, and converts what was read where AnnData has it otherwise.
 */
import type { Value } from '../protocol/values.ts';
import { UNREAD } from '../storage/storage.ts';
import { makeElement } from './element.ts';
import { type Element, type Encoding, readElement, type Summary } from './encoding.ts';
import { madeOf } from './virtual.ts';

/** What AnnData makes of values: summarised without reading, then done to what was read. */
export interface Conversion {
  /** dtype afterwards. */
  readonly dtype: string;
  convert(value: Value): Value;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The element at another path, converted where AnnData has it otherwise. */
export function alias(element: Element, path: string, conversion?: Conversion): Element {
  const { shape, dtype } = element.outline;
  const encoding: Encoding = {
    type: element.encoding.type,
    summarize: () => ({ shape, dtype: conversion?.dtype ?? dtype }),
    async read(_self, selection, context) {
      const value = await readElement(element, selection, context);
      return conversion ? conversion.convert(value) : value;
    },
  };
  return madeOf(element, makeElement({ ...element.node, path, name: nameOf(path) }, encoding, []));
}

/** The element as a column of a table: of a matrix of one column, that column. */
export function column(element: Element, path: string, conversion?: Conversion): Element {
  const rows = element.outline.shape?.[0] ?? 0;
  if (element.outline.shape?.length === 1) return alias(element, path, conversion);
  const flat: Conversion = {
    dtype: conversion?.dtype ?? element.outline.dtype ?? '',
    convert(value) {
      const converted = conversion ? conversion.convert(value) : value;
      return 'shape' in converted ? ({ ...converted, shape: converted.shape.slice(0, 1) } as Value) : converted;
    },
  };
  const { encoding, ...aliased } = alias(element, path, flat);
  return madeOf(
    element,
    makeElement(aliased.node, { ...encoding, summarize: () => ({ shape: [rows], dtype: aliased.outline.dtype }) }, []),
  );
}

/** A group that holds these elements. */
export function groupOf(path: string, encoding: Encoding, children: readonly Element[]): Element {
  return makeElement({ ...UNREAD, path, name: nameOf(path), group: true }, encoding, children);
}

/** A data frame: its index, then its columns in order. */
export function virtualFrame(path: string, index: Element, columns: readonly Element[]): Element {
  const summary: Summary = {
    shape: [index.outline.shape?.[0] ?? 0, columns.length],
    dtype: null,
    frame: { index: index.node.name, columns: columns.map((column) => column.node.name) },
  };
  return groupOf(path, { type: 'dataframe', summarize: () => summary }, [index, ...columns]);
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
