import { describe, expect, it } from 'vitest';
import type { ArrayValue } from '../protocol/values.ts';
import { invertMap, mapByNames, storedMap } from './row-map.ts';

const positions = (...data: number[]): ArrayValue => ({
  kind: 'numeric',
  dtype: 'float64',
  shape: [data.length],
  data: Float64Array.from(data),
});

describe('a stored map', () => {
  it('is taken, of whatever type', () => {
    expect(storedMap(positions(2, 0, 1), 3, 2)).toEqual(Float64Array.of(2, 0, 1));
    expect(storedMap({ kind: 'numeric', dtype: 'int64', shape: [2], data: BigInt64Array.of(0n, 1n) }, 2, 1)).toEqual(Float64Array.of(0, 1));
    expect(storedMap({ kind: 'boolean', shape: [3], data: Uint8Array.of(1, 0, 1) }, 3, 2)).toEqual(Float64Array.of(1, 0, 2));
  });

  it.each<[string, ArrayValue]>([
    ['a position beyond the part', positions(3, 0, 1)],
    ['a position before it', positions(-1, 0, 1)],
    ['no position', positions(Number.NaN, 0, 1)],
    ['half a position', positions(1.5, 0, 1)],
    ['another length', positions(1, 2)],
    ['more rows than the part has', { kind: 'boolean', shape: [3], data: Uint8Array.of(1, 1, 1) }],
  ])('is refused with %s', (_, value) => {
    expect(storedMap(value, 3, 2)).toBeNull();
  });
});

describe('a map by names', () => {
  it('finds each name once, in order', () => {
    expect(mapByNames(['a', 'b', 'a', 'c'], [['a', 'c', 'a', 'd']])).toEqual(Float64Array.of(1, 0, 3, 2));
  });

  it('gives a name to the first part that has one left', () => {
    expect(
      mapByNames(
        ['a', 'b', 'a', 'c'],
        [
          ['a', 'b'],
          ['a', 'c'],
        ],
      ),
    ).toEqual(Float64Array.of(0, 0, 1, 2));
  });

  it('is inverted', () => {
    expect(invertMap(Float64Array.of(2, 0, 1), 3)).toEqual(Float64Array.of(3, 1, 0));
  });
});
