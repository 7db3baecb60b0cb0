import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AnnDataShadow, type MuDataShadow, open } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { createActivity } from '../activity.ts';
import { axesOf } from './axes.ts';
import { fixedSheets, sheetOf } from './sheets.ts';
import { createTables } from './tables.ts';

const zoo = async (): Promise<AnnDataShadow> => (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;

describe('the sheet of an element', () => {
  it('is a table, a matrix or a value, by its shape and encoding alone', async () => {
    const data = await zoo();
    const before = data.stats().read;
    const kinds = (paths: readonly string[]): (string | undefined)[] => paths.map((path) => sheetOf(data, path)?.kind);
    expect(kinds(['obs', 'raw/var', 'obsm/frame', 'uns/frame'])).toEqual(['frame', 'frame', 'frame', 'frame']);
    expect(kinds(['X', 'raw/X', 'layers/csc', 'obsm/sparse', 'varp/dense', 'uns/cube'])).toEqual(Array(6).fill('matrix'));
    expect(kinds(['uns', 'uns/nested', 'uns/empty', 'uns/big', 'uns/record', 'uns/complex', 'uns/cell_type_colors'])).toEqual(
      Array(7).fill('value'),
    );
    expect(kinds(['obsm', 'layers', 'raw', '', 'nowhere', 'uns/nowhere'])).toEqual(Array(6).fill(undefined));
    expect(data.stats().read).toBe(before);
    await data.close();
  });

  it('knows whose cells its rows are', async () => {
    const data = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
    const cells = (path: string): string | null => axesOf(data, path, data.at(path).shape ?? []).rows.cells;
    expect([cells('mod/rna/X'), cells('mod/prot/obsm/X_pca'), cells('obsm/X_mofa'), cells('obsp/distances')]).toEqual([
      'rna',
      'prot',
      '',
      '',
    ]);
    expect([cells('varm/LFs'), cells('mod/rna/varm/PCs')]).toEqual([null, null]);
    expect(sheetOf(data, 'rna/X')?.path).toBe('mod/rna/X');
    await data.close();
  });

  it('has positions where an index does not fit', async () => {
    const data = await zoo();
    expect(axesOf(data, 'obsm/odd', [7, 2]).rows).toMatchObject({ names: null, cells: null });
    await data.close();
  });
});

describe('the tabs', () => {
  it('are the file’s own tables, then what was opened, until it is closed', async () => {
    const data = await zoo();
    const tables = createTables(createActivity());
    const paths = (): string[] => tables.getState().tabs.map(({ path }) => path);
    tables.start(data);
    const own = fixedSheets(data).map(({ path }) => path);
    expect(own).toEqual(['obs', 'var', 'raw/var']);
    tables.show('X');
    tables.show('uns/nested');
    tables.show('X');
    expect(paths()).toEqual([...own, 'X', 'uns/nested']);
    expect(tables.getState().active).toBe('X');
    tables.show('nowhere');
    expect(tables.getState().active).toBe('X');
    tables.hide('X');
    expect(tables.getState().active).toBe('raw/var');
    tables.hide('obs');
    expect(paths()).toEqual([...own, 'uns/nested']);
    tables.clear();
    expect(tables.getState()).toMatchObject({ tabs: [], active: null });
    await data.close();
  });
});
