/**
 * Elements that are not in the file as such: what anndata makes when it reads, members of another layout in AnnData's places, and what does
 * not fit. Runs on the file side, pure. Nothing is copied: an alias reads the element that it stands for.
 */
import { packStrings } from '../arrays/from-js.ts';
import { sliceArray } from '../arrays/slice.ts';
import type { ErrorRecord } from '../protocol/errors.ts';
import type { Value } from '../protocol/values.ts';
import { type StorageNode, UNREAD } from '../storage/storage.ts';
import { stringArray } from './array.ts';
import type { Conversion } from './conversion.ts';
import { makeElement } from './element.ts';
import { type Element, type Encoding, readElement, type Summary } from './encoding.ts';

/** The path of a member of a group, '' being the root. */
export function memberPath(group: string, name: string): string {
  return group ? `${group}/${name}` : name;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A group that anndata would have written here. */
export function virtualGroup(path: string): StorageNode {
  return { ...UNREAD, name: nameOf(path), path, group: true };
}

/** The same element by another name; it is read where it lies. */
export function renamed(element: Element, name: string): Element {
  return { ...element, node: { ...element.node, name }, outline: { ...element.outline, name } };
}

/** The same element and what is in it by the paths at which they are shown, where old layouts had them elsewhere; they are read where they lie. */
export function shownAt(element: Element, path: string): Element {
  const children = element.children.map((child) => shownAt(child, memberPath(path, child.outline.name)));
  const isThere = element.outline.path === path && children.every((child, i) => child === element.children[i]);
  return isThere
    ? element
    : { ...element, children, outline: { ...element.outline, path, children: children.map(({ outline }) => outline) } };
}

/** The same element, kept in its place with what is wrong with it; an earlier problem says more. */
export function withProblem(element: Element, problem: ErrorRecord): Element {
  const { path } = element.node;
  return element.outline.problem ? element : { ...element, outline: { ...element.outline, problem: { path, ...problem } } };
}

/** What was made of an element, with what is wrong with that. */
export function madeOf(element: Element, made: Element): Element {
  const { problem } = element.outline;
  return problem ? withProblem(made, problem) : made;
}

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
  return makeElement(virtualGroup(path), encoding, children);
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

/** pandas' RangeIndex as text, which anndata makes of it: "0", "1"… */
export function positionNames(parent: string, name: string, rows: number): Element {
  const encoding: Encoding = {
    ...stringArray,
    summarize: () => ({ shape: [rows], dtype: 'str' }),
    read: async (_element, selection) => sliceArray(packStrings(Array.from({ length: rows }, (_, i) => String(i))), selection ?? [null]),
  };
  return makeElement({ ...UNREAD, name, path: memberPath(parent, name), group: false }, encoding, []);
}
