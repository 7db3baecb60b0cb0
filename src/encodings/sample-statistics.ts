/** Adds up what a sample of a matrix shows. Pure; runs on the file side. */
import { LOG_BASES, type MatrixSample, type RowSample } from '../protocol/sample.ts';
import type { NumberData } from '../protocol/values.ts';

/** With fewer different multiples in a row than this, chance would do. */
const FEWEST_MULTIPLES = 3;
/** Beyond so many times the smallest value, float32 no longer tells a multiple from what lies between. */
const LARGEST_MULTIPLE = 30;
const TOLERANCE = 2e-3;

export class SampleStatistics {
  readonly #rows: RowSample[] = [];
  #finite = 0;
  #zeros = 0;
  #missing = 0;
  #infinite = 0;
  #sum = 0;
  #squares = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #isWhole = true;

  /** Share of the values seen that are not zero. */
  get filled(): number {
    const seen = this.#finite + this.#missing + this.#infinite;
    return seen === 0 ? 0 : (seen - this.#zeros) / seen;
  }

  addValues(values: NumberData): void {
    for (const item of values) {
      const value = Number(item);
      if (Number.isNaN(value)) this.#missing++;
      else if (!Number.isFinite(value)) this.#infinite++;
      else {
        this.#finite++;
        this.#sum += value;
        this.#squares += value * value;
        if (value === 0) this.#zeros++;
        if (value < this.#min) this.#min = value;
        if (value > this.#max) this.#max = value;
        if (this.#isWhole && !Number.isInteger(value)) this.#isWhole = false;
      }
    }
  }

  /** All values of one row, or all that are not zero. */
  addRow(values: NumberData): void {
    this.addValues(values);
    const present = Float64Array.from<number | bigint>(values as ArrayLike<number | bigint>, Number).filter(
      (value) => value !== 0 && Number.isFinite(value),
    );
    const unlogged = LOG_BASES.map((base) => present.map((value) => Math.expm1(value * Math.log(base))));
    this.#rows.push({
      total: sumOf(present),
      unlogged: unlogged.map(sumOf),
      isMultiples: areMultiples(present),
      isLogOfMultiples: unlogged.map(areMultiples),
    });
  }

  finish(filled: number): MatrixSample {
    const count = Math.max(1, this.#finite);
    const mean = this.#sum / count;
    return {
      values: this.#finite + this.#missing + this.#infinite,
      filled,
      min: this.#finite > 0 ? this.#min : null,
      max: this.#finite > 0 ? this.#max : null,
      mean,
      sd: Math.sqrt(Math.max(0, this.#squares / count - mean * mean)),
      isWhole: this.#isWhole,
      missing: this.#missing,
      rows: this.#rows,
    };
  }
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Whether positive values are whole multiples of the smallest: counts times a factor of their cell. */
function areMultiples(values: Float64Array): boolean | null {
  const smallest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  if (!(smallest > 0) || !Number.isFinite(smallest)) return values.length > 0 ? false : null;
  const seen = new Set<number>();
  for (const value of values) {
    const multiple = value / smallest;
    if (multiple > LARGEST_MULTIPLE) continue;
    const whole = Math.round(multiple);
    if (Math.abs(multiple - whole) > TOLERANCE * multiple) return false;
    seen.add(whole);
  }
  return seen.size >= FEWEST_MULTIPLES ? true : null;
}
