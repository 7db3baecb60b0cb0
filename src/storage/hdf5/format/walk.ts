/**
 * The whole structure of an HDF5 file without libhdf5: every object's attributes, shape, type, chunks and filters.
 * Beside the file handle; asynchronous throughout, so that what is needed at the same time is fetched at the same time. It knows the
 * layouts that h5py and rhdf5 write; anything else, or anything odd, throws `NotUnderstood`, and libhdf5 reads the structure instead.
 * It also says where each dataset's values lie; it reads none.
 */
import { namedType, type StorageNode, UNREAD } from '../../storage.ts';
import { globalHeap, readAttribute } from './attribute.ts';
import { Bytes, NotUnderstood } from './bytes.ts';
import { parseDatatype } from './datatype.ts';
import {
  assertCompactAttributes,
  type DatasetLayout,
  type Link,
  parseDataspace,
  parseFilters,
  parseLayout,
  parseLink,
  parseLinkInfo,
} from './messages.ts';
import { type Fetch, MESSAGE, type ObjectHeader, readObjectHeader } from './object-header.ts';
import { findSuperblock } from './superblock.ts';
import { readSymbolTable } from './symbol-table.ts';

export interface Structure {
  readonly root: StorageNode;
  /** Listed groups by path, '' is the root. */
  readonly members: ReadonlyMap<string, readonly StorageNode[]>;
  /** Datasets by path. */
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** Where address 0 of the file lies, and one past its last byte. */
  readonly base: number;
  readonly end: number;
}

export interface Dataset {
  readonly node: StorageNode;
  readonly place: DatasetLayout['place'];
  readonly isBigEndian: boolean;
}

/** A file with more objects is walked by libhdf5, one group at a time. */
const MOST_OBJECTS = 100_000;

export async function walkStructure(fetchAt: Fetch, size: number): Promise<Structure> {
  const { root, base, end, fetch } = await findSuperblock(fetchAt, size);
  const heap = globalHeap(fetch);
  const members = new Map<string, readonly StorageNode[]>();
  const datasets = new Map<string, Dataset>();
  const seen = new Set<number>();

  const visit = async (path: string, name: string, address: number): Promise<StorageNode> => {
    // A hard link to an object that was seen: libhdf5 follows it, and notices loops by their depth.
    if (seen.has(address)) throw new NotUnderstood('an object with two names');
    seen.add(address);
    if (seen.size > MOST_OBJECTS) throw new NotUnderstood('very many objects');
    const header = await readObjectHeader(fetch, address);
    if (header.messages.some(({ isShared }) => isShared)) throw new NotUnderstood('a shared message');
    const [links, attributes] = await Promise.all([linksOf(fetch, header), attributesOf(header, heap)]);
    if (links) {
      const children = await Promise.all(links.map((link) => visit(path ? `${path}/${link.name}` : link.name, link.name, link.address)));
      members.set(path, children);
      return { ...UNREAD, name, path, group: true, attributes };
    }
    const { place, isBigEndian, ...dataset } = datasetOf(header);
    const leaf: StorageNode = { ...dataset, name, path, group: false, attributes };
    datasets.set(path, { node: leaf, place, isBigEndian });
    return leaf;
  };
  const node = await visit('', '', root);
  if (!node.group) throw new NotUnderstood('a root that is not a group');
  return { root: node, members, datasets, base, end };
}

const bodies = (header: ObjectHeader, type: number): Uint8Array[] =>
  header.messages.filter((message) => message.type === type).map(({ body }) => body);

/** The members of a group in libhdf5's order: by name, or by creation where the file keeps that; null if it is no group. */
async function linksOf(fetch: Fetch, header: ObjectHeader): Promise<Link[] | null> {
  const [table] = bodies(header, MESSAGE.symbolTable);
  if (table) return inOrder(await readSymbolTable(fetch, table));
  const [info] = bodies(header, MESSAGE.linkInfo);
  if (!info) return null;
  const { isOrdered } = parseLinkInfo(new Bytes(info));
  const links = bodies(header, MESSAGE.link).map((body) => parseLink(new Bytes(body)));
  inOrder(links.sort((a, b) => byBytes(a.name, b.name)));
  return isOrdered ? links.sort((a, b) => a.order - b.order) : links;
}

/** By its name libhdf5 finds only a member that stands in its place; of two with one name, only one; and with a name that is a path, another. */
function inOrder(links: Link[]): Link[] {
  if (links.some(({ name }) => name === '' || name === '.' || name.includes('/'))) throw new NotUnderstood('a name that is a path');
  const isBefore = (link: Link, i: number): boolean => i === 0 || byBytes((links[i - 1] as Link).name, link.name) < 0;
  if (!links.every(isBefore)) throw new NotUnderstood('members that are not in order');
  return links;
}

async function attributesOf(header: ObjectHeader, heap: ReturnType<typeof globalHeap>): Promise<StorageNode['attributes']> {
  for (const info of bodies(header, MESSAGE.attributeInfo)) assertCompactAttributes(new Bytes(info));
  const attributes = await Promise.all(bodies(header, MESSAGE.attribute).map((body) => readAttribute(body, heap)));
  return header.attributesAreOrdered ? attributes : attributes.sort((a, b) => byBytes(a.name, b.name));
}

/** A dataset, or a type that has a name. */
function datasetOf(header: ObjectHeader): Omit<StorageNode, 'name' | 'path' | 'group' | 'attributes'> & Omit<Dataset, 'node'> {
  const [type, space, layout, filters] = [MESSAGE.datatype, MESSAGE.dataspace, MESSAGE.layout, MESSAGE.filters].map(
    (message) => bodies(header, message)[0],
  );
  if (!type || !space || !layout) {
    if (!type || space || layout) throw new NotUnderstood('an object that is neither group nor dataset');
    const dtype = namedType(parseDatatype(new Bytes(type)).dtype);
    return { shape: null, dtype, chunks: null, filters: [], place: null, isBigEndian: false };
  }
  const { dtype, isBigEndian } = parseDatatype(new Bytes(type));
  const { chunks, place } = parseLayout(new Bytes(layout));
  return {
    dtype,
    shape: parseDataspace(new Bytes(space)),
    chunks,
    filters: chunks && filters ? parseFilters(new Bytes(filters)) : [],
    place,
    isBigEndian,
  };
}

const encoder = new TextEncoder();

/** strcmp, which is libhdf5's order of names. */
function byBytes(a: string, b: string): number {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] as number) - (right[i] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
