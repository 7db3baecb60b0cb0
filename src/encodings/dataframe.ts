/**
 * Encoding `dataframe`: a group with an index and columns, each an element of its own. Runs on the file side, pure.
 * Source: read_dataframe and read_dataframe_0_1_0 in anndata's `_io/specs/methods.py`. They fail as a whole; here what does not fit is kept
 * with its problem, so that it never hides the other columns.
 */

import type { StorageNode } from '../storage/storage.ts';
import { textAttribute, textsAttribute } from './attributes.ts';
import { categorical } from './categorical.ts';
import { dict } from './container.ts';
import { makeElement } from './element.ts';
import type { Element, Encoding } from './encoding.ts';
import { nullableInteger } from './nullable.ts';
import { memberPath, positionNames, renamed, virtualGroup, withProblem } from './virtual.ts';

export const dataframe: Encoding = {
  type: 'dataframe',
  summarize(node, children) {
    const { index, columns } = namesIn(node, children);
    const rows = children.find((child) => child.node.name === index)?.outline.shape?.[0];
    return { shape: rows === undefined ? null : [rows, columns.length], dtype: null, frame: { index, columns } };
  },
};

/** @param rows how many there must be, where the object that it belongs to knows; else what its index says, else its columns */
export function makeFrame(node: StorageNode, members: readonly Element[], rows?: number): Element {
  const { index, columns } = namesIn(node, members);
  const found = new Map(columns.map((name) => [name, columnAt(members, name)]));
  const own = members.find((child) => child.node.name === index);
  const length = lengthOf(own) ?? rows ?? [...found.values()].map(lengthOf).find((n) => n !== undefined) ?? 0;
  const indexElement = own ? asIndex(own, length) : absentIndex(node, index, length);
  const fitting = [...found].flatMap(([name, column]) => (column && name !== index ? [renamed(asColumn(column, length), name)] : []));
  return makeElement(node, dataframe, [indexElement, ...fitting]);
}

/** anndata reads exactly what `column-order` lists; in a group without it all members are columns. */
function namesIn(node: StorageNode, members: readonly Element[]): { index: string; columns: readonly string[] } {
  const index = textAttribute(node, '_index') ?? '_index';
  const order = textsAttribute(node, 'column-order');
  const names = members.map((child) => child.node.name).filter((name) => name !== index && name !== '__categories');
  return { index, columns: order ? [...new Set(order)] : names };
}

/** A slash in the name of a column made a group of it. */
function columnAt(members: readonly Element[], name: string): Element | undefined {
  const own = members.find((child) => child.node.name === name);
  if (own) return own;
  for (const group of members) {
    const rest = name.startsWith(`${group.node.name}/`) && columnAt(group.children, name.slice(group.node.name.length + 1));
    if (rest) return rest;
  }
  return undefined;
}

/** How many values a column has; undefined where it does not say. */
function lengthOf(element: Element | undefined): number | undefined {
  return element?.outline.shape?.length === 1 ? element.outline.shape[0] : undefined;
}

/** A column whose encoding the file does not name is what it looks like: nothing else stands in a data frame. */
function recognizeColumn(element: Element): Element {
  if (element.encoding !== dict) return element;
  const has = (...names: string[]) => names.every((name) => element.children.some((child) => child.node.name === name));
  if (has('codes', 'categories')) return makeElement(element.node, categorical, element.children);
  if (has('values', 'mask')) return makeElement(element.node, nullableInteger, element.children);
  return element;
}

function asColumn(element: Element, rows: number): Element {
  const column = recognizeColumn(element);
  const { shape, encoding, path } = column.outline;
  if (lengthOf(column) === rows) return column;
  const found =
    shape === null ? `is a ${encoding}` : shape.length === 1 ? `has ${shape[0]} values` : `has the shape ${shape.join(' × ') || '()'}`;
  return withProblem(column, {
    tag: 'mismatch',
    message: `${path} ${found}, but a column here needs ${rows} values.`,
    hint: 'It cannot be told which value belongs to which row. The other columns are not affected.',
  });
}

function asIndex(element: Element, rows: number): Element {
  return lengthOf(element) === undefined ? asColumn(element, rows) : recognizeColumn(element);
}

/** Without an index the rows have their numbers, as in pandas; one that is named but not there is a loss, and said as such. */
function absentIndex(node: StorageNode, index: string, rows: number): Element {
  const numbers = positionNames(node.path, index, rows);
  if (textAttribute(node, '_index') === undefined) return numbers;
  return withProblem(numbers, {
    tag: 'corrupt',
    path: memberPath(node.path, index),
    message: `${node.path} has no member “${index}”, which it names as its index.`,
    hint: 'The rows have no names; their values are not affected.',
  });
}

/** A table that is not in the file: rows with their numbers, no columns. */
export function emptyFrame(parent: string, name: string, rows: number): Element {
  return makeFrame(virtualGroup(memberPath(parent, name)), [], rows);
}
