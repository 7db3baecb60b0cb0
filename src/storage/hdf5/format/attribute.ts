/** Attribute messages and their values; text lies in global heaps. Source: HDF5 File Format Specification 3.0, IV.A.2.m, III.E. Pure but for fetching. */

import type { Attribute } from '../../../protocol/outline.ts';
import type { ArrayValue } from '../../../protocol/values.ts';
import { collectorFor } from '../../collect.ts';
import { dtypeName } from '../../storage.ts';
import { StringPacker } from '../../string-packer.ts';
import { attributeValue, isUnread } from '../attributes.ts';
import { Bytes, NotUnderstood } from './bytes.ts';
import { parseDatatype } from './datatype.ts';
import { parseDataspace } from './messages.ts';
import type { Fetch } from './object-header.ts';

/** Reads objects out of global heap collections, each collection fetched once. */
export type GlobalHeap = (collection: number, index: number) => Promise<Uint8Array>;

export async function readAttribute(message: Uint8Array, heap: GlobalHeap): Promise<Attribute> {
  const bytes = new Bytes(message);
  const version = bytes.version(1, 2, 3);
  if (bytes.u8() !== 0 && version > 1) throw new NotUnderstood('a shared type');
  const sizes = [bytes.u16(), bytes.u16(), bytes.u16()] as const;
  if (version === 3) bytes.skip(1);
  const part = (length: number): Bytes => {
    const start = bytes.at;
    const taken = new Bytes(bytes.slice(length));
    if (version === 1) bytes.align(start);
    return taken;
  };
  const named = part(sizes[0]);
  if (named.data[sizes[0] - 1] !== 0 || named.data.indexOf(0) !== sizes[0] - 1) throw new NotUnderstood('a name of another length');
  const name = named.text(sizes[0]);
  const type = parseDatatype(part(sizes[1]));
  const shape = parseDataspace(part(sizes[2]));
  const label = dtypeName(type.dtype);
  if (!shape) return { name, value: null, dtype: 'empty' };
  const items = shape.reduce((product, length) => product * length, 1);
  // Before anything is made of a number that may be damaged.
  if (items * type.size > bytes.left) throw new NotUnderstood('an attribute that is longer than its message');
  const { kind } = type.dtype;
  if (isUnread(type.dtype)) return { name, value: null, dtype: label };
  if (type.isBigEndian) throw new NotUnderstood('a big-endian attribute');
  const value =
    kind === 'string' && type.dtype.size === null ? await readStrings(bytes, items, shape, heap) : readFixed(bytes, type, items, shape);
  return { name, value: attributeValue(value), dtype: label };
}

function readFixed(bytes: Bytes, type: ReturnType<typeof parseDatatype>, items: number, shape: readonly number[]): ArrayValue {
  const collector = collectorFor(type.dtype, items, '');
  collector.add(bytes.slice(items * type.size), items, new Uint8Array());
  return collector.finish(shape);
}

async function readStrings(bytes: Bytes, items: number, shape: readonly number[], heap: GlobalHeap): Promise<ArrayValue> {
  const texts = await Promise.all(
    Array.from({ length: items }, () => {
      const [length, collection, index] = [bytes.u32(), bytes.u64(), bytes.u32()];
      if (length === 0) return new Uint8Array();
      return heap(collection, index).then((object) => {
        if (object.byteLength !== length) throw new NotUnderstood('a text of another length than its object');
        return object;
      });
    }),
  );
  const packer = new StringPacker(items);
  for (const text of texts) {
    // libhdf5 gives C strings: they end at a NUL, wherever it stands.
    const end = text.indexOf(0);
    packer.add(text, 0, end < 0 ? text.byteLength : end);
  }
  return packer.finish(shape);
}

/** A collection begins with `GCOL` and its size; then come objects: index, references, size, data padded to 8 bytes. Index 0 is free space. */
const HEADER_BYTES = 16;
const OBJECT_HEADER_BYTES = 16;
/** The size of most collections. */
const SPECULATIVE = 4096;

export function globalHeap(fetch: Fetch): GlobalHeap {
  const collections = new Map<number, Promise<ReadonlyMap<number, Uint8Array>>>();
  return async (address, index) => {
    let collection = collections.get(address);
    if (!collection) {
      collection = readCollection(fetch, address);
      collections.set(address, collection);
    }
    const object = (await collection).get(index);
    if (!object) throw new NotUnderstood('an object that is not in its heap');
    return object;
  };
}

async function readCollection(fetch: Fetch, address: number): Promise<ReadonlyMap<number, Uint8Array>> {
  const start = await fetch(address, SPECULATIVE);
  const head = new Bytes(start);
  head.signature('GCOL');
  head.version(1);
  head.skip(3);
  const size = head.u64();
  const bytes = new Bytes(size <= start.byteLength ? start.subarray(0, size) : await fetch(address, size), HEADER_BYTES);
  const objects = new Map<number, Uint8Array>();
  while (bytes.left >= OBJECT_HEADER_BYTES) {
    const index = bytes.u16();
    if (index === 0) break;
    bytes.skip(2 + 4);
    const length = bytes.u64();
    objects.set(index, bytes.slice(length));
    bytes.skip(Math.min(bytes.left, (8 - (length % 8)) % 8));
  }
  return objects;
}
