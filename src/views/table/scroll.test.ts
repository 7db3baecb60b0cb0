import { describe, expect, it } from 'vitest';
import { type Extent, resting, revealing, scrolled, scrollRange, spacerHeight, visibleRows } from './scroll.ts';

const few: Extent = { rows: 1000, rowHeight: 28, viewport: 400 };
const many: Extent = { rows: 5_000_000, rowHeight: 28, viewport: 400 };

describe('scrolling', () => {
  it('is the browser’s own where the rows fit', () => {
    expect(spacerHeight(few)).toBe(28_000);
    expect(scrolled(few, 0, 0, 12_345)).toBe(12_345);
    expect(resting(few, 12_345)).toBeCloseTo(12_345);
  });

  it('reaches the last of five million rows, and the first again', () => {
    expect(spacerHeight(many)).toBe(8_000_000);
    const bottom = scrolled(many, 0, 0, 8_000_000 - 400);
    expect(bottom).toBe(scrollRange(many));
    expect(visibleRows(many, bottom).end).toBe(5_000_000);
    expect(scrolled(many, bottom, 8_000_000 - 400, 0)).toBe(0);
  });

  it('goes 1:1 in small moves and in proportion in large ones', () => {
    expect(scrolled(many, 1_000_000, 57_000, 57_120)).toBe(1_000_120);
    expect(scrolled(many, 0, 0, 4_000_000 - 200)).toBeCloseTo(scrollRange(many) / 2, -3);
  });

  it('comes to rest where the next move starts from, without moving the rows', () => {
    let top = 70_000_000;
    let bar = resting(many, top);
    for (let i = 0; i < 100; i++) {
      const moved = scrolled(many, top, bar, bar + 100);
      expect(moved - top).toBeCloseTo(100);
      top = moved;
      bar = resting(many, top);
    }
  });

  it('reveals a row with the smallest move', () => {
    expect(revealing(few, 0, 5)).toBe(0);
    expect(revealing(few, 2800, 5)).toBe(140);
    expect(revealing(few, 0, 100)).toBe(101 * 28 - 400);
    expect(visibleRows(few, 2800, 0)).toEqual({ first: 100, end: 115 });
  });
});
