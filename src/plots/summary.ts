/** What a legend says of a vector: how often each category comes, or how far the numbers go. Pure. */

export interface CategorySummary {
  /** Cells of each category. */
  readonly counts: Uint32Array;
  readonly missing: number;
}

export function countCategories(codes: ArrayLike<number>, categories: number): CategorySummary {
  const counts = new Uint32Array(categories);
  let missing = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code >= 0) counts[code] = (counts[code] as number) + 1;
    else missing++;
  }
  return { counts, missing };
}

export interface NumberSummary {
  /** Smallest and largest finite value; null if there is none. */
  readonly domain: readonly [min: number, max: number] | null;
  /** Not finite: missing, or infinite. */
  readonly missing: number;
}

export function summarizeNumbers(values: ArrayLike<number>): NumberSummary {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) missing++;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { domain: min <= max ? [min, max] : null, missing };
}

/** Counts of values in equal bins over a domain. */
export function histogram(values: ArrayLike<number>, domain: readonly [number, number], bins: number): Uint32Array {
  const counts = new Uint32Array(bins);
  const scale = bins / (domain[1] - domain[0] || 1);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((value - domain[0]) * scale)));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}
