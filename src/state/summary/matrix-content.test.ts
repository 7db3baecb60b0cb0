import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AnnDataShadow, ElemShadow, type MuDataShadow, open } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { matrixContent } from './matrix-content.ts';

const made = (await open(join(FIXTURES, 'matrices.h5ad'))) as AnnDataShadow;

async function contentOf(data: AnnDataShadow | MuDataShadow, path: string) {
  const element = data.at(path);
  if (!(element instanceof ElemShadow)) throw new Error(`${path} is not an element`);
  return matrixContent(await element.sample());
}

describe('what is in a matrix', () => {
  // Each layer was made by scanpy as its name says: e2e/fixtures/make_matrices.py.
  it.each([
    ['X', 'counts, 43 % filled'],
    ['layers/counts', 'counts, 43 % filled'],
    ['layers/counts_int_csc', 'counts, 43 % filled'],
    ['layers/normalised', 'normalised, without logarithm, non-negative, 43 % filled'],
    ['layers/log', 'log-normalised, non-negative, 43 % filled'],
    ['layers/log2', 'log2-normalised, non-negative, 43 % filled'],
    ['layers/log_csc', 'probably log-normalised, non-negative, 43 % filled'],
    ['layers/log_dense', 'log-normalised, non-negative, 42 % filled'],
    ['layers/log_of_some_genes', 'log-normalised, non-negative, 21 % filled'],
    ['layers/scaled', 'scaled, −2.97 to 7.99'],
    ['layers/pearson', 'probably residuals or scaled values, −7.58 to 11, with missing values'],
    ['layers/binary', 'zeros and ones, 43 % filled'],
    ['layers/flags', 'zeros and ones, 43 % filled'],
    ['layers/imputed', 'probably log-normalised, non-negative'],
    ['layers/corrected', 'probably corrected counts, non-negative, 42 % filled'],
    ['layers/zeros', 'probably all zeros'],
    ['layers/with_nan', 'log-normalised, non-negative, 48 % filled, with missing values'],
  ])('%s: %s', async (path, text) => expect((await contentOf(made, path)).text).toBe(text));

  it('says why', async () => {
    const { evidence, isCounts } = await contentOf(made, 'layers/log');
    expect(evidence[0]).toBe(
      'Undoing log(1 + x) gives multiples of one number in each cell: scaled counts. They come to 10,000 in each cell.',
    );
    expect(isCounts).toBe(false);
    expect((await contentOf(made, 'X')).isCounts).toBe(true);
  });

  it('is right about the examples, leaves no mark, and reads next to nothing', async () => {
    const pbmc = (await open(join(EXAMPLES, 'pbmc68k_reduced.h5ad'))) as AnnDataShadow;
    expect((await contentOf(pbmc, 'X')).what).toBe('scaled');
    expect((await contentOf(pbmc, 'raw/X')).what).toBe('log-normalised');
    expect(String(pbmc)).not.toContain('ᐁ');
    const mdata = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
    const before = mdata.stats().read;
    expect((await contentOf(mdata, 'mod/rna/X')).text).toMatch(/^log-normalised, non-negative, \d+ % filled$/);
    expect((await contentOf(mdata, 'mod/prot/X')).what).toBe('centred in each cell (as CLR does)');
    expect((await contentOf(mdata, 'mod/prot/layers/counts')).isCounts).toBe(true);
    expect(mdata.stats().read - before).toBeLessThan(500_000);
  });

  it('is not asked of what is no matrix', async () => {
    await expect(contentOf(made, 'obs/_index')).rejects.toMatchObject({ tag: 'invalid' });
    const zoo = (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
    zoo.layers.set('mine', { kind: 'numeric', dtype: 'float32', shape: [60, 24], data: new Float32Array(60 * 24) });
    await expect(contentOf(zoo, 'layers/mine')).rejects.toMatchObject({ tag: 'invalid' });
  });
});
