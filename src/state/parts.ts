/** The parts of a viewer that a page can choose among; the cells are always there. Pure. */

export type Part = 'header' | 'toolbar' | 'tree' | 'table' | 'legend';

/** In the order in which they stand on the screen. */
export const PARTS: readonly Part[] = ['header', 'toolbar', 'tree', 'table', 'legend'];

export interface ReadParts {
  readonly parts: ReadonlySet<Part>;
  /** Words that name no part. */
  readonly unknown: readonly string[];
}

/** @param text names, apart by spaces or commas, in any order and case; '' = none */
export function readParts(text: string): ReadParts {
  const words = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const parts = new Set(PARTS.filter((part) => words.includes(part)));
  return { parts, unknown: words.filter((word) => !parts.has(word as Part)) };
}
