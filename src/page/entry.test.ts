import { describe, expect, it } from 'vitest';
import type { ViewState } from '../state/view/view-state.ts';
import { addressOf, type Entry, entryAt, linkTo, NOTHING, type Place, stepTo } from './entry.ts';

const BASE = 'https://umbra.example/app/';
const place = (address: string): Place => {
  const { pathname, search, hash } = new URL(address, BASE);
  return { pathname, search, hash, base: BASE };
};
const VIEW: ViewState = { v: 1, place: { kind: 'embedding', key: 'X_umap', components: [0, 1] }, color: { kind: 'obs', column: 'leiden' } };
const entry = (url: string, view: ViewState | null = VIEW, path = ''): Entry => ({ ...NOTHING, file: { url, path }, view });

describe('an address', () => {
  it('is short beside the page, and whole elsewhere', () => {
    const at = place('?embed');
    expect(addressOf(entry(`${BASE}examples/x.h5ad`), at)).toBe(
      'https://umbra.example/app/?url=examples/x.h5ad&embed#v=1&e=X_umap&c=obs/leiden',
    );
    expect(addressOf(entry('https://host/x.h5mu', null, 'mod/rna'), at)).toBe(
      'https://umbra.example/app/?url=https://host/x.h5mu&path=mod/rna&embed',
    );
    expect(addressOf(entry(BASE), at)).toBe(
      `https://umbra.example/app/?url=${BASE}&embed`.replace('&embed', '&embed#v=1&e=X_umap&c=obs/leiden'),
    );
  });

  it('stays on its host, however its path begins', () => {
    const at: Place = { pathname: '//app/', search: '', hash: '', base: 'https://umbra.example//app/' };
    const wanted = entry('https://host/x.h5ad', null);
    expect(addressOf(wanted, at)).toBe('https://umbra.example//app/?url=https://host/x.h5ad');
    expect(linkTo(wanted, at)?.href).toBe('https://umbra.example//app/?url=https://host/x.h5ad#v=1');
  });

  it('is read back', () => {
    for (const url of [`${BASE}examples/a b.h5ad`, 'https://host/x?a=1&b=2', 'https://host/a%20b.h5ad#x']) {
      const wanted = entry(new URL(url).href);
      const found = entryAt(place(addressOf(wanted, place(''))));
      expect(found).toMatchObject({ file: wanted.file, view: VIEW, isLater: false });
    }
  });

  it('has nothing of a file of this computer', () => {
    const local: Entry = { ...NOTHING, file: { name: 'patient 7.h5ad', size: 5 }, view: VIEW, screen: { theme: 'dark' } };
    expect(addressOf(local, place('?url=x.h5ad&embed#v=1&c=obs/leiden'))).toBe('https://umbra.example/app/?embed');
  });

  it('may ask for one', () => {
    expect(entryAt(place('#v=1&file=a.h5ad&bytes=5&c=obs/leiden'))).toMatchObject({
      file: { name: 'a.h5ad', size: 5 },
      view: { color: { kind: 'obs', column: 'leiden' } },
    });
    // One that is there goes before one that has to be given.
    expect(entryAt(place('?url=b.h5ad#v=1&file=a.h5ad&bytes=5')).file).toEqual({ url: `${BASE}b.h5ad`, path: '' });
  });

  it('may be of no file, of none that can be, or of a later version', () => {
    expect(entryAt(place('#v=1&c=obs/leiden'))).toMatchObject({ file: null, view: null });
    expect(entryAt(place('?url=https://'))).toMatchObject({ file: { url: 'https://', path: '' } });
    expect(entryAt(place('?url=x.h5ad#v=2&z=1'))).toMatchObject({ file: { url: `${BASE}x.h5ad` }, view: null, isLater: true });
  });
});

describe('the step from one entry to the next', () => {
  const of = (change: Partial<ViewState>): Entry => entry('https://host/x.h5ad', { ...VIEW, ...change });

  it('is one of the history for a file, a place, a colour', () => {
    expect(stepTo(NOTHING, of({}))).toBe('push');
    expect(stepTo(of({}), NOTHING)).toBe('push');
    expect(stepTo(of({}), entry('https://host/y.h5ad'))).toBe('push');
    expect(stepTo(of({}), entry('https://host/x.h5ad', VIEW, 'mod/rna'))).toBe('push');
    expect(stepTo(of({}), of({ color: null }))).toBe('push');
    expect(stepTo(of({}), of({ place: { kind: 'embedding', key: 'X_pca', components: [0, 1] } }))).toBe('push');
  });

  it('stays in its entry for all else, and is none where nothing changed', () => {
    expect(stepTo(of({}), of({}))).toBe('none');
    expect(stepTo(of({}), { ...of({}), screen: { theme: 'dark' } })).toBe('replace');
    for (const change of [{ camera: { target: [0, 0], zoom: 1 } }, { hidden: ['B'] }, { range: [0, 1] }, { table: 'var' }] as const)
      expect(stepTo(of({}), of(change))).toBe('replace');
    expect(stepTo(entry('https://host/x.h5ad', null), of({}))).toBe('replace');
  });
});
