/** Why libhdf5 opens a file not at all: it is something else, or it is not complete. Beside the file handle. */
import type { BlockSource } from '../../io/block-cache.ts';
import { ShadowError } from '../../protocol/errors.ts';
import { foreignFile, TELLING_BYTES } from '../foreign-file.ts';
import { hasSignature, parseSuperblock, SUPERBLOCK_BYTES } from './format/superblock.ts';

/** The signature stands at 0, 512, 1024, 2048… (a userblock may come first: MuData has one). */
const SIGNATURES = [0, 512, 1024, 2048];

/**
 * @param cause libhdf5's words
 * @throws ShadowError if the file cannot be read at all
 */
export async function whyNotOpened(source: BlockSource, cause: string, signal?: AbortSignal): Promise<ShadowError> {
  const { name, size } = source;
  const head = size > 0 ? await source.fetch(0, Math.min(size, 4096), signal) : new Uint8Array();
  const at = SIGNATURES.find((offset) => hasSignature(head.subarray(offset)));
  if (at === undefined) return new ShadowError({ tag: 'not-hdf5', ...foreignFile(name, head.subarray(0, TELLING_BYTES)), cause });
  const end = endOf(head.subarray(at, at + SUPERBLOCK_BYTES));
  return new ShadowError(
    end !== null && end > size
      ? {
          tag: 'corrupt',
          message: `${name} is not complete: ${shareText(size, end)} are here.`,
          hint: 'A download or a copy of it was cut off: get it again.',
          cause,
        }
      : {
          tag: 'corrupt',
          message: `${name} is an HDF5 file, but it is damaged or not complete.`,
          hint: 'Download or copy it again: a transfer may have been cut off.',
          cause,
        },
  );
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

function sizeText(bytes: number): string {
  const power = Math.min(4, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`;
}
