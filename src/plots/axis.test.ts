import { describe, expect, it } from 'vitest';
import { axisScale, placeAlong, placeOf, valueAt } from './axis.ts';
import { ticksOf } from './ticks.ts';

const placesOf = (input: Parameters<typeof axisScale>[0]): number[] => {
  const xy = new Float32Array(2 * input.values.length).fill(7);
  placeAlong(input, axisScale(input), xy, 1);
  expect(Array.from(xy).filter((_, i) => i % 2 === 0)).toEqual(Array.from(input.values, () => 7));
  return Array.from(xy).filter((_, i) => i % 2 === 1);
};

describe('an axis', () => {
  it('fills its length, whatever the unit; what is not finite has no place', () => {
    expect(placesOf({ values: [1e-9, 3e-9, 2e-9, Number.NaN, Number.POSITIVE_INFINITY] })).toEqual([-500, 500, 0, Number.NaN, Number.NaN]);
    expect(placesOf({ values: [2 ** 60, 2 ** 60 + 512] })).toEqual([-500, 500]);
    expect(placesOf({ values: [5, 5] })).toEqual([0, 0]);
    expect(axisScale({ values: [Number.NaN] }).domain).toBeNull();
  });

  it('is logarithmic by log1p, but not below −1', () => {
    const values = [0, 9, 99];
    const places = placesOf({ values, isLog: true });
    expect(places[1]).toBeCloseTo(0, 3);
    expect(axisScale({ values: [-2, 5], isLog: true }).isLog).toBe(false);
  });

  it('keeps the cells of a category around its code, each time at the same places', () => {
    const input = { values: Array.from({ length: 3000 }, (_, i) => (i % 4) - 1), categories: ['a', 'b', 'c'] };
    const scale = axisScale(input);
    const places = placesOf(input);
    places.forEach((place, i) => {
      const code = (i % 4) - 1;
      if (code < 0) expect(place).toBeNaN();
      else expect(Math.abs(valueAt(scale, place) - code)).toBeLessThanOrEqual(0.3001);
    });
    const first = places.filter((_, i) => i % 4 === 1).map((place) => valueAt(scale, place));
    expect(Math.min(...first)).toBeLessThan(-0.27);
    expect(Math.max(...first)).toBeGreaterThan(0.27);
    expect(first.reduce((sum, value) => sum + value, 0) / first.length).toBeCloseTo(0, 1);
    expect(placesOf(input)).toEqual(places);
  });

  it('finds the value of a place again', () => {
    const scale = axisScale({ values: [3, 17] });
    expect(valueAt(scale, placeOf(scale, 11.5))).toBeCloseTo(11.5);
  });
});

describe('ticks', () => {
  const numbers = axisScale({ values: [0, 1] });
  const labels = (from: number, to: number, most: number, scale = numbers): string[] =>
    ticksOf(scale, from, to, most).map(({ label }) => label);

  it('are round numbers with as many digits as they need', () => {
    expect(labels(0, 10, 5)).toEqual(['0', '2', '4', '6', '8', '10']);
    expect(labels(-0.31, 0.42, 4)).toEqual(['−0.2', '0', '0.2', '0.4']);
    expect(labels(1000.11, 1000.52, 4)).toEqual(['1,000.2', '1,000.4']);
    expect(labels(0, 3e-7, 3)).toEqual(['0', '1e−7', '2e−7', '3e−7']);
    expect(labels(12.2e6, 12.9e6, 4)).toEqual(['1.22e7', '1.24e7', '1.26e7', '1.28e7']);
  });

  it('never repeat a label, however far one zooms in', () => {
    for (let zoom = 0; zoom < 12; zoom++) {
      const width = 100 / 3 ** zoom;
      const shown = labels(1234.5 - width, 1234.5 + width, 6);
      expect(shown.length).toBeGreaterThanOrEqual(3);
      expect(shown.length).toBeLessThanOrEqual(7);
      expect(new Set(shown).size).toBe(shown.length);
    }
  });

  it('of a logarithmic axis are powers of ten, at the places of their logarithms', () => {
    const log = axisScale({ values: [0, 10_000], isLog: true });
    const ticks = ticksOf(log, 0, Math.log1p(10_000), 6);
    expect(ticks.map(({ label }) => label)).toEqual(['0', '1', '10', '100', '1,000', '10,000']);
    expect(ticks[3]?.value).toBeCloseTo(Math.log(101));
    expect(labels(Math.log1p(2000), Math.log1p(2600), 4, log)).toEqual(['2,000', '2,200', '2,400', '2,600']);
  });

  it('of categories are their names, fewer where there is little room', () => {
    const scale = axisScale({ values: [0], categories: ['a', 'b', 'c', 'd', 'e'] });
    expect(labels(-0.5, 4.5, 10, scale)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(labels(0.5, 9, 2, scale)).toEqual(['c', 'e']);
  });

  it('are none where there is nothing to measure', () => {
    expect(labels(1, 1, 4)).toEqual([]);
    expect(labels(Number.NaN, 1, 4)).toEqual([]);
  });
});
