import { describe, expect, it } from 'vitest';
import { normalizeSelection, selectionKey, selectionLength, toRanges } from './selection.ts';

describe('a selection', () => {
  it('is clipped at the end, as in Python', () => {
    expect(normalizeSelection([2, 99], 10)).toEqual([2, 10]);
    expect(normalizeSelection([12, 99], 10)).toEqual([10, 10]);
    expect(normalizeSelection([5, 3], 10)).toEqual([5, 5]);
  });

  it('refuses what is outside', () => {
    expect(() => normalizeSelection(10, 10, 'row')).toThrow('There is no row 10: it runs from 0 to 9.');
    expect(() => normalizeSelection(new Uint32Array([1, 10]), 10)).toThrow('no index 10');
    expect(() => normalizeSelection([-1, 3], 10)).toThrow('no index -1');
    expect(() => normalizeSelection(1.5, 10)).toThrow();
  });

  it('falls into runs of neighbours, in its own order', () => {
    expect(toRanges(new Uint32Array([3, 4, 5, 1, 7, 8]), 10)).toEqual([
      { start: 3, end: 6 },
      { start: 1, end: 2 },
      { start: 7, end: 9 },
    ]);
    expect(toRanges(null, 3)).toEqual([{ start: 0, end: 3 }]);
    expect(toRanges([2, 2], 3)).toEqual([]);
    expect(selectionLength(new Uint32Array(4), 10)).toBe(4);
  });

  it('has the same key only when it is the same', () => {
    expect(selectionKey([null, [0, 5]])).toBe(selectionKey([null, [0, 5]]));
    expect(new Set([[null], [0], [[0, 1]], [new Uint32Array([0, 1])]].map((s) => selectionKey(s as never))).size).toBe(4);
  });
});
