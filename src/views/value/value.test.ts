import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AnnDataShadow, type ElemShadow, type MuDataShadow, open, packStrings, type Scalar, type Slot } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { entriesOf, groupTables, isShort } from './entries.ts';
import { mayBePalette, paletteColumn, paletteOf } from './palette.ts';
import { fieldColumns, readFields, recordModel } from './records.ts';
import { valueText } from './value-text.ts';

const scalar = (value: Scalar['value'], dtype = 'x'): string => valueText({ kind: 'scalar', value, dtype });

describe('a value in a line', () => {
  it('has all its digits, and Python’s words', () => {
    expect([scalar(2n ** 62n + 1n), scalar(0.1, 'float64'), scalar(Math.fround(0.1), 'float32'), scalar(12345)]).toEqual([
      '4,611,686,018,427,387,905',
      '0.1',
      '0.1',
      '12,345',
    ]);
    expect([scalar(true), scalar(null), scalar([3, -4]), valueText({ kind: 'null' })]).toEqual(['True', 'None', '3-4j', 'None']);
    expect(valueText(packStrings(Array.from({ length: 30 }, (_, i) => `${i}`)))).toMatch(/^\[0, 1, .*19, … 30 items\]$/);
  });
});

describe('a list of colours', () => {
  it('is one if all are colours; under the name of one, some are enough', () => {
    const strings = (...texts: string[]) => packStrings(texts);
    expect(paletteOf(strings('red', '#00ff00'), 'list')?.map(({ hex }) => hex)).toEqual(['#ff0000', '#00ff00']);
    expect(paletteOf(strings('red', 'gene'), 'list')).toBeNull();
    // Greys to matplotlib, clusters to everybody else.
    expect(paletteOf(strings('0', '1'), 'clusters')).toBeNull();
    expect(paletteOf(strings('red', 'gene'), 'leiden_colors')?.map(({ hex }) => hex)).toEqual(['#ff0000', null]);
    expect(paletteOf(strings('gene'), 'leiden_colors')).toBeNull();
  });

  it('knows its column, also that of a modality', async () => {
    const data = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
    expect(mayBePalette(data.at('uns/rna:celltype_colors') as ElemShadow)).toBe(true);
    expect(paletteColumn(data, 'uns/rna:celltype_colors')?.path).toBe('mod/rna/obs/celltype');
    expect(paletteColumn(data, 'mod/rna/uns/leiden_colors')?.path).toBe('mod/rna/obs/leiden');
    expect(paletteColumn(data, 'uns/leiden_wnn_colors')?.path).toBe('obs/leiden_wnn');
    expect(paletteColumn(data, 'uns/neighbors')).toBeNull();
    await data.close();
  });
});

describe('dicts', () => {
  it('are indented, and short where they are read at once', async () => {
    const data = (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
    const entries = entriesOf(data.uns.get('nested') as Slot);
    expect(entries.map(({ shadow, depth }) => `${depth} ${shadow.name}`)).toEqual([
      '0 deep',
      '1 deeper',
      '0 f',
      '0 list',
      '0 none',
      '0 s',
      '0 true',
    ]);
    expect(['uns/record', 'uns/cube', 'uns/frame', 'X'].some((path) => isShort(data.at(path)))).toBe(false);
    await data.close();
  });

  it('of record arrays of the same rows are tables by group', async () => {
    const data = (await open(join(EXAMPLES, 'pbmc68k_reduced.h5ad'))) as AnnDataShadow;
    expect(groupTables(data.uns.get('rank_genes_groups') as Slot).map(({ name }) => name)).toEqual(['names', 'scores']);
    expect(groupTables(data.uns.get('neighbors') as Slot)).toEqual([]);
    const names = data.at('uns/rank_genes_groups/names') as ElemShadow;
    const columns = fieldColumns(names, await readFields(names, {}));
    const rows = { length: 100, names: null, from: 0, cells: null, what: 'row' } as const;
    const model = recordModel(names.path, 'names', rows, columns);
    const block = await model.read([50, 52], [3, 5], {});
    const { value, at } = block(1, 1);
    // Of column 4, row 51: the same as in the whole.
    const whole = await model.column('4', {});
    expect(value.kind === 'string' && whole.kind === 'string').toBe(true);
    const text = (strings: typeof value, i: number): string =>
      strings.kind === 'string' ? new TextDecoder().decode(strings.bytes.subarray(strings.offsets[i], strings.offsets[i + 1])) : '';
    expect(text(value, at)).toBe(text(whole, 51));
    await data.close();
  });
});
