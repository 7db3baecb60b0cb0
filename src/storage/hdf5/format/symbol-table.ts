/** Groups as old as HDF5 1.0, which h5py writes to this day: a B-tree of symbol nodes, and a heap of names. Source: HDF5 File Format Specification 3.0, III.A, III.B, III.D. Pure but for fetching. */
import { ShadowError } from '../../../protocol/errors.ts';
import { Bytes, NotUnderstood } from './bytes.ts';
import type { Link } from './messages.ts';
import { type Fetch, MESSAGE, readObjectHeader } from './object-header.ts';

/** Bytes of a node of a group's B-tree with the K that libhdf5 uses (16), and of a symbol node (K 4). */
const TREE_BYTES = 544;
const NODE_BYTES = 328;
const HEAP_BYTES = 32;
const END_OF_FREE = 1;
/** Deeper than any tree of groups can be. */
const DEEPEST = 16;

export async function readSymbolTable(fetch: Fetch, message: Uint8Array): Promise<Link[]> {
  const bytes = new Bytes(message);
  const [tree, heap] = [bytes.u64(), bytes.u64()];
  const [entries, names] = await Promise.all([readTree(fetch, tree, DEEPEST), readHeap(fetch, heap)]);
  return entries.map(({ nameOffset, address }, order) => ({ name: new Bytes(names, nameOffset).terminated(), address, order }));
}

interface Entry {
  readonly nameOffset: number;
  readonly address: number;
}

async function readTree(fetch: Fetch, address: number, deepest: number): Promise<Entry[]> {
  if (deepest === 0) throw new NotUnderstood('a B-tree without end');
  const bytes = new Bytes(await fetch(address, TREE_BYTES));
  bytes.signature('TREE');
  bytes.version(0);
  const level = bytes.u8();
  const count = bytes.u16();
  bytes.skip(16);
  const children = Array.from({ length: count }, () => {
    bytes.skip(8);
    return bytes.u64();
  });
  const parts = await Promise.all(children.map((child) => (level > 0 ? readTree(fetch, child, deepest - 1) : readNode(fetch, child))));
  return parts.flat();
}

async function readNode(fetch: Fetch, address: number): Promise<Entry[]> {
  const bytes = new Bytes(await fetch(address, NODE_BYTES));
  bytes.signature('SNOD');
  bytes.version(1);
  bytes.skip(1);
  const count = bytes.u16();
  return Array.from({ length: count }, () => {
    const [nameOffset, header] = [bytes.u64(), bytes.u64()];
    if (bytes.u32() === 2) throw new NotUnderstood('a soft link');
    bytes.skip(4 + 16);
    return { nameOffset, address: header };
  });
}

/**
 * Looks at a group before libhdf5 lists it. In WebAssembly that keeps lengths in 32 bits, and drops the rest: a number that is damaged in its
 * upper half is taken for the one that it was, where h5py refuses the group.
 * @param header where the group's object header lies
 * @throws ShadowError `corrupt`
 */
export async function assertNamesFit(fetch: Fetch, header: number, path: string): Promise<void> {
  const { messages } = await readObjectHeader(fetch, header);
  const table = messages.find(({ type }) => type === MESSAGE.symbolTable);
  if (!table) return;
  const heap = new Bytes(table.body, 8).u64();
  await readHeap(fetch, heap).catch((error: unknown) => {
    if (!(error instanceof NotUnderstood)) throw error;
    throw new ShadowError({
      tag: 'corrupt',
      path,
      message: `The names of what is in ${path || 'the file'} could not be read: ${error.message}.`,
      hint: 'The file is damaged here: compare it with its original.',
    });
  });
}

async function readHeap(fetch: Fetch, address: number): Promise<Uint8Array> {
  const bytes = new Bytes(await fetch(address, HEAP_BYTES));
  bytes.signature('HEAP');
  bytes.version(0);
  bytes.skip(3);
  const size = bytes.u64();
  const free = bytes.u64();
  const names = await fetch(bytes.u64(), size);
  assertFree(names, free);
  return names;
}

/** The list of what is free in a heap: libhdf5 opens no group whose list leads out of it. */
function assertFree(heap: Uint8Array, first: number): void {
  let blocks = 0;
  for (let at = first; at !== END_OF_FREE; blocks++) {
    const block = new Bytes(heap, at);
    if (at < 0 || blocks > heap.byteLength / 16) throw new NotUnderstood('a heap whose free space has no end');
    const next = block.u64();
    const size = block.u64();
    if (size < 0 || at + size > heap.byteLength) throw new NotUnderstood('free space beyond its heap');
    at = next;
  }
}
