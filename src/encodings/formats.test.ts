import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type AnnDataShadow,
  type ArrayValue,
  categoryNames,
  type ElemShadow,
  MuDataShadow,
  open,
  type RawShadow,
  toArray,
} from '../shadow/index.ts';
import { FORMATS } from '../testing/paths.ts';

const openFormat = (name: string) => open(join(FORMATS, name));

describe('what is shown of old files', () => {
  it('is the same object, whichever version wrote it', async () => {
    const versions = ['0.5.10', '0.6.10', '0.6.18', '0.6.22', '0.7', '0.7.8', '0.8.0', '0.10.9', '0.11.4', '0.12.19', '0.13.4'];
    for (const version of versions) {
      const data = (await openFormat(`anndata-${version}.h5ad`)) as AnnDataShadow;
      expect(data.shape, version).toEqual([10, 4]);
      expect(data.raw?.shape, version).toEqual([10, 4]);
      expect([...data.obsp.keys()], version).toContain('connectivities');
      expect((await data.embedding({ key: 'X_umap', components: [0, 1] })).length, version).toBe(20);
      const cluster = await data.obsVector({ kind: 'obs', column: 'cluster' });
      expect(cluster.categories, version).toEqual(['b', 'a']);
      expect(toArray((await data.categoryColors({ kind: 'obs', column: 'cluster' })) as ArrayValue), version).toEqual([
        '#ff0000',
        '#00ff00',
      ]);
      expect(toArray((await data.categoryColors({ kind: 'obs', column: 'one' })) as ArrayValue), version).toEqual(['#0000ff']);
      expect(toArray((await data.obsNames.read()) as ArrayValue)[9], version).toBe('c9');
      const gene = await data.obsVector({ kind: 'var', name: 'g2' });
      expect(gene.values.length, version).toBe(10);
      await data.close();
    }
  });

  it('takes one component out of a compound of matrices', async () => {
    const data = (await openFormat('anndata-0.6.10.h5ad')) as AnnDataShadow;
    const whole = toArray((await data.obsm.get('X_pca')?.session.read('obsm/X_pca', null)) as ArrayValue);
    const second = toArray((await data.obsm.get('X_pca')?.session.read('obsm/X_pca', [[2, 5], 1])) as ArrayValue);
    expect(second).toEqual([whole[7], whole[10], whole[13]]);
    await data.close();
  });
});

describe('marks in old files', () => {
  const marked = (data: AnnDataShadow): string[] => String(data).match(/\w+ᐁ/g) ?? [];

  it.each(['0.5.10', '0.6.22', '0.7.8'])('of anndata %s appear where a graph and raw are shown, and go with clearing', async (version) => {
    const data = (await openFormat(`anndata-${version}.h5ad`)) as AnnDataShadow;
    const { obsp } = data;
    const raw = data.raw as RawShadow;
    await (obsp.at('connectivities') as ElemShadow).read();
    await raw.X.read();
    await raw.varNames.read();
    expect([obsp.mark, obsp.at('connectivities').mark, raw.mark, raw.X.mark, raw.var.mark, data.uns.mark]).toEqual([
      'ᐁ',
      'ᐁ',
      'ᐁ',
      'ᐁ',
      'ᐁ',
      '',
    ]);
    expect(marked(data)).toContain('connectivitiesᐁ');
    expect(raw.cachedBytes).toBe(raw.X.cachedBytes + raw.var.cachedBytes);
    data.clearCache('raw/X');
    expect([raw.mark, raw.X.mark]).toEqual(['ᐁ', '']);
    data.clearCache('obsp');
    raw.clearCache();
    expect([obsp.mark, raw.mark, data.mark]).toEqual(['', '', '']);
    expect(data.cachedBytes).toBe(0);
    await data.close();
  });
});

describe('a MuData without maps', () => {
  const positions = async ({ obsmap }: MuDataShadow, name: string): Promise<number[]> =>
    toArray((await (obsmap.at(name) as ElemShadow).read()) as ArrayValue).map(Number);

  it.each([
    ['without-maps.h5mu', 'partly-shared.h5mu'],
    ['without-maps-genes.h5mu', 'shared-genes.h5mu'],
    ['without-maps-both.h5mu', 'shared-both.h5mu'],
  ])('%s puts the cells of its modalities where %s has them', async (without, having) => {
    const [a, b] = [(await openFormat(without)) as MuDataShadow, (await openFormat(having)) as MuDataShadow];
    for (const name of b.mod.keys()) {
      expect(await positions(a, name)).toEqual(await positions(b, name));
      expect(await a.embedding({ mod: name, key: 'X_pca', components: [0, 1] })).toEqual(
        await b.embedding({ mod: name, key: 'X_pca', components: [0, 1] }),
      );
    }
    await Promise.all([a.close(), b.close()]);
  });
});

describe('a modality that is a MuData', () => {
  it('has its own modalities, and columns for the cells of the whole', async () => {
    const data = (await openFormat('nested.h5mu')) as MuDataShadow;
    expect([...data.modalities.keys()]).toEqual(['inner', 'rna']);
    expect([...data.mod.keys()]).toEqual(['rna']);
    const inner = data.modalities.get('inner') as MuDataShadow;
    expect(inner).toBeInstanceOf(MuDataShadow);
    expect([...inner.mod.keys()]).toEqual(['rna', 'atac', '1']);
    expect((await data.obsVector({ mod: 'inner', kind: 'obs', column: 'cat' })).categories).toEqual(['x']);
    expect(() => data.modality('inner')).toThrow('is a MuData itself');
    await data.close();
  });
});

describe('names', () => {
  it('may have a slash: a column is found where it lies', async () => {
    const data = (await openFormat('slashes.h5ad')) as AnnDataShadow;
    expect([...data.obs.keys()]).toEqual(['score', 'a/b', 'a/c']);
    expect((await data.obsVector({ kind: 'obs', column: 'a/b' })).categories).toEqual(['x', 'y']);
    expect(data.at('obs/a/c').shape).toEqual([12]);
    await data.close();
  });
});

describe('categories', () => {
  it('are read whatever they are: nullable text, fixed text, floats, flags, big numbers', async () => {
    const data = (await openFormat('odd-tables.h5ad')) as AnnDataShadow;
    const names = async (column: string) => categoryNames((await data.obs.column(column)) as never);
    expect(await names('cat_nullable')).toEqual(['a', 'b', 'ç']);
    expect(await names('cat_fixed_text')).toEqual(['x', 'yy', 'zzz']);
    expect(await names('cat_floats')).toEqual(['0.1', '1e+22', '-0.0']);
    expect(await names('cat_flags')).toEqual(['False', 'True']);
    expect(await names('cat_numbers')).toEqual(['1152921504606846976', '1152921504606846977', '-1']);
    await data.close();
  });
});
