import { describe, expect, it } from 'vitest';
import { BlockCache, MissingBytes } from './block-cache.ts';
import { type ByteSource, countReads } from './byte-source.ts';
import { gather } from './gather.ts';
import { memorySource } from './memory-source.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const options = { blockSize: 64, capacity: 512, bypass: 300, join: 64 };

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

  it('begins with the blocks that came when the file was opened', () => {
    const source = countReads({ ...memorySource(bytes, 'x'), head: bytes.slice(0, 150) });
    const cache = new BlockCache(source, options);
    expect(readFrom(cache, 0, 128)).toEqual(bytes.subarray(0, 128));
    expect(source.stats).toEqual({ requests: 0, bytes: 0 });
    // Of the third block it has only a part.
    expect(readFrom(cache, 100, 60)).toEqual(bytes.subarray(100, 160));
    expect(source.stats).toEqual({ requests: 1, bytes: 64 });
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
    await Promise.all(cache.prefetch([{ offset: 100, length: 200 }]));
    expect(readFrom(cache, 100, 200)).toEqual(bytes.subarray(100, 300));
    expect(source.stats.requests).toBe(1);
  });

  it('fetches ranges that lie close together as one', async () => {
    const source = countReads(awaited(memorySource(bytes, 'x')));
    const cache = new BlockCache(source, options);
    await Promise.all(
      cache.prefetch([
        { offset: 0, length: 10 },
        { offset: 700, length: 70 },
        { offset: 130, length: 10 },
        { offset: 5, length: 3 },
      ]),
    );
    expect(source.stats).toEqual({ requests: 2, bytes: 3 * 64 + 3 * 64 });
    expect(cache.peek(130, 10)).toEqual(bytes.subarray(130, 140));
    expect(cache.peek(60, 80)).toEqual(bytes.subarray(60, 140));
    expect(cache.peek(250, 10)).toBeNull();
    expect(cache.peek(690, 20)).toEqual(bytes.subarray(690, 710));
  });
});

describe('gather', () => {
  it('asks once for what many need at the same time', async () => {
    const source = countReads(awaited(memorySource(bytes, 'x')));
    const fetch = gather(new BlockCache(source, { ...options, capacity: 2048, join: 1000 }));
    const parts = await Promise.all([fetch(0, 4), fetch(500, 4), fetch(900, 200), fetch(2, 4)]);
    expect(parts).toEqual([bytes.subarray(0, 4), bytes.subarray(500, 504), bytes.subarray(900, 1000), bytes.subarray(2, 6)]);
    expect(source.stats.requests).toBe(1);
    await fetch(600, 10);
    expect(source.stats.requests).toBe(1);
  });

  it('tells all who wait when the bytes cannot be had', async () => {
    const broken = { name: 'x', size: 100, read: async () => Promise.reject(new Error('gone')) };
    const fetch = gather(new BlockCache(broken, options));
    const [one, two] = await Promise.allSettled([fetch(0, 4), fetch(50, 4)]);
    expect([one.status, two.status]).toEqual(['rejected', 'rejected']);
  });
});
