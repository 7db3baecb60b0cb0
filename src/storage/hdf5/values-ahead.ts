/**
 * Fetches the bytes of values before libhdf5 reads them, where it would have to wait for each of its reads: all chunks of a slab together,
 * then all heaps in which its strings lie. Runs beside the file handle. What is not understood here is left to libhdf5, which asks for one
 * piece after the other: slower, never wrong.
 */
import type { BlockSource, ByteRange } from '../../io/block-cache.ts';
import { gather } from '../../io/gather.ts';
import type { Slab } from '../slabs.ts';
import type { Span } from '../storage.ts';
import { bytesInFile } from './chunk-check.ts';
import { Bytes, NotUnderstood, UNDEFINED } from './format/bytes.ts';
import { readChunkNode } from './format/chunk-node.ts';
import type { Fetch } from './format/object-header.ts';
import { fetchWithin, type Superblock } from './format/superblock.ts';
import type { Dataset } from './format/walk.ts';

/** A reference to a string: its length, the address of its heap, its number there (HDF5 File Format Specification 3.0, IV.A.2.d, III.E). */
const REFERENCE_BYTES = 16;
/** Bytes that are fetched for a slab of what lies in one piece: with a few columns come all that lie between them. */
const PIECE_BYTES = 16 * 1024 * 1024;
/** The smallest heap, and the one that most strings lie in. */
const HEAP_BYTES = 4096;

/** Resolves when what can be foreseen of a slab is in the cache. @throws what the source throws; the signal's reason */
export async function fetchAhead(
  source: BlockSource,
  { node, place }: Dataset,
  superblock: Pick<Superblock, 'base' | 'end'>,
  slab: Slab,
  signal?: AbortSignal,
): Promise<void> {
  const { dtype, shape, chunks, filters } = node;
  if (!place || !dtype || !shape || place.address === UNDEFINED) return;
  const itemBytes = bytesInFile(dtype);
  const box = slab.offset.map((start, i): Span => ({ start, end: start + (slab.count[i] as number) }));
  try {
    const fetch = fetchWithin(gather(source, signal), superblock);
    const pieces =
      place.kind === 'contiguous'
        ? [inOnePiece(place.address, itemBytes, shape, box)]
        : await chunksOf(fetch, place.address, chunks ?? [], box);
    const ranges = pieces.map(({ offset, length }) => ({ offset: superblock.base + offset, length }));
    await Promise.all(source.prefetch(ranges, signal));
    if (dtype.kind !== 'string' || dtype.size !== null || filters.length > 0) return;
    const heaps = new Set(ranges.flatMap((range) => heapsIn(source.peek(range.offset, range.length))));
    const inside = [...heaps].filter((address) => superblock.base + address < superblock.end);
    await Promise.all(
      source.prefetch(
        inside.map((address) => ({ offset: superblock.base + address, length: HEAP_BYTES })),
        signal,
      ),
    );
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

/** How many items of a box may be read at a time, for what is fetched with them to be bounded: where each chunk has its own place, all. */
export function itemsAhead({ node, place }: Dataset, box: readonly Span[] | null): number {
  const { dtype, shape } = node;
  if (place?.kind !== 'contiguous' || !dtype || !shape || !box) return Number.POSITIVE_INFINITY;
  const items = box.reduce((product, { start, end }) => product * Math.max(0, end - start), 1);
  if (items === 0) return Number.POSITIVE_INFINITY;
  return Math.max(1, Math.floor((items * PIECE_BYTES) / inOnePiece(0, bytesInFile(dtype), shape, box).length));
}

/** From the first item that is read to the last. */
function inOnePiece(address: number, itemBytes: number, shape: readonly number[], box: readonly Span[]): ByteRange {
  const placeOf = (indices: readonly number[]): number => indices.reduce((place, index, i) => place * (shape[i] as number) + index, 0);
  const first = placeOf(box.map(({ start }) => start));
  const last = placeOf(box.map(({ end }) => end - 1));
  return { offset: address + first * itemBytes, length: (last - first + 1) * itemBytes };
}

/** The chunks that reach into the box, by the B-tree of version 1. */
async function chunksOf(fetch: Fetch, root: number, chunks: readonly number[], box: readonly Span[]): Promise<ByteRange[]> {
  const found: ByteRange[] = [];
  const seen = new Set<number>();
  const reaches = (start: readonly number[]): boolean =>
    box.every(({ start: from, end }, i) => (start[i] as number) < end && (start[i] as number) + (chunks[i] as number) > from);
  const visit = async (address: number): Promise<void> => {
    if (seen.has(address)) throw new NotUnderstood('a B-tree without end');
    seen.add(address);
    const { level, keys, children } = await readChunkNode(fetch, address, chunks.length + 1);
    const [rows] = box;
    if (level === 0) {
      children.forEach((offset, i) => {
        const key = keys[i];
        if (key && reaches(key.start)) found.push({ offset, length: key.bytes });
      });
      return;
    }
    // Keys ascend by their first dimension: a child has what lies from its key to the next.
    const isWanted = (i: number): boolean =>
      !rows || ((keys[i]?.row ?? 0) < rows.end && (keys[i + 1]?.row ?? 0) + (chunks[0] as number) > rows.start);
    await Promise.all(children.filter((_, i) => isWanted(i)).map(visit));
  };
  await visit(root);
  return found;
}

function heapsIn(bytes: Uint8Array | null): number[] {
  if (!bytes) return [];
  const references = new Bytes(bytes);
  return Array.from({ length: Math.floor(bytes.byteLength / REFERENCE_BYTES) }, () => {
    const length = references.u32();
    const address = references.u64();
    references.skip(4);
    return length === 0 ? UNDEFINED : address;
  }).filter((address) => address !== UNDEFINED);
}
