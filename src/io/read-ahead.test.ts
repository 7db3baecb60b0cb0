import { expect, it } from 'vitest';
import { ReadAhead } from './read-ahead.ts';

const KB = 1024;

it('reads further ahead while one piece follows the other, and begins anew elsewhere', () => {
  const ahead = new ReadAhead();
  expect(ahead.from({ offset: 5_000_000, length: 4096 })).toEqual({ offset: 5_000_000, length: 4096 });
  expect(ahead.from({ offset: 5_010_000, length: 4096 })).toEqual({ offset: 5_010_000, length: 128 * KB });
  expect(ahead.from({ offset: 5_150_000, length: 4096 })).toEqual({ offset: 5_150_000, length: 256 * KB });
  // Larger than what would be read ahead.
  expect(ahead.from({ offset: 5_500_000, length: 1024 * KB })).toEqual({ offset: 5_500_000, length: 1024 * KB });
  // Backwards, or far away.
  expect(ahead.from({ offset: 100, length: 10 })).toEqual({ offset: 100, length: 10 });
  expect(ahead.from({ offset: 900_000_000, length: 10 })).toEqual({ offset: 900_000_000, length: 10 });
});

it('has a limit, and 10 MB in pieces of 4 kB are a handful of requests', () => {
  const ahead = new ReadAhead();
  const requests: number[] = [];
  for (let at = 0; at < 10_000_000; at += requests.at(-1) ?? 0) requests.push(ahead.from({ offset: at, length: 4096 }).length);
  expect(requests.length).toBeLessThan(12);
  expect(Math.max(...requests)).toBe(4096 * KB);
});
