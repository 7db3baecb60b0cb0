/**
 * One axis of a plot: from the values of a column to places along it. Each axis has its own scale, since two columns seldom share
 * a unit. Pure.
 */
import { EXTENT } from './points.ts';

export interface AxisScale {
  /** A place is `(value − center) · factor`, within ±500. The value is log1p's of a logarithmic axis, the code of a category. */
  readonly center: number;
  readonly factor: number;
  readonly isLog: boolean;
  /** What the codes stand for; null = numbers. */
  readonly categories: readonly string[] | null;
  /** Smallest and largest value, as they are in the file; null where none is finite. */
  readonly domain: readonly [min: number, max: number] | null;
}

export interface AxisInput {
  readonly values: ArrayLike<number>;
  readonly categories?: readonly string[] | undefined;
  readonly isLog?: boolean | undefined;
}

/** Cells of a category stand side by side within so much of its code. */
const JITTER = 0.3;

export function axisScale({ values, categories, isLog = false }: AxisInput): AxisScale {
  if (categories) {
    const last = Math.max(0, categories.length - 1);
    // Half a category's room at both ends, whoever is in them.
    return { center: last / 2, factor: EXTENT / (last + 1), isLog: false, categories, domain: [0, last] };
  }
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max) return { center: 0, factor: 1, isLog, categories: null, domain: null };
  // Below −1 log1p has no value: such an axis is not logarithmic.
  const isLogarithmic = isLog && min > -1;
  const [from, to] = isLogarithmic ? [Math.log1p(min), Math.log1p(max)] : [min, max];
  return { center: from / 2 + to / 2, factor: EXTENT / (to - from || 1), isLog: isLogarithmic, categories: null, domain: [min, max] };
}

/** Places of all values along an axis: every second number from `offset` on, as points want them; NaN where there is no value. */
export function placeAlong({ values }: AxisInput, { center, factor, isLog, categories }: AxisScale, xy: Float32Array, offset: 0 | 1): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const at = categories ? (value < 0 ? Number.NaN : value + jitter(2 * i + offset)) : isLog ? Math.log1p(value) : value;
    xy[2 * i + offset] = Number.isFinite(at) ? (at - center) * factor : Number.NaN;
  }
}

/** The value of an axis at a place, as the axis has it: log1p's of a logarithmic one. */
export function valueAt({ center, factor }: AxisScale, place: number): number {
  return place / factor + center;
}

/** The place of a value that is given as the axis has it. */
export function placeOf({ center, factor }: AxisScale, value: number): number {
  return (value - center) * factor;
}

/** −0.3 … 0.3, the same each time for the same cell. */
function jitter(seed: number): number {
  let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 - 0.5) * 2 * JITTER;
}
