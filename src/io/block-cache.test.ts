import { describe, expect, it } from 'vitest';
import { BlockCache, MissingBytes } from './block-cache.ts';
import { type ByteSource, countReads } from './byte-source.ts';
import { memorySource } from './memory-source.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const options = { blockSize: 64, capacity: 512, bypass: 300 };

function awaited(source: ByteSource): ByteSource {
  return { name: source.name, size: source.size, read: source.read.bind(source) };
}

function readFrom(cache: BlockCache, offset: number, length: number): Uint8Array {
  const into = new Uint8Array(length);
  return into.subarray(0, cache.read(offset, into));
}

describe('BlockCache', () => {
  it('reads what the source has, at every offset and length', () => {
    const cache = new BlockCache(memorySource(bytes, 'x'), options);
    for (const [offset, length] of [
      [0, 1],
      [60, 10],
      [0, 64],
      [63, 200],
      [990, 50],
      [1000, 5],
      [500, 400],
      [0, 1000],
    ] as const) {
      expect(readFrom(cache, offset, length), `${offset}+${length}`).toEqual(bytes.subarray(offset, offset + length));
    }
  });

  it('asks once for neighbouring blocks, and not again for cached ones', () => {
    const source = countReads(memorySource(bytes, 'x'));
    const cache = new BlockCache(source, options);
    readFrom(cache, 10, 150);
    expect(source.stats).toEqual({ requests: 1, bytes: 192 });
    readFrom(cache, 0, 256);
    expect(source.stats).toEqual({ requests: 2, bytes: 256 });
    readFrom(cache, 100, 100);
    expect(source.stats.requests).toBe(2);
  });

  it('reads around a cached block in the middle', () => {
    const source = countReads(memorySource(bytes, 'x'));
    const cache = new BlockCache(source, options);
    readFrom(cache, 64, 1);
    expect(readFrom(cache, 0, 192)).toEqual(bytes.subarray(0, 192));
    expect(source.stats).toEqual({ requests: 3, bytes: 192 });
  });

  it('takes large reads past the cache', () => {
    const source = countReads(memorySource(bytes, 'x'));
    const cache = new BlockCache(source, options);
    readFrom(cache, 1, 300);
    expect(source.stats).toEqual({ requests: 1, bytes: 300 });
  });

  it('drops the least recently used block', () => {
    const source = countReads(memorySource(bytes, 'x'));
    const cache = new BlockCache(source, { ...options, capacity: 128 });
    readFrom(cache, 0, 1);
    readFrom(cache, 64, 1);
    readFrom(cache, 0, 1);
    readFrom(cache, 128, 1);
    readFrom(cache, 0, 1);
    expect(source.stats.requests).toBe(3);
    readFrom(cache, 64, 1);
    expect(source.stats.requests).toBe(4);
  });

  it('says what to wait for where the source cannot be read at once', async () => {
    const source = countReads(awaited(memorySource(bytes, 'x')));
    const cache = new BlockCache(source, options);
    expect(() => readFrom(cache, 100, 200)).toThrow(MissingBytes);
    await cache.prefetch(100, 200);
    expect(readFrom(cache, 100, 200)).toEqual(bytes.subarray(100, 300));
    expect(source.stats.requests).toBe(1);
  });
});
