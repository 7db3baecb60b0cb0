/**
 * What a file can hold: sizes that it claims are believed only so far, before memory is taken for them. Pure.
 * A damaged number, or a hostile one, turns a file of a megabyte into one of a terabyte.
 */
import { ShadowError } from '../../protocol/errors.ts';
import { sizeText } from '../../protocol/size-text.ts';

/** Deflate packs at most 1032 : 1. Others pack more, of values that are all the same: hence the floor. */
const BEST_RATIO = 1032;
const FLOOR = 256 * 2 ** 20;
/** What one array may take: beyond it browsers refuse it, and tabs die. */
const MOST = 4 * 2 ** 30;

/**
 * @param bytes that reading it would take in memory
 * @param stored whether the values lie in the file as they are, so that they cannot be more than the file
 * @param fileBytes of the whole file
 * @throws ShadowError `corrupt` for more than the file can hold, `unsupported` for more than can be read at once
 */
export function assertHolds(bytes: number, stored: boolean, fileBytes: number, path: string): void {
  const most = stored ? Math.max(FLOOR, fileBytes) : Math.max(FLOOR, fileBytes * BEST_RATIO);
  if (bytes > most) {
    throw new ShadowError({
      tag: 'corrupt',
      path,
      message: `${path} claims ${sizeText(bytes)} of values, in a file of ${sizeText(fileBytes)}: it is not read.`,
      hint: 'Its shape is damaged, or all its values are the same.',
    });
  }
  if (bytes > MOST) {
    throw new ShadowError({
      tag: 'unsupported',
      path,
      message: `${path} takes ${sizeText(bytes)} in memory, which is more than can be read at once.`,
      hint: 'A part of it can be read.',
    });
  }
}
