import { expect, it } from 'vitest';
import { slabs } from '../slabs.ts';
import type { Span } from '../storage.ts';
import type { Dataset } from './format/walk.ts';
import { itemsAhead } from './values-ahead.ts';

const dataset = (kind: 'contiguous' | 'chunked'): Dataset =>
  ({ node: { dtype: { kind: 'float', size: 4 }, shape: [400_000, 64] }, place: { kind, address: 4096 } }) as unknown as Dataset;
const box = (columns: Span): Span[] => [{ start: 0, end: 400_000 }, columns];

it('a few columns of what lies in one piece are read in slabs that lie within 16 MiB', () => {
  const columns = box({ start: 3, end: 5 });
  const most = itemsAhead(dataset('contiguous'), columns);
  const all = [...slabs(columns, most, null)];
  expect(all.reduce((sum, { items }) => sum + items, 0)).toBe(800_000);
  for (const { count } of all) expect((count[0] as number) * 64 * 4).toBeLessThanOrEqual(16 * 2 ** 20 + 64 * 4);
  expect(all.length).toBeLessThan(10);
});

it('whole rows, chunks, and what is empty, are read as they would be', () => {
  expect(itemsAhead(dataset('contiguous'), box({ start: 0, end: 64 }))).toBe((16 * 2 ** 20) / 4);
  expect(itemsAhead(dataset('contiguous'), box({ start: 3, end: 3 }))).toBe(Number.POSITIVE_INFINITY);
  expect(itemsAhead(dataset('contiguous'), null)).toBe(Number.POSITIVE_INFINITY);
  expect(itemsAhead(dataset('chunked'), box({ start: 3, end: 5 }))).toBe(Number.POSITIVE_INFINITY);
});
