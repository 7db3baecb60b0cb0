import { describe, expect, it } from 'vitest';
import { askedWell, joined } from './requests.ts';
import { cut, type KeyRange, type KeyStore } from './store.ts';

const content = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

/** A store of one object, which answers when it is told to. */
function storeOf(): {
  store: KeyStore;
  asked: { key: string; range: KeyRange | undefined; answer: () => void; signal: AbortSignal | undefined }[];
} {
  const asked: ReturnType<typeof storeOf>['asked'] = [];
  const store: KeyStore = {
    name: 'x',
    size: null,
    get: (key, range, signal) =>
      new Promise((resolve) => {
        asked.push({ key, range, signal, answer: () => resolve(cut(content, range)) });
      }),
  };
  return { store, asked };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('requests to a store', () => {
  it('are one for ranges of a key that lie together', () => {
    const range = (key: string, offset: number) => ({ key, offset, length: 10 });
    const groups = joined([range('a', 200_000), range('b', 0), range('a', 0), range('a', 10), range('a', 50_000)]);
    expect(groups.map((group) => group.map(({ key, offset }) => `${key}${offset}`))).toEqual([
      ['a0', 'a10', 'a50000'],
      ['a200000'],
      ['b0'],
    ]);
  });

  it('give each its own bytes, and are counted', async () => {
    const { store, asked } = storeOf();
    const counted = askedWell(store);
    const parts = Promise.all([counted.get('a', { offset: 5, length: 3 }), counted.get('a', { offset: 20, length: 2 })]);
    await settled();
    expect(asked.map(({ range }) => range)).toEqual([{ offset: 5, length: 17 }]);
    asked[0]?.answer();
    expect((await parts).map((bytes) => Array.from(bytes ?? []))).toEqual([
      [5, 6, 7],
      [20, 21],
    ]);
    expect(counted.stats).toEqual({ requests: 1, bytes: 17 });
  });

  it('are eight at a time', async () => {
    const { store, asked } = storeOf();
    const counted = askedWell(store);
    const all = Promise.all(Array.from({ length: 12 }, (_, i) => counted.get(`key${i}`)));
    await settled();
    expect(asked).toHaveLength(8);
    for (const { answer } of asked.slice(0, 3)) answer();
    await settled();
    expect(asked).toHaveLength(11);
    for (const { answer } of asked) answer();
    await settled();
    for (const { answer } of asked) answer();
    expect(await all).toHaveLength(12);
  });

  it('are not waited for by who gives up before there is a place', async () => {
    const { store, asked } = storeOf();
    const counted = askedWell(store);
    const all = Promise.all(Array.from({ length: 8 }, (_, i) => counted.get(`key${i}`)));
    const controller = new AbortController();
    const leaving = counted.get('ninth', undefined, controller.signal);
    const staying = counted.get('tenth');
    await settled();
    controller.abort();
    await expect(leaving).rejects.toThrow();
    expect(asked).toHaveLength(8);
    for (const { answer } of asked) answer();
    await all;
    await settled();
    expect(asked.map(({ key }) => key).slice(8)).toEqual(['tenth']);
    asked[8]?.answer();
    await staying;
  });

  it('go on for those that were joined with one who gave up, and end with the last', async () => {
    const { store, asked } = storeOf();
    const counted = askedWell(store);
    const [first, second] = [new AbortController(), new AbortController()];
    const leaving = counted.get('a', { offset: 0, length: 2 }, first.signal);
    const staying = counted.get('a', { offset: 2, length: 2 }, second.signal);
    await settled();
    first.abort();
    await expect(leaving).rejects.toThrow();
    expect(asked[0]?.signal?.aborted).toBe(false);
    asked[0]?.answer();
    expect(Array.from((await staying) ?? [])).toEqual([2, 3]);
    const last = counted.get('a', { offset: 4, length: 2 }, second.signal);
    await settled();
    second.abort();
    await expect(last).rejects.toThrow();
    expect(asked[1]?.signal?.aborted).toBe(true);
  });
});
