import { describe, expect, it } from 'vitest';
import { formatAgo, formatBytes, formatNumber, formatShape, plural } from './format.ts';

describe('numbers as people read them', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [31_400, '31.4 kB'],
    [999_999, '1 MB'],
    [46_370_741, '46.4 MB'],
    [20e9, '20 GB'],
  ])('%d bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, '0'],
    [3891, '3,891'],
    [-12, '−12'],
    [0.123456, '0.123'],
    [1234.5678, '1,230'],
    [12345678, '1.23e7'],
    [0.00001234, '1.23e−5'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('%d', (value, text) => expect(formatNumber(value)).toBe(text));

  it('counts', () => {
    expect(plural(1, 'cell')).toBe('1 cell');
    expect(plural(3891, 'cell')).toBe('3,891 cells');
    expect(formatShape([3891, 17806])).toBe('3,891 × 17,806');
  });

  it.each([
    [0, 'just now'],
    [61_000, '1 minute ago'],
    [2.5 * 3_600_000, '2 hours ago'],
    [86_400_000, 'yesterday'],
    [15 * 86_400_000, '2 weeks ago'],
    [800 * 86_400_000, '2 years ago'],
    [-5, 'just now'],
  ])('%d ms are %s', (passed, text) => {
    expect(formatAgo(passed)).toBe(text);
  });
});
