/** What is known so far of the minors that were asked for, block by block in any order. Pure. */
import type { NumberData } from '../protocol/values.ts';
import type { Into } from './scan-minors.ts';
import { arrayOf } from './stored-reader.ts';

export class Gathered {
  /** For `each` majors × wanted in C order; for `sum` a float64 for each major. */
  readonly out: NumberData;
  /** 1 for each major whose values are there. */
  readonly known: Uint8Array<ArrayBuffer>;
  readonly width: number;
  #count = 0;

  constructor(nMajors: number, wanted: number, dtype: string, into: Into) {
    this.width = into === 'sum' ? 1 : wanted;
    this.out = into === 'sum' ? new Float64Array(nMajors) : new (arrayOf(dtype))(nMajors * this.width);
    this.known = new Uint8Array(nMajors);
  }

  /** The share of majors that are there, 0 to 1. */
  get done(): number {
    return this.#count / Math.max(1, this.known.length);
  }

  /** @param part the values of those majors; without it they stand in `out` already */
  put(first: number, end: number, part?: NumberData): void {
    if (part) (this.out as Float64Array).set(part as Float64Array, first * this.width);
    this.known.fill(1, first, end);
    this.#count += end - first;
  }
}
