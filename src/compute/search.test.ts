import { describe, expect, it } from 'vitest';
import { packStrings } from '../arrays/from-js.ts';
import { IN_RAW, IN_VAR, indexNames, nameAt, symbolAt } from './name-index.ts';
import { EXACT, INSIDE, PREFIX, rankText, searchNames } from './search.ts';

const index = (own: readonly string[], raw?: readonly string[]) =>
  indexNames({ names: packStrings(own), symbols: null }, raw ? { names: packStrings(raw), symbols: null } : null);
const found = (names: ReturnType<typeof index>, query: string, most = 50) =>
  searchNames(names, query, most).hits.map(({ row }) => nameAt(names, row));

describe('searchNames', () => {
  it('answers the exact name, then beginnings, then parts; short ones first, then by name', () => {
    const names = index(['TCD3', 'CD300A', 'CD3G', 'CD3D', 'cd3', 'MS4A1', 'CD3E', 'XXCD3']);
    expect(found(names, 'Cd3')).toEqual(['cd3', 'CD3D', 'CD3E', 'CD3G', 'CD300A', 'TCD3', 'XXCD3']);
    expect(searchNames(names, 'cd3', 50).hits.map(({ rank }) => rank)).toEqual([EXACT, PREFIX, PREFIX, PREFIX, PREFIX, INSIDE, INSIDE]);
    expect(found(names, 'nothing')).toEqual([]);
    expect(searchNames(names, '', 50)).toEqual({ hits: [], total: 0 });
  });

  it('finds what a plain search finds, for any query', () => {
    const letters = 'AB1-';
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    const word = (): string => Array.from({ length: 1 + random(5) }, () => letters[random(letters.length)]).join('');
    const all = [...new Set(Array.from({ length: 3000 }, word))];
    const names = index(all);
    for (let i = 0; i < 200; i++) {
      const query = word();
      const wanted = all.filter((name) => name.includes(query));
      const hits = searchNames(names, query.toLowerCase(), 20);
      expect(hits.total).toBe(wanted.length);
      expect(hits.hits.length).toBe(Math.min(20, wanted.length));
      const best = wanted
        .map((name) => (name === query ? EXACT : name.startsWith(query) ? PREFIX : INSIDE) * 10 + name.length)
        .sort((a, b) => a - b);
      expect(hits.hits.map(({ rank, length }) => rank * 10 + length)).toEqual(best.slice(0, 20));
    }
  });

  it('joins var and raw.var, takes the first of equal names and counts them', () => {
    const names = index(['a', 'b', 'a', 'c'], ['b', 'd', 'd', 'd', 'a']);
    expect(Array.from(names.where)).toEqual([IN_VAR | IN_RAW, IN_VAR | IN_RAW, IN_VAR, IN_RAW]);
    expect(Array.from(names.copies)).toEqual([2, 1, 1, 3]);
    expect(found(names, 'd')).toEqual(['d']);
    expect(Array.from(indexNames(null, { names: packStrings(['x']), symbols: null }).where)).toEqual([IN_RAW]);
  });

  it('searches symbols and identifiers, each name once', () => {
    const names = indexNames(
      {
        names: packStrings(['ENSG01', 'ENSG02', 'ENSG03']),
        symbols: { ...packStrings(['CD3D', '', 'ENSG03']), mask: Uint8Array.of(0, 1, 0) },
      },
      null,
    );
    expect(symbolAt(names, 0)).toBe('CD3D');
    expect(symbolAt(names, 1)).toBe('');
    // A symbol that is the identifier again says nothing.
    expect(symbolAt(names, 2)).toBe('');
    expect(found(names, 'cd3')).toEqual(['ENSG01']);
    expect(searchNames(names, 'ensg0', 50).total).toBe(3);
    expect(searchNames(names, 'd', 50).hits).toEqual([{ row: 0, rank: INSIDE, length: 4 }]);
  });

  it('is not led astray by odd names', () => {
    const names = index(['', 'two\nlines', 'İstanbul', 'ß', '🩸 blood', 'plain']);
    expect(found(names, 'two\nl')).toEqual(['two\nlines']);
    expect(found(names, 'stanbul')).toEqual(['İstanbul']);
    expect(found(names, '🩸')).toEqual(['🩸 blood']);
    expect(found(names, 'PLAIN')).toEqual(['plain']);
  });
});

describe('rankText', () => {
  it('ranks a single text in the same way', () => {
    expect(['leiden', 'leiden_wnn', 'my_leiden', 'louvain'].map((text) => rankText(text, 'Leiden'))).toEqual([EXACT, PREFIX, INSIDE, null]);
  });
});
