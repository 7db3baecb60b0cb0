/**
 * Tells a file that is something else, or was cut off, from an HDF5 file, by its first bytes. Beside the file handle.
 * Asked before libhdf5 is loaded, which would only say that it cannot open it.
 */
import type { BlockSource } from '../../io/block-cache.ts';
import { ShadowError } from '../../protocol/errors.ts';
import { sizeText } from '../../protocol/size-text.ts';
import { foreignFile, TELLING_BYTES } from '../foreign-file.ts';
import { hasSignature, parseSuperblock, SUPERBLOCK_BYTES } from './format/superblock.ts';

/** A userblock may come before HDF5: MuData has one of 512 bytes. */
const FIRST_USERBLOCK = 512;
const HEAD = 4096;

/** @throws ShadowError `not-hdf5`, or `corrupt` for a file that ends before its own end; `io`, `changed` */
export async function assertHdf5(source: BlockSource, signal?: AbortSignal): Promise<void> {
  const { name, size } = source;
  const fetch = async (at: number, length: number): Promise<Uint8Array> => {
    try {
      return await source.fetch(at, Math.min(length, size - at), signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof ShadowError ? error : unreadable(name, error);
    }
  };
  const head = size > 0 ? await fetch(0, HEAD) : new Uint8Array();
  const foreign = foreignFile(name, head.subarray(0, TELLING_BYTES));
  for (let at = 0; at < size; at = at === 0 ? FIRST_USERBLOCK : at * 2) {
    // What has a name of its own has no HDF5 further on.
    if (at >= HEAD && foreign.isKnown) break;
    const bytes = at + SUPERBLOCK_BYTES <= head.byteLength ? head.subarray(at, at + SUPERBLOCK_BYTES) : await fetch(at, SUPERBLOCK_BYTES);
    if (!hasSignature(bytes)) continue;
    const end = endOf(bytes);
    if (end === null || end <= size) return;
    throw new ShadowError({
      tag: 'corrupt',
      message: `${name} is not complete: ${shareText(size, end)} are here.`,
      hint: 'A download or a copy of it was cut off: get it again.',
    });
  }
  throw new ShadowError({ tag: 'not-hdf5', message: foreign.message, hint: foreign.hint });
}

function unreadable(name: string, error: unknown): ShadowError {
  return new ShadowError({
    tag: 'io',
    message: `${name} could not be read.`,
    hint: 'Check that the file is still there, then open it again.',
    cause: String(error),
  });
}

/** Where the file should end, by its own word; null where it does not say. */
function endOf(superblock: Uint8Array): number | null {
  try {
    return parseSuperblock(superblock).end;
  } catch {
    return null;
  }
}

/** “4.2 GB of 10 GB”; where that would be the same twice, in bytes. */
function shareText(part: number, whole: number): string {
  const [some, all] = [sizeText(part), sizeText(whole)];
  return some === all ? `${part.toLocaleString('en-US')} of ${whole.toLocaleString('en-US')} bytes` : `${some} of ${all}`;
}
