import { describe, expect, it } from 'vitest';
import { categoryColors, toHex, toTexture } from './category-colors.ts';
import { COLORMAPS, colorAt } from './colormaps.ts';
import { defaultPalette } from './palettes.ts';
import { boundsOf, PointGrid } from './points.ts';
import { countCategories, histogram, percentile, summarizeNumbers } from './summary.ts';

describe('colours of categories', () => {
  it('are the file’s, and a bad value costs only itself', () => {
    const { colors, unusable } = categoryColors(['a', 'b', 'c', 'd'], ['#FF0000', 'not a colour', 'rebeccapurple', '0.5']);
    expect(colors).toEqual(['#ff0000', defaultPalette(4)[1], '#663399', '#808080']);
    expect(unusable).toEqual([{ category: 'b', found: 'not a colour' }]);
  });

  it('are filled up when the file has too few', () => {
    expect(categoryColors(['a', 'b'], ['#000000']).unusable).toEqual([{ category: 'b', found: 'none' }]);
  });

  it('are scanpy’s palettes by their number, and all different for 300', () => {
    expect(defaultPalette(10)[0]).toBe('#1f77b4');
    expect(defaultPalette(11)[2]).toBe('#279e68');
    expect(defaultPalette(21)[0]).toBe('#023fa5');
    expect(defaultPalette(29)[0]).toBe('#ffff00');
    expect(defaultPalette(102)).toHaveLength(102);
    expect(new Set(categoryColors(Array.from({ length: 300 }, String), null).colors).size).toBeGreaterThan(290);
  });

  it('understand what matplotlib and CSS understand', () => {
    expect(['#abc', 'tab:orange', 'RED', '#11223344', 'rgb(1, 2, 3)', '1'].map(toHex)).toEqual([
      '#aabbcc',
      '#ff7f0e',
      '#ff0000',
      '#112233',
      '#010203',
      '#ffffff',
    ]);
    expect(['', 'ff7f0e', 'url(x)', 'transparent', '7'].map(toHex)).toEqual([null, null, null, null, null]);
  });

  it('lie in rows of 256, hidden ones transparent', () => {
    const texture = toTexture(
      Array.from({ length: 300 }, () => '#010203'),
      (i) => (i === 299 ? 0 : 255),
    );
    expect(texture).toHaveLength(2 * 256 * 4);
    expect(Array.from(texture.slice(298 * 4, 300 * 4))).toEqual([1, 2, 3, 255, 1, 2, 3, 0]);
  });

  it('run from violet to yellow for numbers', () => {
    expect(Array.from(COLORMAPS.viridis.slice(0, 4))).toEqual([68, 1, 84, 255]);
    expect(Array.from(COLORMAPS.viridis.slice(-4))).toEqual([253, 231, 37, 255]);
  });

  it('are matplotlib’s colormaps, and one from grey to violet', () => {
    // matplotlib.colors.to_hex(matplotlib.colormaps[name](128))
    expect(colorAt('viridis', 128)).toBe('rgb(33 145 140)');
    expect(colorAt('magma', 128)).toBe('rgb(183 55 121)');
    expect(colorAt('cividis', 128)).toBe('rgb(125 124 120)');
    expect([0, 255].map((step) => colorAt('grey', step))).toEqual(['rgb(214 215 219)', 'rgb(28 15 94)']);
    for (const map of Object.values(COLORMAPS)) expect(map).toHaveLength(1024);
  });
});

describe('percentile', () => {
  it('is numpy’s, whatever the values', () => {
    // numpy.nanpercentile([3, 1, 2, nan, 4], [0, 50, 100, 99])
    expect([0, 0.5, 1].map((share) => percentile([3, 1, 2, Number.NaN, 4], share))).toEqual([1, 2.5, 4]);
    expect(percentile([3, 1, 2, Number.NaN, 4], 0.99)).toBeCloseTo(3.97, 12);
    expect(percentile([], 0.5)).toBeNull();
    expect(percentile([Number.POSITIVE_INFINITY, Number.NaN], 0.5)).toBeNull();
    const values = Array.from({ length: 1001 }, (_, i) => (i % 3 === 0 ? 0 : Math.sin(i * 12.9898) * 100));
    const sorted = values.toSorted((a, b) => a - b);
    for (let rank = 0; rank <= 1000; rank += 25) expect(percentile(values, rank / 1000)).toBe(sorted[rank]);
  });
});

describe('summaries', () => {
  it('count categories and missing, and find the domain of finite numbers', () => {
    expect(countCategories([0, 2, -1, 2], 3)).toEqual({ counts: Uint32Array.of(1, 0, 2), missing: 1 });
    expect(summarizeNumbers([3, Number.NaN, -1, Number.POSITIVE_INFINITY])).toEqual({ domain: [-1, 3], missing: 2, positive: 1 });
    expect(summarizeNumbers([Number.NaN]).domain).toBeNull();
    expect(Array.from(histogram([0, 1, 2, 3, 4, Number.NaN], [0, 4], 4))).toEqual([1, 1, 1, 2]);
    expect(Array.from(histogram([5, 5], [5, 5], 2))).toEqual([2, 0]);
  });
});

describe('PointGrid', () => {
  it('finds what a look at every point finds', () => {
    const n = 3000;
    const xy = Float32Array.from({ length: 2 * n }, (_, i) => Math.sin(i * 78.233) * (i % 2 ? 5 : 40));
    xy[10] = Number.NaN;
    const bounds = boundsOf(xy);
    if (!bounds) throw new Error('no bounds');
    const grid = new PointGrid(xy, bounds);
    const brute = (x: number, y: number, radius: number, accepts: (i: number) => boolean) => {
      let best = -1;
      let closest = radius;
      for (let i = 0; i < n; i++) {
        const distance = Math.hypot((xy[2 * i] as number) - x, (xy[2 * i + 1] as number) - y);
        if (distance <= closest && accepts(i)) [best, closest] = [i, distance];
      }
      return best;
    };
    const even = (i: number) => i % 2 === 0;
    for (let k = 0; k < 300; k++) {
      const [x, y, radius] = [Math.cos(k) * 45, Math.sin(k * 3) * 6, 0.05 + (k % 7) / 4];
      expect(grid.nearest(x, y, [radius, radius], even)).toBe(brute(x, y, radius, even));
    }
    expect(boundsOf(new Float32Array([Number.NaN, 1]))).toBeNull();
    expect(new PointGrid(Float32Array.of(1, 1), { minX: 1, minY: 1, maxX: 1, maxY: 1 }).nearest(1, 1, [1, 1], () => true)).toBe(0);
  });
});
