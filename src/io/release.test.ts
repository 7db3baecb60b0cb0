import { expect, test } from 'vitest';
import { memorySource } from './memory-source.ts';
import { release } from './release.ts';

test('bytes that are given up are gone, more than once, and those that they were copied from are not', async () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => i);
  const source = memorySource(bytes, 'a');
  for (const offset of [0, 50]) {
    const read = await source.read(offset, 50);
    release(read);
    expect(read.byteLength).toBe(0);
  }
  expect(bytes[99]).toBe(99);
});
