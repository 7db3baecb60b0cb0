/**
 * The chunks of a dataset with one dimension: a B-tree of version 1, which h5py and rhdf5 write unless told otherwise.
 * Source: HDF5 File Format Specification 3.0, III.A.1. Pure but for fetching.
 */
import { Bytes, NotUnderstood, UNDEFINED } from './bytes.ts';
import type { Fetch } from './object-header.ts';

export interface Chunks {
  readonly addresses: Float64Array<ArrayBuffer>;
  readonly sizes: Uint32Array<ArrayBuffer>;
}

/** A key: bytes, filter mask, offset along the dimension, offset in the item (0). */
const KEY_BYTES = 4 + 4 + 8 + 8;
const HEAD_BYTES = 24;
/** Children of a node with the K that libhdf5 uses (32). */
const MOST_CHILDREN = 64;
const NODE_BYTES = HEAD_BYTES + MOST_CHILDREN * (KEY_BYTES + 8) + KEY_BYTES;
/** Deeper than any tree of chunks can be. */
const DEEPEST = 16;

/**
 * @param count how many chunks there have to be
 * @throws NotUnderstood unless every chunk is there, in order, with all its filters
 */
export async function readChunkTree(fetch: Fetch, root: number, count: number, chunkItems: number): Promise<Chunks> {
  const chunks: Chunks = { addresses: new Float64Array(count).fill(UNDEFINED), sizes: new Uint32Array(count) };
  let found = 0;

  const read = async (address: number, deepest: number): Promise<void> => {
    if (deepest === 0) throw new NotUnderstood('a B-tree without end');
    const bytes = new Bytes(await fetch(address, NODE_BYTES));
    bytes.signature('TREE');
    bytes.version(1);
    const level = bytes.u8();
    const children = bytes.u16();
    if (children > MOST_CHILDREN) throw new NotUnderstood('a B-tree with large nodes');
    bytes.skip(16);
    const below: number[] = [];
    for (let i = 0; i < children; i++) {
      const size = bytes.u32();
      const mask = bytes.u32();
      const at = bytes.u64() / chunkItems;
      bytes.skip(8);
      const child = bytes.u64();
      if (level > 0) below.push(child);
      else if (mask !== 0) throw new NotUnderstood('a chunk without one of its filters');
      else if (!Number.isInteger(at) || at < 0) throw new NotUnderstood('a chunk that is not in its place');
      else if (at < count) {
        // Beyond the end there may be chunks of an array that was made shorter.
        if (chunks.addresses[at] !== UNDEFINED) throw new NotUnderstood('a chunk that is there twice');
        chunks.addresses[at] = child;
        chunks.sizes[at] = size;
        found++;
      }
    }
    await Promise.all(below.map((child) => read(child, deepest - 1)));
  };

  if (count > 0) await read(root, DEEPEST);
  // Where one is missing its values are the fill value: rare, and libhdf5 knows it.
  if (found < count) throw new NotUnderstood('a chunk that is not stored');
  return chunks;
}
