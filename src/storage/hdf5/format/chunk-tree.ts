/**
 * The chunks of a dataset with one dimension: a B-tree of version 1, which h5py and rhdf5 write unless told otherwise.
 * Source: HDF5 File Format Specification 3.0, III.A.1. Pure but for fetching.
 */
import type { Span } from '../../storage.ts';
import { NotUnderstood, UNDEFINED } from './bytes.ts';
import { type ChunkKey, readChunkNode } from './chunk-node.ts';
import type { Fetch } from './object-header.ts';

export interface Chunks {
  readonly addresses: Float64Array<ArrayBuffer>;
  readonly sizes: Uint32Array<ArrayBuffer>;
}

const ITEM_AND_ONE_DIMENSION = 2;

/**
 * @param count how many chunks there have to be
 * @param wanted of those, the ones that are looked for; of others nothing is told
 * @throws NotUnderstood unless every one that is looked for is there, in order, with all its filters
 */
export async function readChunkTree(
  fetch: Fetch,
  root: number,
  count: number,
  chunkItems: number,
  wanted: Span = { start: 0, end: count },
): Promise<Chunks> {
  const chunks: Chunks = { addresses: new Float64Array(count).fill(UNDEFINED), sizes: new Uint32Array(count) };
  let found = 0;

  const seen = new Set<number>();
  const read = async (address: number): Promise<void> => {
    if (seen.has(address)) throw new NotUnderstood('a B-tree without end');
    seen.add(address);
    const { level, keys, children } = await readChunkNode(fetch, address, ITEM_AND_ONE_DIMENSION);
    if (level > 0) {
      // A child has the chunks from its key to the next.
      const rowOf = (i: number): number => (keys[i] as ChunkKey).row / chunkItems;
      await Promise.all(children.filter((_, i) => rowOf(i) < wanted.end && rowOf(i + 1) >= wanted.start).map(read));
      return;
    }
    children.forEach((chunk, i) => {
      const { bytes, skipped, row } = keys[i] as ChunkKey;
      const at = row / chunkItems;
      if (skipped !== 0) throw new NotUnderstood('a chunk without one of its filters');
      if (!Number.isInteger(at)) throw new NotUnderstood('a chunk that is not in its place');
      // Beyond the end there may be chunks of an array that was made shorter.
      if (at >= count || at < wanted.start || at >= wanted.end) return;
      if (chunks.addresses[at] !== UNDEFINED) throw new NotUnderstood('a chunk that is there twice');
      chunks.addresses[at] = chunk;
      chunks.sizes[at] = bytes;
      found++;
    });
  };

  const most = wanted.end - wanted.start;
  if (most > 0) await read(root);
  // Where one is missing its values are the fill value: rare, and libhdf5 knows it.
  if (found < most) throw new NotUnderstood('a chunk that is not stored');
  return chunks;
}
