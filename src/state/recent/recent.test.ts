import { beforeEach, expect, it, vi } from 'vitest';
import { putKeepsake } from './keepsakes.ts';
import { createRecent } from './recent.ts';
import type { RecentFile } from './recent-list.ts';

vi.mock('./keepsakes.ts', () => ({ allKeepsakes: async () => [], putKeepsake: vi.fn(), deleteKeepsake: async () => {} }));

/** What pages of one browser share. */
function storage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Partial<Storage> as Storage;
}

const file = (id: string): RecentFile => {
  return { id, name: `${id}.h5ad`, size: 10, modified: 5, url: null, seen: 0, kind: 'AnnData', shape: [3, 2], view: null };
};

beforeEach(() => {
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('sessionStorage', storage());
  vi.mocked(putKeepsake).mockClear();
});

it('what one page forgets, another that has it open does not bring back', async () => {
  const [one, other] = [createRecent(), createRecent()];
  other.put(file('a'));
  await one.load();
  one.clear();
  other.update('a', { seen: 1 });
  await other.keep({ id: 'a', picture: 'data:' });
  expect(putKeepsake).not.toHaveBeenCalled();
  await other.load();
  expect(other.getState()).toMatchObject({ files: [], keepsakes: new Map() });
});

it('nothing is remembered on any page once one was told not to', async () => {
  const [one, other] = [createRecent(), createRecent()];
  one.setOn(false);
  expect(other.isOn()).toBe(false);
  other.put(file('a'));
  await other.load();
  expect(other.getState()).toMatchObject({ files: [], isOn: false });
});

it('where storage is forbidden the choice lasts as long as the page', () => {
  vi.stubGlobal('localStorage', undefined);
  const recent = createRecent();
  expect(recent.isOn()).toBe(true);
  recent.setOn(false);
  expect(recent.isOn()).toBe(false);
});
