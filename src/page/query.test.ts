import { describe, expect, it } from 'vitest';
import { readQuery, withFile } from './query.ts';

describe('the query of an address', () => {
  it.each([
    ['', null],
    ['?', null],
    ['?url=', null],
    ['?url=%20', null],
    ['?embed', null],
    ['?url=https://host/x.h5ad', 'https://host/x.h5ad'],
    ['?url=https%3A%2F%2Fhost%2Fx.h5ad', 'https://host/x.h5ad'],
    ['?embed&url=examples/x.h5ad&url=other', 'examples/x.h5ad'],
    ['?url=%20https://host/x.h5ad%20', 'https://host/x.h5ad'],
    ['?url=https://host/a%2520b.h5ad', 'https://host/a%20b.h5ad'],
    ['?url=https://host/50%.h5ad', 'https://host/50%.h5ad'],
    ['?url=https://host/a+b.h5ad', 'https://host/a+b.h5ad'],
  ])('%s asks for %s', (search, url) => {
    expect(readQuery(search)).toMatchObject({ url, path: '' });
  });

  it('takes a URL with a query of its own as it is pasted', () => {
    const signed = 'https://host/x.h5ad?X-Amz-Date=1&X-Amz-Signature=a%2Fb';
    expect(readQuery(`?url=${signed}&path=mod/rna`)).toMatchObject({ url: signed, path: 'mod/rna' });
    expect(readQuery(`?url=${encodeURIComponent(signed)}&utm_source=y`).url).toBe(signed);
  });

  it('knows a part of a file', () => {
    expect(readQuery('?url=x.h5mu&path=/mod/rna/').path).toBe('mod/rna');
  });

  it('is written for a file, and read back, with what else was asked for', () => {
    const files = ['https://host/x.h5ad', 'examples/a b&c#d%20.h5ad', 'https://host/x?a=1&b=2', 'https://host/ï+.h5ad'];
    for (const url of files) {
      const search = withFile('?embed&url=old.h5ad&path=mod/rna&theme=%20dark', { url, path: '' });
      expect(search).toMatch(/&embed&theme=%20dark$/);
      expect(readQuery(new URL(`http://host/${search}`).search)).toMatchObject({ url, path: '' });
    }
    expect(withFile('', { url: 'https://host/x.h5mu', path: 'mod/rna' })).toBe('?url=https://host/x.h5mu&path=mod/rna');
    expect(withFile('?url=x.h5ad', null)).toBe('');
    expect(withFile('?embed=tree&url=https://host/x?a=1&b=2&path=mod', null)).toBe('?embed=tree');
  });
});
