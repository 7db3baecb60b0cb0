import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AnnDataShadow, type MuDataShadow, open, toValue } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { refLabel } from './columns.ts';
import { componentName, nextPair } from './embeddings.ts';
import { axisOptions, bestAxes } from './plot-axes.ts';

const axesOf = async (path: string): Promise<string | null> => {
  const best = bestAxes(axisOptions((await open(path)) as AnnDataShadow));
  return best && `${refLabel(best.x)} × ${refLabel(best.y)}`;
};

describe('the axes a file offers', () => {
  it('are numbers and categories of obs, and the columns in obsm, each under its table', async () => {
    const options = axisOptions((await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow);
    const labels = options.map(({ label }) => label);
    expect(labels).toContain('cell_type');
    expect(labels).toContain('nullable_int');
    expect(labels).not.toContain('text');
    expect(labels.filter((label) => label.startsWith('X_pca'))).toEqual(['X_pca · 1', 'X_pca · 2', 'X_pca · 3', 'X_pca · 4', 'X_pca · 5']);
    expect(labels).toContain('frame · q');
    expect(options.find(({ label }) => label === 'X_pca · 3')?.detail).toBe('PC 3');
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('of a MuData are the whole’s and each modality’s', async () => {
    const options = axisOptions((await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow);
    expect([...new Set(options.map(({ of }) => of))]).toEqual([
      'obs',
      'X_mofa',
      'X_mofa_umap',
      'X_umap',
      'X_wnn_umap',
      'prot: X_pca',
      'prot: X_umap',
      'rna: obs',
      'rna: X_pca',
      'rna: X_umap',
    ]);
  });
});

describe('the axes that are drawn first', () => {
  it('are counts and genes, else numbers, else a category and a number', async () => {
    expect(await axesOf(join(EXAMPLES, 'citeseq.h5mu'))).toBe('rna: total_counts × rna: n_genes_by_counts');
    expect(await axesOf(join(EXAMPLES, 'pbmc68k_reduced.h5ad'))).toBe('n_counts × n_genes');
    expect(await axesOf(join(FIXTURES, 'zoo.h5ad'))).toBe('float32 × float64_with_nan');
    expect(await axesOf(join(FIXTURES, 'no-embedding.h5ad'))).toBe('group × score');
  });

  it('are none where there are not two', async () => {
    expect(await axesOf(join(FIXTURES, 'no-cells.h5ad'))).toBeNull();
  });

  it('count what was added', async () => {
    const data = (await open(join(FIXTURES, 'no-embedding.h5ad'))) as AnnDataShadow;
    data.obs.set('nCount_RNA', toValue(new Float32Array(20)));
    data.obs.set('nFeature_RNA', toValue(new Float32Array(20)));
    const best = bestAxes(axisOptions(data));
    expect(best && [refLabel(best.x), refLabel(best.y)]).toEqual(['nCount_RNA', 'nFeature_RNA']);
  });
});

describe('the columns of an embedding', () => {
  it('have the names they go by', () => {
    expect(componentName({ key: 'X_mofa' }, 2)).toBe('Factor 3');
    expect(componentName({ key: 'X_mofa_umap' }, 0)).toBe('UMAP 1');
    expect(componentName({ key: 'X_pca_harmony' }, 49)).toBe('PC 50');
    expect(componentName({ key: 'X_scvi' }, 1)).toBe('2');
    expect(componentName({ key: 'frame', names: ['p', 'q'] }, 1)).toBe('q');
  });

  it('are stepped through two by two, and from the last to the first', () => {
    expect(nextPair([0, 1], 10)).toEqual([2, 3]);
    expect(nextPair([3, 1], 10)).toEqual([4, 5]);
    expect(nextPair([8, 9], 10)).toEqual([0, 1]);
    expect(nextPair([0, 1], 3)).toEqual([0, 1]);
  });
});
