import { beforeEach, expect, it, vi } from 'vitest';
import { forgetKeptIndexes, type KeptIndex } from '../../shadow/index.ts';
import { finishForgetting, strikeOut, writeDown } from './to-forget.ts';

vi.mock('../../shadow/index.ts', async (original) => ({ ...(await original<object>()), forgetKeptIndexes: vi.fn() }));

const forget = vi.mocked(forgetKeptIndexes);
const kept = (...keys: string[]): KeptIndex[] => keys.map((key) => ({ key, bytes: 1, head: null }));

let stored: Map<string, string>;
const written = (): unknown => JSON.parse(stored.get('umbra.index.forget') ?? '[]');

beforeEach(() => {
  stored = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  forget.mockReset();
  writeDown(['a', 'b']);
});

it('asks for what is written down to be given up; what stays is tried again by the next page', async () => {
  // Another page has it open, and one that is nobody's to forget is beside it.
  forget.mockResolvedValueOnce(kept('b', 'c'));
  await finishForgetting();
  expect(written()).toEqual(['b']);
  forget.mockResolvedValueOnce(kept('c'));
  await finishForgetting();
  expect(written()).toEqual([]);
  // Where nothing is left nobody is asked.
  await finishForgetting();
  expect(forget.mock.calls).toEqual([[['a', 'b']], [['b']]]);
});

it('strikes out nothing where giving up failed', async () => {
  forget.mockRejectedValueOnce(new Error('no worker'));
  await expect(finishForgetting()).rejects.toThrow('no worker');
  expect(written()).toEqual(['a', 'b']);
});

it('keeps what is written down meanwhile, each once, and strikes out all where there is no store', async () => {
  forget.mockImplementationOnce(async () => {
    writeDown(['c', 'a']);
    return null;
  });
  await finishForgetting();
  expect(written()).toEqual(['c']);
  strikeOut(['c']);
  expect(stored.size).toBe(0);
});
