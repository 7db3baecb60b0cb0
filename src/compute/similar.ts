/**
 * Names that a slip of the hand away are what somebody typed. Pure kernels, for the page. Nearly all names are told by their length and
 * by which letters they have; only the rest is compared letter by letter.
 */
import { editDistance } from './edit-distance.ts';
import { fold } from './fold.ts';
import type { NameIndex } from './name-index.ts';

export interface SimilarName {
  readonly row: number;
  /** 1 or 2. */
  readonly distance: number;
}

/** As in ENSG00000167286, AC002310.1 */
const LONG_NUMBER = /\d{6}/;

/** How many slips are forgiven: none in what is very short, where every name is near, nor in long numbers, where every neighbour is another gene. */
function forgiven(query: string): number {
  const { length } = query;
  if (length < 4 || LONG_NUMBER.test(query)) return 0;
  return length < 8 ? 1 : 2;
}

/** One bit for each letter of a folded text, five for digits, one for all else. A slip changes two of them at most. */
export function lettersIn(text: string, start: number, end: number): number {
  let letters = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 97 && code <= 122) letters |= 1 << (code - 97);
    else letters |= code >= 48 && code <= 57 ? 1 << (26 + (code % 5)) : 1 << 31;
  }
  return letters >>> 0;
}

/** The nearest first, then those with the same first letter. What contains the query is none: it is found otherwise. */
export function similarNames(index: NameIndex, query: string, most: number): SimilarName[] {
  const wanted = fold(query);
  const slips = forgiven(wanted);
  if (slips === 0) return [];
  const codes = Uint16Array.from(wanted, (_, i) => wanted.charCodeAt(i));
  const { folded, foldedStarts: starts, letters } = index;
  const inQuery = lettersIn(wanted, 0, wanted.length);
  const found = new Map<number, { row: number; distance: number; isLike: boolean }>();
  for (let field = 0; field < letters.length; field++) {
    const start = starts[field] as number;
    const end = (starts[field + 1] as number) - 1;
    if (Math.abs(end - start - wanted.length) > slips) continue;
    if (bits((letters[field] as number) ^ inQuery) > 2 * slips) continue;
    const distance = editDistance(codes, folded, start, end, slips);
    if (distance > slips || distance === 0) continue;
    if (end - start > wanted.length && folded.slice(start, end).includes(wanted)) continue;
    const row = field >> 1;
    const other = found.get(row);
    if (!other || distance < other.distance) found.set(row, { row, distance, isLike: folded[start] === wanted[0] });
  }
  return [...found.values()]
    .sort((a, b) => a.distance - b.distance || Number(b.isLike) - Number(a.isLike) || a.row - b.row)
    .slice(0, most)
    .map(({ row, distance }) => ({ row, distance }));
}

/** The same for a single text: 0 where it is too far, or contains the query. */
export function similarity(text: string, query: string): number {
  const [folded, wanted] = [fold(text), fold(query)];
  const slips = forgiven(wanted);
  if (slips === 0 || folded.includes(wanted)) return 0;
  const distance = editDistance(
    Uint16Array.from(wanted, (_, i) => wanted.charCodeAt(i)),
    folded,
    0,
    folded.length,
    slips,
  );
  return distance > slips ? 0 : distance;
}

/** How many bits are set. */
function bits(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
