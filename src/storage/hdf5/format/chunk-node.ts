/**
 * A node of the B-tree of version 1 that tells where chunks lie, which h5py and rhdf5 write to this day.
 * Source: HDF5 File Format Specification 3.0, III.A.1. Pure but for fetching.
 */
import { Bytes } from './bytes.ts';
import type { Fetch } from './object-header.ts';

export interface ChunkKey {
  readonly bytes: number;
  /** A bit for each filter that the chunk did not go through. */
  readonly skipped: number;
  /** Of the chunk's first item. */
  readonly row: number;
  /** The same in all dimensions of the dataset. */
  readonly start: readonly number[];
}

export interface ChunkNode {
  readonly level: number;
  /** One more than there are children. */
  readonly keys: readonly ChunkKey[];
  readonly children: readonly number[];
}

const HEAD_BYTES = 24;
const OF_CHUNKS = 1;
/** Of a node with the K that libhdf5 uses for chunks (32). */
const CHILDREN = 64;

/** @param rank that of the dataset, and one for the item */
export async function readChunkNode(fetch: Fetch, address: number, rank: number): Promise<ChunkNode> {
  const keyBytes = 8 + 8 * rank;
  const bytesOf = (children: number): number => HEAD_BYTES + children * (keyBytes + 8) + keyBytes;
  let bytes = new Bytes(await fetch(address, bytesOf(CHILDREN)));
  bytes.signature('TREE');
  bytes.version(OF_CHUNKS);
  const level = bytes.u8();
  const count = bytes.u16();
  if (count > CHILDREN) bytes = new Bytes(await fetch(address, bytesOf(count)));
  bytes.at = HEAD_BYTES;
  const keys: ChunkKey[] = [];
  const children: number[] = [];
  for (;;) {
    const [stored, skipped] = [bytes.u32(), bytes.u32()];
    const start = Array.from({ length: rank - 1 }, () => {
      const low = bytes.u32();
      return bytes.u32() * 2 ** 32 + low;
    });
    // That of the item, which is always 0.
    bytes.skip(8);
    keys.push({ bytes: stored, skipped, row: start[0] as number, start });
    if (children.length === count) return { level, keys, children };
    children.push(bytes.u64());
  }
}
