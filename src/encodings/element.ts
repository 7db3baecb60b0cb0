/** Makes elements: a storage node, its encoding, and what the outline says of it. Runs on the file side, pure. */
import { type ErrorRecord, toErrorRecord } from '../protocol/errors.ts';
import type { Layout, OutlineNode } from '../protocol/outline.ts';
import { attributeOf, UNREADABLE } from '../protocol/outline.ts';
import { dtypeName, type StorageNode } from '../storage/storage.ts';
import type { Element, Encoding, Summary } from './encoding.ts';

/** An element whose summary fails is not lost: it stands in the outline with its problem. */
export function makeElement(node: StorageNode, encoding: Encoding, children: readonly Element[]): Element {
  let summary: Summary = { shape: node.shape, dtype: node.dtype && dtypeName(node.dtype) };
  let problem = node.problem ?? damageOf(node);
  if (!problem) {
    try {
      summary = encoding.summarize(node, children);
    } catch (error) {
      problem = toErrorRecord(error, { path: node.path });
    }
  }
  const version = attributeOf(node, 'encoding-version');
  const outline: OutlineNode = {
    path: node.path,
    name: node.name,
    group: node.group,
    encoding: encoding.type,
    version: typeof version === 'string' ? version : '',
    ...summary,
    attributes: node.attributes,
    layout: layoutOf(node),
    children: children.map((child) => child.outline),
    ...(problem ? { problem } : {}),
  };
  return { node, encoding, children, outline };
}

/** Attributes by which an element is read: without one of them it would be taken for something else. */
const TELLING = ['encoding-type', 'encoding-version', 'shape', 'ordered', '_index', 'column-order', 'h5sparse_format', 'h5sparse_shape'];

function damageOf({ path, attributes }: StorageNode): ErrorRecord | undefined {
  // The file as a whole is known by its members.
  const damaged = path !== '' && attributes.find(({ name, dtype }) => dtype === UNREADABLE && TELLING.includes(name));
  return damaged
    ? {
        tag: 'corrupt',
        path,
        message: `${path} does not say what it is: its attribute “${damaged.name}” could not be read.`,
        hint: 'The file may be damaged here; everything else still works.',
      }
    : undefined;
}

function layoutOf(node: StorageNode): Layout | null {
  // A type that has a name, and a link, do not lie in the file as values do.
  if (!node.dtype || node.problem || (node.dtype.kind === 'unsupported' && !node.shape)) return null;
  const items = node.shape?.reduce((product, length) => product * length, 1) ?? 0;
  return {
    dtype: dtypeName(node.dtype),
    shape: node.shape,
    chunks: node.chunks,
    ...(node.shards ? { shards: node.shards } : {}),
    filters: node.filters,
    bytes: items * (node.dtype.size ?? 16),
  };
}
