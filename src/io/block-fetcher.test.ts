import { describe, expect, it } from 'vitest';
import { BlockFetcher, type FetchOptions } from './block-fetcher.ts';
import type { ByteSource } from './byte-source.ts';
import { macrotask } from './macrotask.ts';

interface Asked {
  readonly start: number;
  readonly length: number;
  isAborted: boolean;
  answer(): void;
  fail(reason: unknown): void;
}

/** A source that answers when it is told to. */
function manual(options: Partial<FetchOptions> = {}) {
  const log: Asked[] = [];
  const stored: number[] = [];
  const source: ByteSource = {
    name: 'x',
    size: 10_000,
    read: (start, length, signal) =>
      new Promise((resolve, reject) => {
        const asked: Asked = { start, length, isAborted: false, answer: () => resolve(new Uint8Array(length)), fail: reject };
        signal?.addEventListener('abort', () => {
          asked.isAborted = true;
          reject(signal.reason);
        });
        log.push(asked);
      }),
  };
  const fetcher = new BlockFetcher(source, { blockSize: 100, join: 200, lanes: 2, ...options }, (start) => stored.push(start));
  return { fetcher, log, stored, asked: () => log.map(({ start, length }) => [start, length]) };
}

describe('BlockFetcher', () => {
  it('joins what is wanted in the same moment, whoever wants it', async () => {
    const { fetcher, asked } = manual();
    fetcher.fetch([[0], [3]]);
    fetcher.fetch([[6], [20]]);
    await macrotask();
    await macrotask();
    expect(asked()).toEqual([
      [0, 700],
      [2000, 100],
    ]);
  });

  it('asks for no block twice at the same time', async () => {
    const { fetcher, log, asked } = manual();
    const [first] = fetcher.fetch([[1, 2]]);
    await macrotask();
    const [second] = fetcher.fetch([[2]]);
    await macrotask();
    expect(asked()).toEqual([[100, 200]]);
    log[0]?.answer();
    await Promise.all([first, second]);
    // What came is not kept here: wanted again, it is asked for again.
    fetcher.fetch([[2]]);
    await macrotask();
    expect(log).toHaveLength(2);
  });

  it('lets wait what finds all lanes taken, and joins it with what comes after', async () => {
    const { fetcher, log, asked } = manual();
    fetcher.fetch([[0], [50]]);
    await macrotask();
    fetcher.fetch([[20]]);
    fetcher.fetch([[22]]);
    await macrotask();
    expect(log).toHaveLength(2);
    log[1]?.answer();
    await macrotask();
    expect(asked()[2]).toEqual([2000, 300]);
  });

  it('joins from further away once there were many requests', async () => {
    const { fetcher, asked } = manual({ fewRequests: 1, joinAfterwards: 2000, lanes: 9 });
    fetcher.fetch([[0], [10]]);
    await macrotask();
    fetcher.fetch([[20], [30]]);
    await macrotask();
    expect(asked()).toEqual([
      [0, 100],
      [1000, 100],
      [2000, 1100],
    ]);
  });

  it('gives up what nobody wants any more, at once, and nothing else', async () => {
    const { fetcher, log, stored } = manual();
    const one = new AbortController();
    const other = new AbortController();
    const [shared] = fetcher.fetch([[0]], one.signal);
    const [kept] = fetcher.fetch([[0]], other.signal);
    const [alone] = fetcher.fetch([[50]], one.signal);
    const [waiting] = fetcher.fetch([[80]], one.signal);
    await macrotask();
    expect(log).toHaveLength(2);
    const reason = new Error('enough');
    const given = Promise.allSettled([shared, alone, waiting]);
    one.abort(reason);
    expect((await given).map((result) => result.status === 'rejected' && result.reason)).toEqual([reason, reason, reason]);
    expect(log.map(({ isAborted }) => isAborted)).toEqual([false, true]);
    log[0]?.answer();
    await kept;
    expect(stored).toEqual([0]);
    await macrotask();
    expect(log).toHaveLength(2);
  });

  it('tells all who wait when blocks cannot be had, and asks anew for who comes later', async () => {
    const { fetcher, log } = manual();
    const [first, second] = fetcher.fetch([[0], [1]]);
    await macrotask();
    log[0]?.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await expect(second).rejects.toThrow('gone');
    const [again] = fetcher.fetch([[1]]);
    await macrotask();
    log[1]?.answer();
    await again;
  });
});
