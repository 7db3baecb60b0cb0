import { describe, expect, it } from 'vitest';
import { type Extent, inView, resting, revealing, scrolled, scrollRange, spacerLength } from './scroll.ts';

const ROW = 28;
const few: Extent = { length: 1000 * ROW, viewport: 400 };
const many: Extent = { length: 5_000_000 * ROW, viewport: 400 };

describe('scrolling', () => {
  it('is the browser’s own where the content fits', () => {
    expect(spacerLength(few)).toBe(28_000);
    expect(scrolled(few, 0, 0, 12_345)).toBe(12_345);
    expect(resting(few, 12_345)).toBeCloseTo(12_345);
  });

  it('reaches the last of five million rows, and the first again', () => {
    expect(spacerLength(many)).toBe(8_000_000);
    const bottom = scrolled(many, 0, 0, 8_000_000 - 400);
    expect(bottom).toBe(scrollRange(many));
    expect(inView(many, bottom, 5_000_000, ROW).end).toBe(5_000_000);
    expect(scrolled(many, bottom, 8_000_000 - 400, 0)).toBe(0);
  });

  it('reaches the last of 200,000 columns', () => {
    const wide: Extent = { length: 200_000 * 92, viewport: 1000 };
    expect(inView(wide, scrolled(wide, 0, 0, 8_000_000 - 1000), 200_000, 92, 0)).toEqual({ first: 199_989, end: 200_000 });
  });

  it('goes 1:1 in small moves and in proportion in large ones', () => {
    expect(scrolled(many, 1_000_000, 57_000, 57_120)).toBe(1_000_120);
    expect(scrolled(many, 0, 0, 4_000_000 - 200)).toBeCloseTo(scrollRange(many) / 2, -3);
  });

  it('comes to rest where the next move starts from, without moving the content', () => {
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
    expect(revealing(few, 0, 5 * ROW, 6 * ROW)).toBe(0);
    expect(revealing(few, 2800, 5 * ROW, 6 * ROW)).toBe(140);
    expect(revealing(few, 0, 100 * ROW, 101 * ROW)).toBe(101 * ROW - 400);
    expect(inView(few, 2800, 1000, ROW, 0)).toEqual({ first: 100, end: 115 });
  });
});
