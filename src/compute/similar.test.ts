import { describe, expect, it } from 'vitest';
import { packStrings } from '../arrays/from-js.ts';
import { editDistance } from './edit-distance.ts';
import { indexNames, nameAt } from './name-index.ts';
import { fieldsNamed } from './name-lookup.ts';
import { similarity, similarNames } from './similar.ts';

const codesOf = (text: string): Uint16Array => Uint16Array.from(text, (_, i) => text.charCodeAt(i));
const distance = (a: string, b: string, most: number): number => editDistance(codesOf(a), `<${b}>`, 1, b.length + 1, most);

/** The whole table, by the definition. */
function slowDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] as number;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const costs = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) costs.push(at(i - 2, j - 2) + 1);
      (table[i] as number[])[j] = Math.min(...costs);
    }
  }
  return at(a.length, b.length);
}

/** The same words each time. */
function words(): () => string {
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  return () => Array.from({ length: 1 + random(10) }, () => 'abc1'[random(4)]).join('');
}

describe('editDistance', () => {
  it('counts a letter too many, too few, another one, and two that changed places', () => {
    expect(distance('cd3d', 'cd3d', 2)).toBe(0);
    expect(distance('cd33d', 'cd3d', 2)).toBe(1);
    expect(distance('cd3', 'cd3d', 2)).toBe(1);
    expect(distance('cd3x', 'cd3d', 2)).toBe(1);
    expect(distance('c3dd', 'cd3d', 2)).toBe(1);
    expect(distance('celltpye', 'celltype', 2)).toBe(1);
    expect(distance('abcdef', 'uvwxyz', 2)).toBe(3);
  });

  it('is what the whole table says, or too far', () => {
    const word = words();
    for (let i = 0; i < 5000; i++) {
      const [a, b] = [word(), word()];
      for (const most of [1, 2]) expect(distance(a, b, most), `${a} ${b}`).toBe(Math.min(most + 1, slowDistance(a, b)));
    }
  });
});

describe('similarNames', () => {
  it('finds what a plain comparison finds, for any query', () => {
    const word = words();
    const all = [...new Set(Array.from({ length: 600 }, word))];
    const index = indexNames({ names: packStrings(all), symbols: null }, null);
    for (let i = 0; i < 150; i++) {
      const query = word();
      const slips = query.length < 4 ? 0 : query.length < 8 ? 1 : 2;
      const wanted = all.filter((name) => slips > 0 && !name.includes(query) && slowDistance(query, name) <= slips);
      const found = similarNames(index, query.toUpperCase(), 1e6);
      expect(found.map(({ row }) => nameAt(index, row)).sort()).toEqual(wanted.sort());
      for (const { row, distance: slip } of found) expect(slip).toBe(slowDistance(query, nameAt(index, row)));
    }
  });

  it('puts the nearest first, and compares symbols too', () => {
    const names = packStrings(['ENSG01', 'ENSG02', 'ENSG03', 'ENSG04']);
    const index = indexNames({ names, symbols: packStrings(['MALAT1', 'XALAT1', 'MALAT', 'NEAT1']) }, null);
    expect(similarNames(index, 'malta1', 9)).toEqual([{ row: 0, distance: 1 }]);
    expect(similarNames(index, 'MALATT1', 9).map(({ row }) => row)).toEqual([0]);
    expect(similarNames(index, 'yalat1', 9).map(({ row }) => row)).toEqual([0, 1]);
    expect(similarNames(index, 'nea', 9)).toEqual([]);
    // A neighbour of an identifier is another gene.
    expect(similarNames(indexNames({ names: packStrings(['ENSG00000167286']), symbols: null }, null), 'ENSG00000167287', 9)).toEqual([]);
    expect(similarity('cell_type', 'celltype')).toBe(1);
    expect(similarity('cell_type', 'cell')).toBe(0);
  });
});

describe('fieldsNamed', () => {
  it('finds whole names and symbols, whatever their case, and all of them', () => {
    const names = packStrings(['a', 'B', 'ENSG01', 'x', '']);
    const index = indexNames({ names, symbols: packStrings(['Cd3d', 'CD3D', 'a', '', '']) }, null);
    expect(fieldsNamed(index, 'cd3d')).toEqual([0, 2]);
    expect(fieldsNamed(index, 'A')).toEqual([1, 4]);
    expect(fieldsNamed(index, 'b')).toEqual([3]);
    expect(fieldsNamed(index, 'cd3')).toEqual([]);
    expect(fieldsNamed(index, '')).toEqual([]);
  });

  it('finds each of very many', () => {
    const all = Array.from({ length: 5000 }, (_, i) => `Gene${i}`);
    const index = indexNames({ names: packStrings(all), symbols: null }, null);
    all.forEach((name, row) => {
      expect(fieldsNamed(index, name)).toEqual([2 * row + 1]);
    });
    expect(fieldsNamed(indexNames(null, null), 'x')).toEqual([]);
  });

  it('finds all of one name in one place, however many there are', () => {
    const count = 50_000;
    const names = packStrings(Array.from({ length: count }, (_, i) => `gene${i}`));
    const symbols = packStrings(Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 'unknown' : 'UNKNOWN')));
    const index = indexNames({ names, symbols }, null);
    // None is passed on the way to another.
    expect(index.slots.filter((field) => field > 0)).toHaveLength(count + 1);
    expect(fieldsNamed(index, 'Unknown')).toEqual(Array.from({ length: count }, (_, row) => 2 * row));
    expect(fieldsNamed(index, 'gene49999')).toEqual([2 * count - 1]);
  });
});
