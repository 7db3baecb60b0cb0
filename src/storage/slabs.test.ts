import { describe, expect, it } from 'vitest';
import { slabs } from './slabs.ts';

const span = (start: number, end: number) => ({ start, end });

/** The flat C-order positions a slab covers, in order. */
function positions(shape: number[], offset: number[], count: number[]): number[] {
  let flat = [0];
  shape.forEach((length, axis) => {
    flat = flat.flatMap((outer) => Array.from({ length: count[axis] ?? 0 }, (_, i) => outer * length + (offset[axis] ?? 0) + i));
  });
  return flat;
}

describe('slabs', () => {
  it.each([
    [[10], [span(0, 10)], 3],
    [[10], [span(2, 9)], 100],
    [[4, 5], [span(0, 4), span(0, 5)], 5],
    [[4, 5], [span(1, 4), span(2, 5)], 2],
    [[3, 4, 5], [span(0, 3), span(1, 3), span(0, 5)], 7],
    [[3, 4, 5], [span(0, 3), span(0, 4), span(0, 5)], 1],
    [[], [], 10],
  ])('of %j cover the box once, in C order', (shape, box, items) => {
    const all = [...slabs(box, items, null)];
    const covered = all.flatMap((slab) => positions(shape, slab.offset, slab.count));
    expect(covered).toEqual(
      positions(
        shape,
        box.map((s) => s.start),
        box.map((s) => s.end - s.start),
      ),
    );
    for (const slab of all) expect(slab.items).toBeLessThanOrEqual(Math.max(items, 1));
  });

  it('end where chunks end', () => {
    expect([...slabs([span(0, 100)], 35, [10])].map((slab) => slab.count[0])).toEqual([30, 30, 30, 10]);
    expect([...slabs([span(5, 40)], 12, [10])].map((slab) => slab.offset[0])).toEqual([5, 10, 20, 30]);
  });

  it('of nothing are none', () => expect([...slabs([span(3, 3), span(0, 5)], 10, null)]).toEqual([]));
});
