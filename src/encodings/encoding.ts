/**
 * What an encoding is: how one of AnnData's element types lies in a storage, and how it is read back.
 * Runs on the file side. One file per encoding; `registry.ts` lists them.
 */
import { ShadowError } from '../protocol/errors.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { Selection } from '../protocol/selection.ts';
import type { Value } from '../protocol/values.ts';
import type { MinorReader } from '../scan/minor-reader.ts';
import type { Storage, StorageNode } from '../storage/storage.ts';

/** One element of the file: what the storage says of it, how it is encoded, what the outline tells the shadow. */
export interface Element {
  readonly node: StorageNode;
  readonly encoding: Encoding;
  readonly children: readonly Element[];
  readonly outline: OutlineNode;
}

/** What an encoding can say of an element without reading values. */
export type Summary = Pick<OutlineNode, 'shape' | 'dtype' | 'frame'>;

export interface ReadContext {
  readonly storage: Storage;
  /** Throws when the request was aborted. */
  readonly signal?: AbortSignal;
  /** Called between slabs with the share that is done, 0 to 1. May pause, so that a cancel is heard. */
  readonly onSlab?: (done: number) => Promise<void>;
  /** Told how far a scan has come, and what is known of the value so far. */
  readonly onPart?: (done: number, part: (() => Value) | null) => void;
  /** Finds genes in large sparse matrices. */
  readonly minors?: MinorReader;
}

export interface Encoding {
  /** AnnData's encoding-type. */
  readonly type: string;
  summarize(node: StorageNode, children: readonly Element[]): Summary;
  /**
   * The element, or the selected part of it. Missing where an element is a container: its members are read one by one.
   * @throws ShadowError, with the path
   */
  read?(element: Element, selection: readonly Selection[] | null, context: ReadContext): Promise<Value>;
}

/** The member of that name. @throws ShadowError `corrupt` naming what is missing */
export function member(element: { readonly node: StorageNode; readonly children: readonly Element[] }, name: string): Element {
  const found = element.children.find((child) => child.node.name === name);
  if (found) return found;
  const { path } = element.node;
  throw new ShadowError({
    tag: 'corrupt',
    path,
    message: `${path} has no member “${name}”, which its encoding needs.`,
    hint: 'The file was not written completely, or by a tool that writes this encoding differently.',
  });
}

/** Reads a whole member, whatever its encoding. */
export async function readMember(element: Element, name: string, context: ReadContext): Promise<Value> {
  return readElement(member(element, name), null, context);
}

/** @throws ShadowError: the element's own problem, or that it is a container */
export async function readElement(element: Element, selection: readonly Selection[] | null, context: ReadContext): Promise<Value> {
  const { problem, path } = element.outline;
  if (problem) throw new ShadowError(problem);
  if (!element.encoding.read) {
    throw new ShadowError({
      tag: 'invalid',
      path,
      message: `${path || 'The file'} is a ${element.outline.encoding}: its members are read one by one.`,
    });
  }
  // All of a dimension is null, however it was asked for: whoever reads need not know.
  const lengths = element.outline.shape ?? [];
  const isAll = (range: Selection, d: number): boolean => Array.isArray(range) && range[0] === 0 && range[1] === lengths[d];
  const wanted = selection?.map((range, d) => (isAll(range, d) ? null : range)) ?? null;
  return element.encoding.read(element, wanted, context);
}
