import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { countReads } from '../io/byte-source.ts';
import { nodeFileSource } from '../io/node-file-source.ts';
import type { ArrayValue } from '../protocol/values.ts';
import { scanInThisThread } from '../scan/in-this-thread.ts';
import { Indexes } from '../scan/indexes.ts';
import { MinorReader } from '../scan/minor-reader.ts';
import { ScanPool } from '../scan/pool.ts';
import { Hdf5Storage } from '../storage/hdf5/hdf5-storage.ts';
import { FIXTURES } from '../testing/paths.ts';
import { AnnDataFile } from './anndata-file.ts';

interface Expected {
  readonly dtype: string;
  readonly columns: Readonly<Record<string, number[]>>;
  readonly sum: number[];
}
/** JSON has no NaN, no infinity, no −0: they are strings there. */
const SPECIAL: Readonly<Record<string, number>> = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-0.0': -0 };
const expected: Record<string, Expected> = JSON.parse(readFileSync(join(FIXTURES, 'scans.expected.json'), 'utf8'), (_, value) =>
  typeof value === 'string' && value in SPECIAL ? SPECIAL[value] : value,
);
const path = join(FIXTURES, 'scans.h5ad');

let file: AnnDataFile;
let minors: MinorReader;
beforeAll(async () => {
  file = await AnnDataFile.read(await Hdf5Storage.open(nodeFileSource(path)));
  const pool = new ScanPool(scanInThisThread(nodeFileSource(path)));
  minors = new MinorReader(
    pool,
    new Indexes(
      'scans',
      async () => null,
      async () => null,
    ),
    nodeFileSource(path),
    0,
  );
});

const numbers = (value: unknown): number[] => Array.from((value as ArrayValue & { data: ArrayLike<number> }).data, Number);

function expectClose(values: readonly number[], expectedOnes: readonly number[]): void {
  expect(values).toHaveLength(expectedOnes.length);
  for (const [row, value] of values.entries()) {
    const wanted = expectedOnes[row] as number;
    if (Number.isFinite(wanted)) expect(value).toBeCloseTo(wanted, 9);
    else expect(value).toBe(wanted);
  }
}

describe('columns of a sparse matrix, past the storage', () => {
  it.each(Object.entries(expected))('are Python’s: %s', async (name, { dtype, columns, sum }) => {
    // The way is open, except for a matrix that lies by columns, and a dense one in chunks.
    const isDense = name.includes('dense');
    const [sparse, dense] = [vi.spyOn(minors, 'read'), vi.spyOn(minors, 'readDense')];
    await file.readValue(name, [null, 0], { minors });
    expect(sparse).toHaveBeenCalledTimes(isDense || name.endsWith('csc') ? 0 : 1);
    expect(dense).toHaveBeenCalledTimes(isDense && !/chunks|gzip/.test(name) ? 1 : 0);
    vi.restoreAllMocks();
    const list = Uint32Array.from(Object.keys(columns), Number);
    const check = async (): Promise<void> => {
      for (const [column, values] of Object.entries(columns)) {
        const value = (await file.readValue(name, [null, Number(column)], { minors })) as ArrayValue;
        expect(numbers(value)).toEqual(values);
        expect(value).toMatchObject(dtype === 'bool' ? { kind: 'boolean' } : { kind: 'numeric', dtype });
        expect(value.shape).toEqual([values.length, 1]);
      }
      const together = await file.readValue(name, [null, Uint32Array.of(...list, list[0] as number)], { minors });
      const asked = [...list, list[0] as number];
      expect(numbers(together)).toEqual(sum.flatMap((_, row) => asked.map((column) => columns[String(column)]?.[row])));
      const total = numbers(await file.sum(name, list, { minors }));
      expectClose(total, sum);
    };
    await check();
    const matrix = await file.locate(name, { minors });
    if (!matrix) return;
    await minors.build(matrix, undefined, () => {});
    expect((await minors.state(matrix)).done).toBe(1);
    await check();
  });

  it('are read where the storage reads them, with the same values, where the way is not open', async () => {
    for (const [name, { columns, sum }] of Object.entries(expected)) {
      const value = await file.readValue(name, [null, 7], {});
      expect(numbers(value)).toEqual(columns['7']);
      const total = numbers(await file.sum(name, Uint32Array.from(Object.keys(columns), Number), {}));
      expectClose(total, sum);
    }
  });

  it('of a matrix that lies by columns, and rows of one that lies by rows, come in at most three requests', async () => {
    const counted = countReads(nodeFileSource(path));
    const pool = new ScanPool(scanInThisThread(nodeFileSource(path)));
    const reader = new MinorReader(
      pool,
      new Indexes(
        'scans',
        async () => null,
        async () => null,
      ),
      counted,
      0,
    );
    const storage = vi.spyOn(Hdf5Storage.prototype, 'read');
    for (const name of Object.keys(expected).filter((key) => !key.includes('dense'))) {
      const isCsc = name.endsWith('csc');
      const selection = isCsc ? [null, 7] : [[148, 150] as const, null];
      const before = counted.stats.requests;
      const part = (await file.readValue(name, selection, { minors: reader })) as ArrayValue;
      expect(storage).not.toHaveBeenCalled();
      expect(counted.stats.requests - before).toBeLessThanOrEqual(name.includes('small') ? 24 : 3);
      expect(numbers(part)).toEqual(numbers(await file.readValue(name, selection, {})));
      storage.mockClear();
    }
    vi.restoreAllMocks();
  });

  it('of rows are found in a matrix that lies by columns', async () => {
    const whole = (await file.readValue('layers/csc', [[0, 150], null], {})) as ArrayValue;
    const row = await file.readValue('layers/csc', [11, null], { minors });
    expect(numbers(row)).toEqual(numbers(whole).slice(11 * 40, 12 * 40));
    const two = await file.readValue('layers/csc', [Uint32Array.of(11, 3), null], { minors });
    expect(two).toMatchObject({ shape: [2, 40] });
    expect(numbers(two)).toEqual([...numbers(whole).slice(11 * 40, 12 * 40), ...numbers(whole).slice(3 * 40, 4 * 40)]);
  });

  it('are summed past the storage too where they lie by columns', async () => {
    const storage = vi.spyOn(Hdf5Storage.prototype, 'read');
    const total = numbers(await file.sum('layers/csc', Uint32Array.of(0, 7, 39, 20), { minors }));
    expect(storage).not.toHaveBeenCalled();
    expectClose(total, expected['layers/csc']?.sum ?? []);
    vi.restoreAllMocks();
  });

  it('that are not there are an error', async () => {
    await expect(file.readValue('X', [null, 40], { minors })).rejects.toMatchObject({ tag: 'invalid' });
    await expect(file.sum('X', Uint32Array.of(40), { minors })).rejects.toMatchObject({ tag: 'invalid' });
  });
});
