import { describe, expect, it } from 'vitest';
import { MOST_RECENT, matching, type RecentFile, readRecent, withRecent } from './recent-list.ts';

function file(id: string, change: Partial<RecentFile> = {}): RecentFile {
  return { id, name: `${id}.h5ad`, size: 10, modified: 5, url: null, seen: 0, kind: 'AnnData', shape: [3, 2], view: null, ...change };
}

const ids = (files: readonly RecentFile[]): string => files.map(({ id }) => id).join('');

describe('the list of recent files', () => {
  it('has the newest first, each once', () => {
    let files: readonly RecentFile[] = [];
    for (const [at, id] of ['a', 'b', 'c', 'a'].entries()) files = withRecent(files, file(id, { seen: at }));
    expect(ids(files)).toBe('acb');
  });

  it('lets the oldest go', () => {
    let files: readonly RecentFile[] = [];
    for (let at = 0; at < MOST_RECENT + 3; at++) files = withRecent(files, file(String.fromCharCode(97 + at), { seen: at }));
    expect(files).toHaveLength(MOST_RECENT);
    expect(ids(files)).toBe('onmlkjihgfed');
  });

  it('knows a file by name and size, of those alike by when it was changed, and a URL by itself', () => {
    const old = file('old', { name: 'x.h5ad', modified: 1 });
    const newer = file('newer', { name: 'x.h5ad', modified: 2 });
    const remote = file('remote', { name: 'x.h5ad', url: 'https://example.org/x.h5ad', modified: null });
    const files = [newer, old, remote];
    const local = { name: 'x.h5ad', size: 10, url: null };
    expect(matching(files, { ...local, modified: 1 })).toBe(old);
    expect(matching(files, { ...local, modified: 9 })).toBe(newer);
    expect(matching(files, { ...local, size: 11, modified: 1 })).toBeUndefined();
    expect(matching([remote], { ...local, modified: null })).toBeUndefined();
    expect(matching(files, { name: '', size: 0, modified: null, url: 'https://example.org/x.h5ad' })).toBe(remote);
  });

  it('reads back what was stored, and leaves out what is no file', () => {
    const kept = [file('a', { view: { v: 1, opacity: 0.5 } }), file('b', { url: 'https://example.org/b.h5ad', modified: null })];
    const stored: unknown[] = JSON.parse(JSON.stringify(kept));
    expect(readRecent(stored)).toEqual(kept);
    expect(readRecent([null, { id: 'c' }, { ...kept[0], shape: [1] }, { ...kept[0], kind: 'Zarr' }, ...stored])).toEqual(kept);
    expect(readRecent([{ ...kept[0], view: { v: 99 } }])).toEqual([{ ...kept[0], view: null }]);
    expect(readRecent({})).toEqual([]);
    expect(readRecent(Array.from({ length: 50 }, () => kept[0]))).toHaveLength(MOST_RECENT);
  });
});
