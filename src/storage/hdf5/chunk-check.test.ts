import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSource } from '../../io/node-file-source.ts';
import type { ArrayValue } from '../../protocol/values.ts';
import { FIXTURES } from '../../testing/paths.ts';
import type { Span } from '../storage.ts';
import { Hdf5Storage } from './hdf5-storage.ts';

type Reading = readonly number[] | string;

/** Each member of a file made by `e2e/fixtures/make_hdf5.py`: its numbers, or why there are none. */
async function readAll(file: string, structure: 'own' | 'library', box: readonly Span[] | null = null): Promise<Record<string, Reading>> {
  const storage = await Hdf5Storage.open(nodeFileSource(join(FIXTURES, 'hdf5', file)), { structure });
  const readings: Record<string, Reading> = {};
  for (const node of await storage.list('')) {
    const numbersOf = (value: ArrayValue): Reading => ('data' in value ? Array.from<number | bigint>(value.data).map(Number) : value.kind);
    readings[node.name] = await storage.read(node, box).then(numbersOf, (error: Error) => error.message);
  }
  storage.close();
  return readings;
}

const FIRST = Array.from({ length: 10 }, (_, i) => 100 + i);
const SECOND = Array.from({ length: 10 }, (_, i) => Buffer.from(Array.from({ length: 40 }, (_, k) => k + 1)).readInt32LE(4 * i));

describe.each(['own', 'library'] as const)('chunks that are shorter than they should be (%s walk)', (structure) => {
  it('are an error of their dataset, whichever filter they went through, or none', async () => {
    const { long, masked, ...short } = await readAll('short-chunks.h5', structure);
    expect(long).toEqual([...FIRST, ...SECOND]);
    expect(masked).toEqual([...FIRST, ...SECOND]);
    expect(Object.keys(short)).toHaveLength(17);
    for (const [name, reading] of Object.entries(short))
      expect(reading, name).toMatch(/could not be read: (a chunk of it|filter returned)/);
    // blosc looks for itself.
    expect(Object.entries(short).filter(([, reading]) => String(reading).includes('filter returned'))).toHaveLength(1);
  });

  it('leave alone what lies in other chunks', async () => {
    const readings = await readAll('short-chunks.h5', structure, [{ start: 2, end: 9 }]);
    expect(Object.keys(readings)).toHaveLength(19);
    for (const [name, reading] of Object.entries(readings))
      expect(reading, name).toEqual(name === 'many' ? [2, 3, 4, 5, 6, 7, 8] : FIRST.slice(2, 9));
  });
});

describe('numbers whose bits are not all of their bytes', () => {
  // Python has -5, 0, 7, 1000 in each; their bytes say 4091, 0, 7, 1000.
  it.each([
    ['odd-numbers.h5', 'own'],
    ['odd-numbers.h5', 'library'],
    ['odd-numbers-linked.h5', 'own'],
  ] as const)('are not read, wherever they are: %s (%s walk)', async (file, structure) => {
    const { whole, 'whole-nbit': nbit, link = whole, named, ...odd } = await readAll(file, structure);
    for (const reading of [whole, nbit, link]) expect(reading).toEqual([-5, 0, 7, 1000]);
    if (named !== undefined) expect(named).toContain('has no values');
    expect(Object.keys(odd).length).toBe(file === 'odd-numbers.h5' ? 7 : 8);
    for (const [name, reading] of Object.entries(odd))
      expect(reading, name).toMatch(/1[26]-bit (integer|float), which Umbra does not read/);
  });

  it.each(['own', 'library'] as const)('are not read as attributes either (%s walk)', async (structure) => {
    const storage = await Hdf5Storage.open(nodeFileSource(join(FIXTURES, 'hdf5/odd-numbers.h5')), { structure });
    const whole = (await storage.list('')).find(({ name }) => name === 'whole');
    storage.close();
    expect(whole?.attributes).toEqual([
      { name: 'int12', value: null, dtype: '12-bit integer' },
      { name: 'whole', value: [-5, 0, 7, 1000], dtype: 'int16' },
    ]);
  });
});
