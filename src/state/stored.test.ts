import { expect, it, vi } from 'vitest';
import { readJson, readStored, SESSION, writeStored } from './stored.ts';

function storage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Partial<Storage> as Storage;
}

it('tells what is not there from what is forbidden, and what is JSON from what is none', () => {
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('sessionStorage', storage());
  expect([readStored('a'), readJson('a')]).toEqual([null, null]);
  writeStored('a', '{"b":1}');
  expect([readStored('a'), readJson('a'), readStored('a', SESSION)]).toEqual(['{"b":1}', { b: 1 }, null]);
  writeStored('a', '{');
  expect([readStored('a'), readJson('a')]).toEqual(['{', null]);
  writeStored('a', null);
  expect(readStored('a')).toBeNull();
  // As in a frame that may not.
  vi.stubGlobal('localStorage', undefined);
  writeStored('a', '1');
  expect([readStored('a'), readJson('a')]).toEqual([undefined, undefined]);
});
