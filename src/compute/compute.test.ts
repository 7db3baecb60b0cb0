import { describe, expect, it } from 'vitest';
import { packStrings } from '../arrays/from-js.ts';
import type { NumberData, NumericArray } from '../protocol/values.ts';
import { drawOrder } from './draw-order.ts';
import { filterRows, findRow } from './filter.ts';
import { sortRows } from './sort.ts';

const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);
const numbers = (data: NumberData, mask?: Uint8Array<ArrayBuffer>): NumericArray => ({
  kind: 'numeric',
  dtype: 'x',
  shape: [data.length],
  data,
  ...(mask ? { mask } : {}),
});

describe('sortRows', () => {
  it('equals a stable comparator on random numbers, both ways, missing last', () => {
    const data = Float64Array.from({ length: 5000 }, (_, i) => {
      const value = Math.sin(i * 12.9898) * 1e3;
      return i % 17 === 0 ? Number.NaN : i % 13 === 0 ? Math.round(value / 100) : i % 29 === 0 ? -0 : i % 31 === 0 ? 0 : value;
    });
    const compare = (sign: number) => (a: number, b: number) => {
      const [x, y] = [data[a] as number, data[b] as number];
      if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
      return sign * (x - y);
    };
    expect(Array.from(sortRows(numbers(data), all(5000), false))).toEqual(Array.from(all(5000)).sort(compare(1)));
    expect(Array.from(sortRows(numbers(data), all(5000), true))).toEqual(Array.from(all(5000)).sort(compare(-1)));
  });

  it('tells int64 values apart that are one float', () => {
    const column = numbers(BigInt64Array.of(2n ** 60n + 1n, 2n ** 60n, -1n, 0n));
    expect(Array.from(sortRows(column, all(4), false))).toEqual([2, 3, 1, 0]);
  });

  it('sorts categories by their order, strings by code point, infinities at the ends', () => {
    const categorical = {
      kind: 'categorical',
      shape: [4],
      codes: Int8Array.of(1, -1, 0, 1),
      categories: packStrings(['z', 'a']),
      ordered: false,
    } as const;
    expect(Array.from(sortRows(categorical, all(4), false))).toEqual([2, 0, 3, 1]);
    expect(Array.from(sortRows(categorical, all(4), true))).toEqual([0, 3, 2, 1]);
    const strings = { ...packStrings(['b', '', 'ä', 'B', 'ab', '']), mask: Uint8Array.of(0, 0, 0, 0, 0, 1) };
    expect(Array.from(sortRows(strings, all(6), false))).toEqual([1, 3, 4, 0, 2, 5]);
    expect(
      Array.from(sortRows(numbers(Float32Array.of(1, Number.POSITIVE_INFINITY, Number.NaN, Number.NEGATIVE_INFINITY)), all(4), true)),
    ).toEqual([1, 0, 3, 2]);
    expect(Array.from(sortRows(numbers(Int32Array.of(5, 4, 3), Uint8Array.of(0, 1, 0)), all(3), false))).toEqual([2, 0, 1]);
  });

  it('keeps the order of the rows it is given', () => {
    expect(Array.from(sortRows(numbers(Int8Array.of(1, 1, 0, 1)), Uint32Array.of(3, 2, 1), false))).toEqual([2, 3, 1]);
  });
});

describe('filterRows', () => {
  it('keeps categories, ranges and text', () => {
    const categorical = {
      kind: 'categorical',
      shape: [4],
      codes: Int8Array.of(1, -1, 0, 1),
      categories: packStrings(['z', 'a']),
      ordered: false,
    } as const;
    expect(Array.from(filterRows(categorical, all(4), { kind: 'categories', keep: [1, -1] }))).toEqual([0, 1, 3]);
    expect(Array.from(filterRows(numbers(Float32Array.of(1, Number.NaN, 3, 2)), all(4), { kind: 'range', min: 2, max: null }))).toEqual([
      2, 3,
    ]);
    expect(Array.from(filterRows(packStrings(['CD3D', 'cd8a', 'MS4A1']), all(3), { kind: 'text', text: 'Cd' }))).toEqual([0, 1]);
  });
});

describe('findRow', () => {
  it('prefers the exact name, then a beginning, then a part', () => {
    const names = packStrings(['xCD8A', 'CD8A2', 'CD8A', 'CD4']);
    expect(findRow(names, all(4), 'cd8a')).toBe(2);
    expect(findRow(names, Uint32Array.of(3, 0, 1), 'cd8a')).toBe(2);
    expect(findRow(names, Uint32Array.of(3, 0), 'cd8')).toBe(1);
    expect(findRow(names, all(4), 'foxp3')).toBe(-1);
  });
});

describe('drawOrder', () => {
  const xy = Float32Array.from({ length: 2000 }, (_, i) => i);
  it('draws missing first and high numbers last, and leaves out what has no place', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? Number.NaN : (i * 37) % 1000));
    const placed = xy.slice();
    placed[3] = Number.NaN;
    const order = Array.from(drawOrder(values, false, placed), (i) => values[i] as number);
    expect(order).toHaveLength(999);
    expect(order.slice(0, 100).every(Number.isNaN)).toBe(true);
    expect(order.slice(100)).toEqual(order.slice(100).sort((a, b) => a - b));
  });

  it('shuffles categories, the same way each time', () => {
    const codes = Float32Array.from({ length: 1000 }, (_, i) => (i < 500 ? 0 : 1));
    const order = drawOrder(codes, true, xy);
    expect(order).toEqual(drawOrder(codes, true, xy));
    const early = order.slice(0, 500).filter((i) => codes[i] === 0).length;
    expect(early).toBeGreaterThan(200);
    expect(early).toBeLessThan(300);
  });
});
