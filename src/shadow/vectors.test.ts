import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { EXAMPLES, FIXTURES, sharedFile } from '../testing/paths.ts';
import { type AnnDataShadow, type MuDataShadow, type NumericArray, open, readNames, type StringArray, toStrings } from './index.ts';

const zoo = (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
const mdata = (await open(join(FIXTURES, 'partly-shared.h5mu'))) as MuDataShadow;

describe('obsVector', () => {
  it('gives codes and categories of a categorical, −1 where missing', async () => {
    const reference = JSON.parse(readFileSync(join(FIXTURES, 'zoo.h5ad.reference.json'), 'utf8')).elements;
    const { values, categories, ordered } = await zoo.obsVector({ kind: 'obs', column: 'with_missing' });
    expect(categories).toEqual(['a', 'b', 'c']);
    expect(ordered).toBe(false);
    const counts = [0, 1, 2].map((code) => values.filter((value) => value === code).length);
    expect(counts).toEqual(reference['obs/with_missing'].counts);
    expect(values.filter((value) => value === -1).length).toBe(reference['obs/with_missing'].missing);
    expect((await zoo.obsVector({ kind: 'obs', column: 'ordered' })).ordered).toBe(true);
    expect((await zoo.obsVector({ kind: 'obs', column: 'numbers_as_categories' })).categories).toEqual(['1e-05', '0.5', '1.0']);
    expect((await zoo.obsVector({ kind: 'obs', column: 'flags_as_categories' })).categories).toEqual(['False', 'True']);
  });

  it('gives numbers, NaN where missing', async () => {
    const { values } = await zoo.obsVector({ kind: 'obs', column: 'nullable_int' });
    expect(Array.from(values.slice(0, 4))).toEqual([Number.NaN, 1, 2, Number.NaN]);
    expect((await zoo.obsVector({ kind: 'obs', column: 'float32' })).values).toBeInstanceOf(Float32Array);
    expect((await zoo.obsVector({ kind: 'obs', column: 'flag' })).categories).toEqual(['False', 'True']);
    expect((await zoo.obsVector({ kind: 'obs', column: '__proto__' })).values[59]).toBe(59);
  });

  it('gives the same gene out of every layout', async () => {
    const X = (await zoo.layers.at('dense').session.read('layers/dense', null)) as NumericArray;
    const column = (j: number) => Array.from({ length: 60 }, (_, i) => Number(X.data[i * 24 + j]));
    for (const j of [0, 7, 23]) {
      const name = `gene${j}`;
      expect(Array.from((await zoo.obsVector({ kind: 'var', name })).values)).toEqual(column(j));
      expect(Array.from((await zoo.obsVector({ kind: 'var', name, layer: 'csc' })).values)).toEqual(column(j));
      expect(Array.from((await zoo.obsVector({ kind: 'var', name: `raw${24 + j}`, raw: true })).values)).toEqual(column(j));
    }
  });

  it('gives a column of obsm, of an array by its place, of a data frame also by its name', async () => {
    const xy = await zoo.embedding({ key: 'X_pca', components: [3, 0] });
    const { values, categories } = await zoo.obsVector({ kind: 'obsm', key: 'X_pca', component: 3 });
    expect(categories).toBeUndefined();
    expect(values).toHaveLength(60);
    expect(Float32Array.from(values)).toEqual(xy.filter((_, i) => i % 2 === 0));
    const q = await zoo.obsVector({ kind: 'obsm', key: 'frame', component: 'q' });
    expect(Array.from(q.values)).toEqual(Array.from({ length: 60 }, (_, i) => i));
    expect(await zoo.obsVector({ kind: 'obsm', key: 'frame', component: 1 })).toEqual(q);
    expect((await zoo.obsVector({ kind: 'obsm', key: 'sparse', component: 2 })).values).toHaveLength(60);
    for (const [key, component, words] of [
      ['X_pca', 5, 'obsm/X_pca has 5 columns, and none is 6.'],
      ['X_pca', -1, 'none is 0'],
      ['X_pca', 'PC1', 'none is called “PC1”'],
      ['frame', 'no', 'has no column “no”'],
      ['frame', 7, 'has no column “7”'],
      ['no', 0, 'There is no obsm/no.'],
    ] as const)
      await expect(zoo.obsVector({ kind: 'obsm', key, component }), `${key} ${component}`).rejects.toThrow(words);
  });

  it('reads two columns of a wide matrix in one read, sparse or not', async () => {
    for (const [key, shape] of [
      ['X_pca', [60, 5]],
      ['sparse', [60, 4]],
    ] as const) {
      expect(zoo.obsm.get(key)?.shape).toEqual(shape);
      zoo.clearCache();
      const read = vi.spyOn(zoo.session, 'read');
      const xy = await zoo.embedding({ key, components: [3, 1] });
      expect(read.mock.calls.map(([path, selection]) => [path, selection])).toEqual([[`obsm/${key}`, [null, Uint32Array.of(3, 1)]]]);
      read.mockRestore();
      for (const [at, component] of [3, 1].entries()) {
        const { values } = await zoo.obsVector({ kind: 'obsm', key, component });
        expect(Float32Array.from(values), key).toEqual(xy.filter((_, i) => i % 2 === at));
      }
    }
  });

  it('says what it does not find', async () => {
    await expect(zoo.obsVector({ kind: 'obs', column: 'no' })).rejects.toThrow('obs has no column “no”');
    await expect(zoo.obsVector({ kind: 'var', name: 'no' })).rejects.toThrow('There is no “no” among the 24 names');
    await expect(zoo.obsVector({ kind: 'var', name: 'gene1', layer: 'no' })).rejects.toThrow('no layer “no”');
    await expect(zoo.obsVector({ mod: 'rna', kind: 'obs', column: 'flag' })).rejects.toThrow('no modality “rna”');
  });
});

describe('a MuData whose modalities hold different cells', () => {
  it('puts columns, genes and embeddings of a modality in place, cell by cell', async () => {
    const rna = mdata.modality('rna');
    const own = await readNames(rna.obsNames);
    const all = await readNames(mdata.obsNames);
    const score = (await rna.obsVector({ kind: 'obs', column: 'score' })).values;
    const gene = (await rna.obsVector({ kind: 'var', name: 'g3' })).values;
    const xy = await rna.embedding({ key: 'X_umap', components: [0, 1] });
    const aligned = {
      score: (await mdata.obsVector({ mod: 'rna', kind: 'obs', column: 'score' })).values,
      gene: (await mdata.obsVector({ mod: 'rna', kind: 'var', name: 'g3' })).values,
      xy: await mdata.embedding({ mod: 'rna', key: 'X_umap', components: [0, 1] }),
      type: await mdata.obsVector({ mod: 'rna', kind: 'obs', column: 'cell_type' }),
      y: (await mdata.obsVector({ mod: 'rna', kind: 'obsm', key: 'X_umap', component: 1 })).values,
    };
    expect(all).toHaveLength(mdata.nObs);
    all.forEach((cell, i) => {
      const j = own.indexOf(cell);
      expect(aligned.score[i]).toBe(j < 0 ? Number.NaN : score[j]);
      expect(aligned.gene[i]).toBe(j < 0 ? Number.NaN : gene[j]);
      expect(aligned.xy[2 * i + 1]).toBe(j < 0 ? Number.NaN : xy[2 * j + 1]);
      expect(aligned.y[i]).toBe(j < 0 ? Number.NaN : xy[2 * j + 1]);
      expect(aligned.type.values[i] === -1).toBe(j < 0);
    });
    // Not a test of nothing: some cells are in the modality and some are not.
    expect(all.filter((cell) => !own.includes(cell)).length).toBeGreaterThan(5);
  });

  it.each([
    ['beyond the modality', (position: number) => position * 3],
    ['before it', (position: number) => position - 1],
  ])('goes by the names where obsmap has a position %s: it is of other cells', async (_, lie) => {
    const map = await mdata.cellMap('rna');
    const score = (await mdata.obsVector({ mod: 'rna', kind: 'obs', column: 'score' })).values;
    mdata.obsmap.set('rna', Int32Array.from(map, lie));
    expect(await mdata.cellMap('rna')).toEqual(map);
    expect((await mdata.obsVector({ mod: 'rna', kind: 'obs', column: 'score' })).values).toEqual(score);
    // Cut, such a map would look like one that can be right.
    const positions = Uint32Array.from({ length: mdata.nObs }, (_, i) => (i * 7) % mdata.nObs).filter((_, i) => i % 3 > 0);
    const view = await mdata.view(positions);
    const seen = (await view.obsVector({ mod: 'rna', kind: 'obs', column: 'score' })).values;
    expect(Array.from(seen)).toEqual(Array.from(positions, (position) => score[position]));
    mdata.obsmap.delete('rna');
  });

  it('finds colours of a modality under the whole, and asks for the modality of a gene', async () => {
    const colors = (await mdata.categoryColors({ mod: 'rna', kind: 'obs', column: 'cell_type' })) as StringArray;
    expect(toStrings(colors)).toEqual(['#ff0000', '#00ff00', '#0000ff']);
    expect(await mdata.categoryColors({ kind: 'obs', column: 'batch' })).toBeNull();
    await expect(mdata.obsVector({ kind: 'var', name: 'g3' })).rejects.toThrow('needs its modality');
    await expect(mdata.obsVector({ mod: 'atac', kind: 'var', name: 'g3' })).rejects.toThrow('no modality “atac”');
  });
});

describe.skipIf(!sharedFile('citeseq/expected.json'))('the values of the full file', () => {
  it('are those that mudata reads', async () => {
    const expected = JSON.parse(readFileSync(sharedFile('citeseq/expected.json') as string, 'utf8'));
    const mdata = (await open(sharedFile('citeseq/citeseq.h5mu') as string)) as MuDataShadow;
    expect(mdata.shape).toEqual(expected.shape.mdata);
    expect((await readNames(mdata.obsNames)).slice(0, 5)).toEqual(expected.obs_names_head);
    expect(await readNames(mdata.modality('prot').varNames)).toEqual(expected.prot_var_names);
    expect([...mdata.modality('rna').obs.keys()]).toEqual(expected.rna_obs_columns_in_column_order);
    await mdata.close();
  });
});

describe('I/O budgets', () => {
  it('colours by a categorical out of its codes, categories and colours alone', async () => {
    const mdata = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
    const before = mdata.stats().read;
    await mdata.obsVector({ mod: 'rna', kind: 'obs', column: 'celltype' });
    await mdata.categoryColors({ mod: 'rna', kind: 'obs', column: 'celltype' });
    // 700 one-byte codes, 13 names, 13 colours and the map of cells, in blocks of 4 KiB.
    expect(mdata.stats().read - before).toBeLessThanOrEqual(12 * 4096);
    expect(String(mdata).match(/\w+ᐁ/g)).toEqual(['rnaᐁ', 'celltypeᐁ', 'celltype_colorsᐁ']);
  });

  it.skipIf(!sharedFile('citeseq/citeseq.h5mu'))(
    'opens a 46 MB file with at most 1.5 MB, and its first plot with at most 4 MB',
    async () => {
      const mdata = (await open(sharedFile('citeseq/citeseq.h5mu') as string)) as MuDataShadow;
      expect(mdata.stats().read).toBeLessThanOrEqual(1.5e6);
      expect(mdata.stats().requests).toBeLessThanOrEqual(200);
      await mdata.embedding({ key: 'X_umap', components: [0, 1] });
      await mdata.obsVector({ mod: 'rna', kind: 'obs', column: 'celltype' });
      await mdata.categoryColors({ mod: 'rna', kind: 'obs', column: 'celltype' });
      expect(mdata.stats().read).toBeLessThanOrEqual(4e6);
      await mdata.close();
    },
  );
});
