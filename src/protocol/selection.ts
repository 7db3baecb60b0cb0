/**
 * Which part of an array: one `Selection` per dimension. Runs on every thread, pure.
 *
 * The type says what is meant, so that nothing is guessed:
 * `null` = everything · a number = that one index (the dimension stays, with length 1) ·
 * `[start, end]` = a range, end exclusive · a Uint32Array = those indices, in that order.
 */
import { ShadowError } from './errors.ts';

export type Selection = null | number | readonly [start: number, end: number] | Uint32Array<ArrayBuffer>;

/** How many indices a selection takes from a dimension of that length. */
export function selectionLength(selection: Selection, length: number): number {
  if (selection === null) return length;
  if (typeof selection === 'number') return 1;
  if (selection instanceof Uint32Array) return selection.length;
  return selection[1] - selection[0];
}

/**
 * The selection with every bound inside the dimension: ends are clipped as Python clips them.
 * @throws ShadowError `invalid` for an index outside the dimension, a fraction, or a negative start.
 */
export function normalizeSelection(selection: Selection, length: number, what = 'index'): Selection {
  if (selection === null) return null;
  const outside = (index: number): never => {
    throw new ShadowError({ tag: 'invalid', message: `There is no ${what} ${index}: it runs from 0 to ${length - 1}.` });
  };
  const check = (index: number): number => (Number.isInteger(index) && index >= 0 && index < length ? index : outside(index));
  if (typeof selection === 'number') return check(selection);
  if (selection instanceof Uint32Array) {
    for (const index of selection) check(index);
    return selection;
  }
  const [start, end] = selection;
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0) outside(start);
  const first = Math.min(start, length);
  return [first, Math.max(first, Math.min(end, length))];
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A selection as ranges of neighbouring indices, in the selection's own order. */
export function toRanges(selection: Selection, length: number): Range[] {
  if (selection === null) return length > 0 ? [{ start: 0, end: length }] : [];
  if (typeof selection === 'number') return [{ start: selection, end: selection + 1 }];
  if (!(selection instanceof Uint32Array)) return selection[1] > selection[0] ? [{ start: selection[0], end: selection[1] }] : [];
  const ranges: { start: number; end: number }[] = [];
  for (const index of selection) {
    const last = ranges.at(-1);
    if (last?.end === index) last.end++;
    else ranges.push({ start: index, end: index + 1 });
  }
  return ranges;
}

/** A key that is equal for equal selections, to name a cached part. */
export function selectionKey(selections: readonly Selection[]): string {
  return selections
    .map((s) => (s === null ? ':' : typeof s === 'number' ? `${s}` : s instanceof Uint32Array ? `{${s.join()}}` : `${s[0]}:${s[1]}`))
    .join(',');
}
