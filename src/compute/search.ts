/**
 * Names that begin with or contain what somebody types. Pure kernels, for the page: at most 1.3 ms in 60,000 names, 4 ms in 200,000, in
 * Node on a slow core.
 */
import { fold } from './fold.ts';
import { type NameIndex, nameAt, symbolAt } from './name-index.ts';

/** How well a name matches, best first. */
export const EXACT = 0;
export const PREFIX = 1;
export const INSIDE = 2;

interface NameHit {
  readonly row: number;
  readonly rank: number;
  /** Length of the field that matched. */
  readonly length: number;
}

export interface NameHits {
  /** The best: exact, then beginning with the query, then containing it; shorter ones first, then by name. */
  readonly hits: readonly NameHit[];
  /** How many names match. */
  readonly total: number;
}

/** @param most so many hits are answered */
export function searchNames(index: NameIndex, query: string, most: number): NameHits {
  const wanted = fold(query);
  const { folded, foldedStarts: starts } = index;
  if (wanted === '') return { hits: [], total: 0 };
  const best: NameHit[] = [];
  let total = 0;
  let last: NameHit | null = null;
  const keep = (hit: NameHit): void => {
    total++;
    let at = best.length;
    while (at > 0 && isBetter(hit, best[at - 1] as NameHit)) at--;
    if (at >= most) return;
    best.splice(at, 0, hit);
    if (best.length > most) best.pop();
  };
  let field = 0;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, starts[field + 1])) {
    while ((starts[field + 1] as number) <= at) field++;
    const [start, end] = [starts[field] as number, (starts[field + 1] as number) - 1];
    const hit = { row: field >> 1, rank: rankOf(at - start, end - start - wanted.length), length: end - start };
    // A name's two fields come one after the other: the better one counts.
    if (last && last.row === hit.row) {
      if (isBetter(hit, last)) last = hit;
    } else {
      if (last) keep(last);
      last = hit;
    }
  }
  if (last) keep(last);
  // Among those that are kept, ties go by name, not by place in the file.
  return { hits: best.sort((a, b) => a.rank - b.rank || a.length - b.length || compare(index, a.row, b.row)), total };
}

/** By how many characters there are before the match, and after it. */
function rankOf(before: number, after: number): number {
  return before > 0 ? INSIDE : after > 0 ? PREFIX : EXACT;
}

/** Rank of a single text, or null where it does not contain the query. */
export function rankText(text: string, query: string): number | null {
  const [folded, wanted] = [fold(text), fold(query)];
  const at = folded.indexOf(wanted);
  return at < 0 ? null : rankOf(at, folded.length - at - wanted.length);
}

function isBetter(a: NameHit, b: NameHit): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.length < b.length);
}

function compare(index: NameIndex, a: number, b: number): number {
  const [x, y] = [shownName(index, a), shownName(index, b)];
  return x < y ? -1 : x > y ? 1 : a - b;
}

function shownName(index: NameIndex, row: number): string {
  return symbolAt(index, row) || nameAt(index, row);
}
