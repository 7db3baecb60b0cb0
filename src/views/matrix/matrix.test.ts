import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type AnnDataShadow, type ArrayValue, type ElemShadow, type MuDataShadow, open, toArray } from '../../shadow/index.ts';
import { type Activity, createActivity } from '../../state/activity.ts';
import { type MatrixSheet, sheetOf } from '../../state/sheets/sheets.ts';
import { EXAMPLES, FIXTURES, sharedFile } from '../../testing/paths.ts';
import { AxisNames } from './axis-names.ts';
import { blockSize } from './block-size.ts';
import { BlockSource, type Window } from './block-source.ts';
import { matrixModel } from './model.ts';
import { indices } from './use-blocks.ts';

type Shadow = AnnDataShadow | MuDataShadow;

/** What anndata and mudata see, by make_windows.py. */
interface Expected {
  readonly windows: Readonly<
    Record<
      string,
      {
        readonly rows: [number, number];
        readonly columns: [number, number];
        readonly rowNames: readonly string[];
        readonly columnNames: readonly string[];
        readonly values: readonly (readonly number[])[];
      }
    >
  >;
}

const EXPECTED: Readonly<Record<string, Expected>> = JSON.parse(readFileSync(join(FIXTURES, 'windows.json'), 'utf8'));

/** A model of a matrix, its window as the grid asks for it, and what came of it. */
async function look(data: Shadow, path: string, window: Window, order: Uint32Array<ArrayBuffer> | null = null) {
  const sheet = sheetOf(data, path) as MatrixSheet;
  expect(sheet.kind, path).toBe('matrix');
  const activity = createActivity();
  const further = sheet.matrix.shape?.slice(2).map(() => 2) ?? [];
  const model = matrixModel(sheet, sheet.matrix, further);
  const source = new BlockSource(model, order, activity, () => {});
  const [rowNames, columnNames] = [new AxisNames(sheet.rows, activity, () => {}), new AxisNames(sheet.columns, activity, () => {})];
  source.want(window);
  rowNames.want(indices(window.rows));
  columnNames.want(indices(window.columns));
  await settled(activity);
  return { source, rowNames, columnNames, model, activity };
}

/** Nothing runs any more, and what came of it has arrived: a task ends before its caller hears of it. */
async function settled(activity: Activity): Promise<void> {
  await activity.idle();
  await new Promise((resolve) => setTimeout(resolve));
}

function windowOf(rows: readonly [number, number], columns: readonly [number, number]): Window {
  return { rows: { first: rows[0], end: rows[1] }, columns: { first: columns[0], end: columns[1] } };
}

function numberAt(source: BlockSource, place: number, column: number): number {
  const found = source.at(place, column);
  if (found?.value.kind !== 'numeric') throw new Error(`nothing at ${place}, ${column}`);
  return Number(found.value.data[found.at]);
}

describe.each(Object.entries(EXPECTED))('windows of %s', (file, { windows }) => {
  it.each(Object.entries(windows))('%s has the names and values that Python sees', async (path, { rows, columns, ...expected }) => {
    const data = (await open(join(file === 'zoo.h5ad' ? FIXTURES : EXAMPLES, file))) as Shadow;
    const { source, rowNames, columnNames } = await look(data, path, windowOf(rows, columns));
    const [down, across] = [indices(windowOf(rows, columns).rows), indices(windowOf(rows, columns).columns)];
    expect(down.map((row) => rowNames.at(row))).toEqual(expected.rowNames);
    expect(across.map((column) => columnNames.at(column))).toEqual(expected.columnNames);
    expect(down.map((row) => across.map((column) => numberAt(source, row, column)))).toEqual(expected.values);
    await data.close();
  });
});

describe('what is read', () => {
  const file = sharedFile('citeseq/citeseq.h5mu');

  it.skipIf(!file)('is the window: 1 MB of the 30 MB of a matrix, and nothing again while it is in view', async () => {
    const data = (await open(file as string)) as MuDataShadow;
    const before = data.stats().read;
    const { source, model, activity } = await look(data, 'mod/rna/X', windowOf([2000, 2030], [9000, 9012]));
    expect(data.stats().read - before).toBeLessThan(1_000_000);
    const read = vi.spyOn(model, 'read');
    source.want(windowOf([2001, 2031], [9001, 9013]));
    source.want(windowOf([2000, 2030], [9000, 9012]));
    await settled(activity);
    expect(read).not.toHaveBeenCalled();
    await data.close();
  });

  it('of CSR is rows, of CSC columns, of dense ones whole chunks', async () => {
    const zoo = (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
    const pbmc = (await open(join(EXAMPLES, 'pbmc68k_reduced.h5ad'))) as AnnDataShadow;
    expect(blockSize(zoo.X as ElemShadow)).toEqual({ rows: 60, columns: 24 });
    const { rows, columns } = blockSize(pbmc.X as ElemShadow);
    const chunks = pbmc.X?.node?.layout?.chunks ?? [];
    expect([rows % (chunks[0] as number), columns % (chunks[1] as number)]).toEqual([0, 0]);
    expect(rows * columns).toBeLessThan(131_073);
    await Promise.all([zoo.close(), pbmc.close()]);
  });

  it('is given up where it is no longer wanted, and read when it is wanted again', async () => {
    const data = (await open(join(EXAMPLES, 'pbmc68k_reduced.h5ad'))) as AnnDataShadow;
    const activity = createActivity();
    const sheet = sheetOf(data, 'X') as MatrixSheet;
    const source = new BlockSource(matrixModel(sheet, sheet.matrix, []), null, activity, () => {});
    source.want(windowOf([0, 10], [0, 10]));
    source.want(windowOf([600, 610], [700, 710]));
    source.want(windowOf([0, 10], [0, 10]));
    await settled(activity);
    expect(source.at(0, 0)).toBeDefined();
    expect(source.at(600, 700)).toBeUndefined();
    expect(source.error).toBeNull();
    await data.close();
  });
});

describe('rows in another order', () => {
  it.each(['X', 'layers/csc', 'layers/dense', 'obsp/distances'])('of %s are the same rows', async (path) => {
    const data = (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
    const order = Uint32Array.from({ length: 60 }, (_, i) => 59 - i);
    const columns = [0, 24] as const;
    const inFile = await look(data, path, windowOf([0, 60], columns));
    const turned = await look(data, path, windowOf([0, 60], columns), order);
    for (let place = 0; place < 60; place++) {
      for (const column of [0, 11, 23]) expect(numberAt(turned.source, place, column)).toBe(numberAt(inFile.source, 59 - place, column));
    }
    await data.close();
  });

  it('is found by one column, of which nothing else is read', async () => {
    const data = (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
    const { matrix, ...sheet } = sheetOf(data, 'layers/dense') as MatrixSheet;
    const select = vi.spyOn(matrix, 'select');
    const column: ArrayValue = await matrixModel(sheet, matrix, []).column('5', {});
    expect(column.shape).toEqual([60]);
    expect(select.mock.calls.map(([selection]) => selection)).toEqual([[null, 5]]);
    const whole = toArray((await matrix.read()) as ArrayValue) as number[];
    expect(toArray(column)).toEqual(Array.from({ length: 60 }, (_, row) => whole[row * 24 + 5]));
    await data.close();
  });
});

describe('what cannot be read', () => {
  it('is said once, and not asked for again', async () => {
    const data = (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
    const { source, model } = await look(data, 'X', windowOf([0, 1], [0, 1]));
    expect(source.error).toBeNull();
    let asked = 0;
    const activity = createActivity();
    const broken = new BlockSource({ ...model, read: () => Promise.reject(new Error(`${++asked}`)) }, null, activity, () => {});
    broken.want(windowOf([0, 1], [0, 1]));
    await settled(activity);
    broken.want(windowOf([0, 1], [0, 1]));
    await settled(activity);
    expect(asked).toBe(1);
    expect(broken.error?.message).toContain('1');
    expect(broken.isUnreadable(0, 0)).toBe(true);
    await data.close();
  });
});
