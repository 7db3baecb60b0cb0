/** A vector with everything that drawing it and its legend need. Made once when it was read. Page, no React. */
import { categoryColors } from '../../plots/category-colors.ts';
import { countCategories, histogram, summarizeNumbers } from '../../plots/summary.ts';
import { type ArrayValue, toArray, type Value, type Vector, type VectorRef } from '../../shadow/index.ts';
import type { ViewState } from '../view/view-state.ts';

export interface CategoryColoring {
  readonly kind: 'categories';
  readonly ref: VectorRef;
  readonly values: Vector['values'];
  readonly categories: readonly string[];
  readonly colors: readonly string[];
  readonly counts: Uint32Array;
  readonly missing: number;
  /** Categories whose colour in the file could not be used. */
  readonly unusable: readonly { readonly category: string; readonly found: string }[];
}

export interface NumberColoring {
  readonly kind: 'numbers';
  readonly ref: VectorRef;
  readonly values: Vector['values'];
  /** Null where no value is a number. */
  readonly domain: readonly [min: number, max: number] | null;
  readonly missing: number;
  /** Of those, the cells that the modality does not have. */
  readonly absent: number;
  /** Cells above zero. */
  readonly positive: number;
  readonly histogram: Uint32Array;
  /** Whether it is still being read: what is missing may come. */
  readonly isPartial: boolean;
}

export type Coloring = CategoryColoring | NumberColoring;

const HISTOGRAM_BINS = 48;

/**
 * @param inFile the file's own colours in category order, as they were read; null if it has none
 * @param absent how many cells the modality of the vector does not have
 * @param isPartial whether more of the vector is on its way
 */
export function makeColoring(ref: VectorRef, vector: Vector, inFile: Value | null, absent: number, isPartial = false): Coloring {
  const { values, categories } = vector;
  if (!categories) {
    const { domain, missing, positive } = summarizeNumbers(values);
    return {
      kind: 'numbers',
      ref,
      values,
      domain,
      missing,
      absent,
      positive,
      histogram: domain ? histogram(values, domain, HISTOGRAM_BINS) : new Uint32Array(HISTOGRAM_BINS),
      isPartial,
    };
  }
  const { counts, missing } = countCategories(values, categories.length);
  const { colors, unusable } = categoryColors(categories, colorTexts(inFile));
  return { kind: 'categories', ref, values, categories, colors, counts, missing, unusable };
}

/** Colours as the file has them, by category; null where what it has are none. */
export function colorTexts(value: Value | null): (string | null)[] | null {
  if (value?.kind !== 'string' && value?.kind !== 'categorical') return null;
  return toArray(value as ArrayValue).map((item) => (item === null ? null : String(item)));
}

/** Whether more of it is on its way. */
export function isPartial(coloring: Coloring): boolean {
  return coloring.kind === 'numbers' && coloring.isPartial;
}

/** What is said of a cell without a value: not measured, where the cells that the modality lacks are all that have none. */
export function missingText(coloring: Coloring): string {
  if (isPartial(coloring)) return 'not read yet';
  return coloring.kind === 'numbers' && coloring.absent > 0 && coloring.absent === coloring.missing ? 'not measured' : 'missing';
}

/** The value of a cell as the legend says it: the category's name, or the number; null where it is missing. */
export function cellValue(coloring: Coloring, cell: number): string | number | null {
  const value = coloring.values[cell];
  if (value === undefined || Number.isNaN(value)) return null;
  if (coloring.kind === 'numbers') return value;
  return value < 0 ? null : (coloring.categories[value] ?? null);
}

/** How colours are looked at: which categories are not shown, by their names, or which only; the range of numbers. */
export type ColorLook = Pick<ViewState, 'hidden' | 'only' | 'range'>;

/** Codes of the categories that are not shown; names that are not among them are left out. */
export function codesOf(coloring: Coloring, { hidden = [], only }: ColorLook): ReadonlySet<number> {
  if (coloring.kind !== 'categories' || (hidden.length === 0 && !only)) return new Set();
  const codes = new Map<string | null, number>(coloring.categories.map((name, code) => [name, code]));
  if (coloring.missing > 0) codes.set(null, -1);
  const named = new Set((only ?? hidden).map((name) => codes.get(name)).filter((code) => code !== undefined));
  if (!only) return named;
  // None of them is here any more: nothing would be seen.
  return named.size === 0 && only.length > 0 ? new Set() : new Set([...codes.values()].filter((code) => !named.has(code)));
}

/** The range of numbers; null of anything else. */
export function rangeOf(coloring: Coloring, { range = null }: ColorLook): readonly [number, number] | null {
  return coloring.kind === 'numbers' ? range : null;
}

/** The other way: names of categories by their codes. */
export function namesOfCodes(coloring: Coloring, codes: ReadonlySet<number>): readonly (string | null)[] {
  if (coloring.kind !== 'categories') return [];
  return [...codes].sort((a, b) => a - b).map((code) => coloring.categories[code] ?? null);
}
