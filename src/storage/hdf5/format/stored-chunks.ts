/**
 * Whether chunks that went through no filter are as long in the file as the dataset says: libhdf5 does not ask, and hands out memory that
 * nobody wrote where one is shorter. What filters unpack is checked as they run (`chunk-check.ts`). Pure but for fetching.
 * Only the B-tree of HDF5 1.0, which h5py writes to this day: the indexes after it have checksums, or keep no lengths.
 * Source: HDF5 File Format Specification 3.0, III.A.1, IV.A.2.i.
 */
import { ShadowError } from '../../../protocol/errors.ts';
import type { Span } from '../../storage.ts';
import { Bytes, NotUnderstood, UNDEFINED } from './bytes.ts';
import { type ChunkKey, readChunkNode } from './chunk-node.ts';
import { type Fetch, MESSAGE, readObjectHeader } from './object-header.ts';

export interface StoredChunks {
  readonly path: string;
  /** Where the dataset's object header lies. */
  readonly header: number;
  readonly filters: number;
  /** Of the first dimension, what is going to be read. */
  readonly rows: Span;
}

/**
 * A tree that is not understood is left to libhdf5, which refuses it.
 * @throws ShadowError `corrupt`
 */
export async function assertStoredWhole(fetch: Fetch, { path, header, filters, rows }: StoredChunks): Promise<void> {
  const { messages } = await readObjectHeader(fetch, header);
  const layout = messages.find(({ type }) => type === MESSAGE.layout);
  const tree = layout && parseTree(new Bytes(layout.body));
  if (!tree || tree.address === UNDEFINED) return;
  const whole = tree.lengths.reduce((product, length) => product * length, 1);
  const allSkipped = 2 ** filters - 1;
  const seen = new Set<number>();

  const visit = async (address: number, level: number | null): Promise<void> => {
    if (seen.has(address)) throw new NotUnderstood('a B-tree without end');
    seen.add(address);
    const node = await readChunkNode(fetch, address, tree.lengths.length);
    if (level !== null && node.level !== level) throw new NotUnderstood('a B-tree whose levels do not fit');
    // Between a key and the next; libhdf5 goes by the same.
    const isWanted = (i: number): boolean =>
      (node.keys[i] as ChunkKey).row < rows.end && (node.keys[i + 1] as ChunkKey).row + (tree.lengths[0] as number) > rows.start;
    const children = node.children.filter((_, i) => isWanted(i));
    if (node.level > 0) await Promise.all(children.map((child) => visit(child, node.level - 1)));
    else
      node.keys.slice(0, -1).forEach(({ bytes, skipped }, i) => {
        if (bytes < whole && (skipped & allSkipped) >>> 0 === allSkipped && isWanted(i))
          throw chunkTooShort(path, `a chunk of it has ${bytes} bytes instead of ${whole}`);
      });
  };
  await visit(tree.address, null);
}

export function chunkTooShort(path: string, reason: string): ShadowError {
  return new ShadowError({
    tag: 'corrupt',
    path,
    message: `The values of ${path} could not be read: ${reason}.`,
    hint: 'The file is damaged here; everything else still works.',
    cause: reason,
  });
}

/** Where the tree of a chunked dataset lies, and the shape of a chunk with the bytes of an item as its last; null if it has no such tree. */
function parseTree(bytes: Bytes): { readonly address: number; readonly lengths: readonly number[] } | null {
  const CHUNKED = 2;
  const version = bytes.u8();
  if (version < 1 || version > 3) return null;
  const [first, second] = [bytes.u8(), bytes.u8()];
  const [rank, kind] = version === 3 ? [second, first] : [first, second];
  if (kind !== CHUNKED) return null;
  if (version < 3) bytes.skip(5);
  return { address: bytes.u64(), lengths: Array.from({ length: rank }, () => bytes.u32()) };
}
