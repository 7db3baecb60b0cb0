/**
 * How much to fetch where a reader that cannot say what it will need goes through a file piece by piece. Pure.
 * Runs beside the file handle.
 */
import type { ByteRange } from './block-cache.ts';

/** Two pieces with no more between them are one way through the file. */
const NEAR = 256 * 1024;
const FIRST = 64 * 1024;
const MOST = 4 * 1024 * 1024;

export class ReadAhead {
  #start = 0;
  #end = 0;
  #length = FIRST;

  /** The piece, and as much behind it as was fetched before, twice over, while one follows the other. */
  from({ offset, length }: ByteRange): ByteRange {
    const isNext = offset >= this.#start && offset <= this.#end + NEAR && this.#end > 0;
    this.#length = isNext ? Math.min(MOST, this.#length * 2) : FIRST;
    this.#start = offset;
    this.#end = offset + Math.max(length, isNext ? this.#length : 0);
    return { offset, length: this.#end - offset };
  }
}
