/**
 * Elements that are not in the file as such: what anndata makes when it reads, parts of another element, and what does not fit.
 * Runs on the file side, pure.
 */
import { packStrings } from '../arrays/from-js.ts';
import { sliceArray } from '../arrays/slice.ts';
import type { ErrorRecord } from '../protocol/errors.ts';
import { type StorageNode, UNREAD } from '../storage/storage.ts';
import { stringArray } from './array.ts';
import { makeElement } from './element.ts';
import type { Element, Encoding } from './encoding.ts';

/** The path of a member of a group, '' being the root. */
export function memberPath(group: string, name: string): string {
  return group ? `${group}/${name}` : name;
}

/** A group that anndata would have written here. */
export function virtualGroup(parent: string, name: string): StorageNode {
  return { ...UNREAD, name, path: memberPath(parent, name), group: true };
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

/** pandas' RangeIndex as text, which anndata makes of it: "0", "1"… */
export function positionNames(parent: string, name: string, rows: number): Element {
  const encoding: Encoding = {
    ...stringArray,
    summarize: () => ({ shape: [rows], dtype: 'str' }),
    read: async (_element, selection) => sliceArray(packStrings(Array.from({ length: rows }, (_, i) => String(i))), selection ?? [null]),
  };
  return makeElement({ ...UNREAD, name, path: memberPath(parent, name), group: false }, encoding, []);
}
