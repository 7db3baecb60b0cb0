/**
 * Finds where the numbers of a dataset lie: of one with one dimension, or of any that lies in one piece. Beside the file handle.
 * Answers null for whatever is not as simple as h5py's own: libhdf5 then reads it.
 */
import { dtypeName, type Span } from '../storage.ts';
import type { StoredArray } from '../stored-array.ts';
import { NotUnderstood, UNDEFINED } from './format/bytes.ts';
import { readChunkTree } from './format/chunk-tree.ts';
import type { Fetch } from './format/object-header.ts';
import type { Superblock } from './format/superblock.ts';
import type { Dataset } from './format/walk.ts';

const NUMBERS = /^(u?int(8|16|32|64)|float(32|64)|bool)$/;
const DEFLATE = 1;
const SHUFFLE = 2;
/** An array in one piece is read in steps of so many items. */
const ITEMS_IN_A_STEP = 64 * 1024;
/** A chunk is unpacked whole, in memory: larger ones are libhdf5's. */
const LARGEST_CHUNK = 32 * 2 ** 20;
/** A chunk takes so many in the tree: its key, and where it lies. */
const BYTES_OF_A_CHILD = 32;
/** What packing may add to a chunk, and more. */
const SMALL = 1024;

/**
 * @param fetch by HDF5's addresses: byte `base` of the file is address 0, `end` is one past the last byte
 * @param part the items that are looked for; where others lie is then not told
 */
export async function locate(
  { node, place, isBigEndian }: Dataset,
  fetch: Fetch,
  { base, end }: Pick<Superblock, 'base' | 'end'>,
  part?: Span,
): Promise<StoredArray | null> {
  const { path, dtype, shape, chunks, filters } = node;
  const name = dtype && dtypeName(dtype);
  if (!place || !shape || !name || !NUMBERS.test(name) || isBigEndian) return null;
  if (shape.length !== 1 && place.kind !== 'contiguous') return null;
  const length = shape.reduce((product, size) => product * size, 1);
  const itemBytes = (dtype as { size: number }).size;
  const ids = filters.map(({ id }) => id);
  const isDeflated = ids.at(-1) === DEFLATE;
  const isShuffled = ids[0] === SHUFFLE;
  if (ids.length !== Number(isDeflated) + Number(isShuffled)) return null;
  if (isShuffled && filters[0]?.parameters[0] !== itemBytes) return null;
  const chunkItems = chunks?.[0] ?? ITEMS_IN_A_STEP;
  if (chunkItems < 1 || chunkItems * itemBytes > LARGEST_CHUNK) return null;
  const count = Math.ceil(length / chunkItems);
  // More chunks than the file has room to tell of: not all of them are there.
  if (place.kind === 'tree' && count * BYTES_OF_A_CHILD > end - base) return null;

  const array = { path, dtype: name, itemBytes, length, chunkItems, isShuffled, isDeflated };
  if (place.kind === 'contiguous') {
    const start = base + place.address;
    if (place.address === UNDEFINED || start + length * itemBytes > end) return null;
    const stepBytes = chunkItems * itemBytes;
    const offsets = Float64Array.from({ length: count }, (_, i) => start + i * stepBytes);
    const sizes = Uint32Array.from({ length: count }, (_, i) => Math.min(stepBytes, (length - i * chunkItems) * itemBytes));
    return { ...array, offsets, sizes };
  }
  try {
    const wanted = {
      start: Math.max(0, Math.floor((part?.start ?? 0) / chunkItems)),
      end: Math.min(count, Math.ceil((part?.end ?? length) / chunkItems)),
    };
    const { addresses, sizes } = await readChunkTree(fetch, place.address, count, chunkItems, wanted);
    const offsets = addresses.map((address) => base + address);
    const chunkBytes = chunkItems * itemBytes;
    const isPlausible = (bytes: number): boolean => (isDeflated ? bytes <= chunkBytes * 2 + SMALL : bytes === chunkBytes);
    const isInside = offsets.subarray(wanted.start, wanted.end).every((offset, i) => {
      const bytes = sizes[wanted.start + i] as number;
      return offset >= base && offset + bytes <= end && isPlausible(bytes);
    });
    return isInside ? { ...array, offsets, sizes } : null;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}
