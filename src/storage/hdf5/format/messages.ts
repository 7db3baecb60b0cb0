/** Messages of datasets and groups: dataspace, layout, filters, links. Source: HDF5 File Format Specification 3.0, IV.A.2. Pure. */
import type { FilterInfo } from '../../../protocol/outline.ts';
import { filterName } from '../filters.ts';
import { type Bytes, NotUnderstood, UNDEFINED } from './bytes.ts';

/** The shape; null for an empty dataspace. */
export function parseDataspace(bytes: Bytes): readonly number[] | null {
  const version = bytes.version(1, 2);
  const rank = bytes.u8();
  const hasMost = (bytes.u8() & 1) !== 0;
  if (version === 1) bytes.skip(5);
  else if (bytes.u8() === 2) return null;
  const shape = Array.from({ length: rank }, () => bytes.u64());
  // The most that each may grow to, which libhdf5 checks; without a bound it is all ones.
  const most = hasMost ? shape.map(() => bytes.u64()) : shape;
  if (shape.some((length, i) => length === UNDEFINED || (most[i] !== UNDEFINED && length > (most[i] as number))))
    throw new NotUnderstood('a shape beyond its bounds');
  return shape;
}

/** How the values of a dataset lie in the file. */
export interface DatasetLayout {
  /** The chunk shape; null if it is not chunked. */
  readonly chunks: readonly number[] | null;
  /** Where they are, as far as this reader follows: in one piece, or in the chunks of a B-tree of version 1. */
  readonly place: { readonly kind: 'contiguous' | 'tree'; readonly address: number } | null;
}

/** Version 5, of HDF5 2.0, differs from 4 in what comes after the chunk shape. */
export function parseLayout(bytes: Bytes): DatasetLayout {
  const version = bytes.version(3, 4, 5);
  const kind = bytes.u8();
  if (kind === 3) throw new NotUnderstood('a virtual dataset');
  if (kind !== 2) return { chunks: null, place: kind === 1 ? { kind: 'contiguous', address: bytes.u64() } : null };
  if (version === 3) {
    const rank = bytes.u8() - 1;
    const address = bytes.u64();
    return { chunks: Array.from({ length: rank }, () => bytes.u32()), place: { kind: 'tree', address } };
  }
  bytes.skip(1);
  const rank = bytes.u8() - 1;
  const size = bytes.u8();
  return { chunks: Array.from({ length: rank }, () => bytes.uint(size)), place: null };
}

export function parseFilters(bytes: Bytes): FilterInfo[] {
  const version = bytes.version(1, 2);
  const count = bytes.u8();
  if (version === 1) bytes.skip(6);
  return Array.from({ length: count }, () => {
    const id = bytes.u16();
    const nameLength = version === 1 || id >= 256 ? bytes.u16() : 0;
    bytes.skip(2);
    const parameters = bytes.u16();
    const start = bytes.at;
    const name = bytes.text(nameLength);
    if (version === 1) bytes.align(start);
    const values = Array.from({ length: parameters }, () => bytes.u32());
    if (version === 1 && parameters % 2 === 1) bytes.skip(4);
    return { id, name: filterName(id, name), parameters: values };
  });
}

/** @throws NotUnderstood where links are kept in a heap of their own (very many, or another library's habit) */
export function parseLinkInfo(bytes: Bytes): { readonly isOrdered: boolean } {
  bytes.version(0);
  const flags = bytes.u8();
  if (flags & 1) bytes.skip(8);
  if (bytes.u64() !== UNDEFINED) throw new NotUnderstood('links in a fractal heap');
  return { isOrdered: (flags & 2) !== 0 };
}

export interface Link {
  readonly name: string;
  readonly address: number;
  readonly order: number;
}

/** @throws NotUnderstood for anything but a hard link */
export function parseLink(bytes: Bytes): Link {
  bytes.version(1);
  const flags = bytes.u8();
  if (flags & 8 && bytes.u8() !== 0) throw new NotUnderstood('a soft or external link');
  const order = flags & 4 ? bytes.u64() : 0;
  if (flags & 16) bytes.skip(1);
  const name = bytes.text(bytes.uint(1 << (flags & 3)));
  return { name, address: bytes.u64(), order };
}

/** @throws NotUnderstood where attributes are kept in a heap of their own */
export function assertCompactAttributes(bytes: Bytes): void {
  bytes.version(0);
  const flags = bytes.u8();
  if (flags & 1) bytes.skip(2);
  if (bytes.u64() !== UNDEFINED) throw new NotUnderstood('attributes in a fractal heap');
}
