/**
 * Names that can be searched while somebody types. Pure kernels. The index is made in the compute worker: the names go there once.
 * It comes back packed, and searching it is for the page: at most 1.3 ms in 60,000 names, 4 ms in 200,000, in Node on a slow core.
 */
import { itemAt, lengthOf, namesOf } from '../arrays/items.ts';
import { pythonText } from '../arrays/python-text.ts';
import type { ArrayValue } from '../protocol/values.ts';

/** One table of names, and what each is also called; null where there is none. */
export interface NameList {
  readonly names: ArrayValue;
  readonly symbols: ArrayValue | null;
}

/** Distinct names, those of `var` first, then what only `raw.var` has. Two fields a name, packed: its symbol ('' = none), and itself. */
export interface NameIndex {
  readonly text: string;
  /** Where each field starts in `text`, and where the last one ends. */
  readonly textStarts: Uint32Array<ArrayBuffer>;
  /** The same in lower case, each field ended by a line break. */
  readonly folded: string;
  readonly foldedStarts: Uint32Array<ArrayBuffer>;
  /** For each name: `IN_VAR`, `IN_RAW`, or both. */
  readonly where: Uint8Array<ArrayBuffer>;
  /** How many times a name is in var, or in raw.var, up to 255: the first is the one that is meant. */
  readonly copies: Uint8Array<ArrayBuffer>;
}

export const IN_VAR = 1;
export const IN_RAW = 2;

/** @param raw the names of raw.var, where there is one */
export function indexNames(own: NameList | null, raw: NameList | null): NameIndex {
  const rows = new Map<string, number>();
  const fields: string[] = [];
  /** Adds what is new; answers how often each row is in the list. */
  const add = (list: NameList | null): number[] => {
    const times: number[] = [];
    if (!list) return times;
    const symbols = list.symbols && symbolsOf(list.symbols);
    namesOf(list.names).forEach((name, i) => {
      let row = rows.get(name);
      if (row === undefined) {
        row = rows.size;
        rows.set(name, row);
        fields.push(symbols && symbols[i] !== name ? (symbols[i] ?? '') : '', name);
      }
      times[row] = (times[row] ?? 0) + 1;
    });
    return times;
  };
  const [inVar, inRaw] = [add(own), add(raw)];
  const folded = fields.map((field) => `${fold(field)}\n`);
  return {
    text: fields.join(''),
    textStarts: startsOf(fields),
    folded: folded.join(''),
    foldedStarts: startsOf(folded),
    where: Uint8Array.from({ length: rows.size }, (_, row) => (inVar[row] ? IN_VAR : 0) | (inRaw[row] ? IN_RAW : 0)),
    copies: Uint8Array.from({ length: rows.size }, (_, row) => Math.min(255, Math.max(inVar[row] ?? 0, inRaw[row] ?? 0))),
  };
}

/** What is missing has no symbol. */
function symbolsOf(value: ArrayValue): string[] {
  return Array.from({ length: lengthOf(value) }, (_, i) => {
    const item = itemAt(value, i);
    return item === null ? '' : pythonText(item, false);
  });
}

function startsOf(texts: readonly string[]): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(texts.length + 1);
  texts.forEach((text, i) => {
    starts[i + 1] = (starts[i] as number) + text.length;
  });
  return starts;
}

/** As names are compared: whatever their case; a line break ends a field. */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('\n', ' ');
}

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

export function nameAt({ text, textStarts }: NameIndex, row: number): string {
  return text.slice(textStarts[2 * row + 1], textStarts[2 * row + 2]);
}

/** '' where it has none. */
export function symbolAt({ text, textStarts }: NameIndex, row: number): string {
  return text.slice(textStarts[2 * row], textStarts[2 * row + 1]);
}

function shownName(index: NameIndex, row: number): string {
  return symbolAt(index, row) || nameAt(index, row);
}
