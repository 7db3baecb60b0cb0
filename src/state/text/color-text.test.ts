import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnnDataShadow, MuDataShadow, open, ShadowError, type VectorRef } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { embeddingOptions } from '../plot/embeddings.ts';
import { colorText, readColorText } from './color-text.ts';
import { embeddingText, readEmbeddingText } from './embedding-text.ts';
import { nearNames, withNearNames } from './near-names.ts';

let pbmc: AnnDataShadow;
let zoo: AnnDataShadow;
let citeseq: MuDataShadow;

beforeAll(async () => {
  const opened = async (file: string) => open(await openAsBlob(file));
  pbmc = (await opened(join(EXAMPLES, 'pbmc68k_reduced.h5ad'))) as AnnDataShadow;
  zoo = (await opened(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
  const mdata = await opened(join(EXAMPLES, 'citeseq.h5mu'));
  if (!(mdata instanceof MuDataShadow)) throw new Error('not MuData');
  citeseq = mdata;
});
afterAll(() => Promise.all([pbmc.close(), zoo.close(), citeseq.close()]));

function problem(data: AnnDataShadow | MuDataShadow, text: string): { tag: string; hint: string | undefined } {
  try {
    readColorText(data, text);
  } catch (error) {
    if (error instanceof ShadowError) return { tag: error.tag, hint: error.record.hint };
  }
  throw new Error(`${text} was read`);
}

describe('a text that says what colours the cells', () => {
  it.each<[string, VectorRef]>([
    ['obs:louvain', { kind: 'obs', column: 'louvain' }],
    ['CD3D', { kind: 'var', name: 'CD3D' }],
    ['raw:CD3D', { kind: 'var', name: 'CD3D', raw: true }],
    ['X:obs:odd', { kind: 'var', name: 'obs:odd' }],
    ['chr1:100-200', { kind: 'var', name: 'chr1:100-200' }],
    ['obsm:X_pca:2', { kind: 'obsm', key: 'X_pca', component: 2 }],
    ['mean:CD3D,CD3E', { kind: 'set', names: ['CD3D', 'CD3E'] }],
    ['raw:mean:CD3D', { kind: 'set', names: ['CD3D'], raw: true }],
  ])('of an AnnData: %s', (text, ref) => {
    expect(readColorText(pbmc, text)).toEqual(ref);
    expect(colorText(ref)).toBe(text);
  });

  it.each<[string, VectorRef]>([
    ['obs:leiden', { kind: 'obs', column: 'leiden' }],
    ['obs:rna:leiden', { kind: 'obs', column: 'rna:leiden' }],
    ['rna:obs:celltype', { mod: 'rna', kind: 'obs', column: 'celltype' }],
    ['rna:CST3', { mod: 'rna', kind: 'var', name: 'CST3' }],
    ['prot:layers:counts:CD3', { mod: 'prot', kind: 'var', name: 'CD3', layer: 'counts' }],
    ['obsm:X_mofa:0', { kind: 'obsm', key: 'X_mofa', component: 0 }],
    ['prot:obsm:X_pca:1', { mod: 'prot', kind: 'obsm', key: 'X_pca', component: 1 }],
  ])('of a MuData: %s', (text, ref) => {
    expect(readColorText(citeseq, text)).toEqual(ref);
    expect(colorText(ref)).toBe(text);
  });

  it('that is empty means no colours', () => {
    expect(readColorText(pbmc, ' ')).toBeNull();
    expect(colorText(null)).toBe('');
  });

  it('is not guessed: what it lacks is said', () => {
    expect(problem(citeseq, 'CST3')).toEqual({ tag: 'invalid', hint: 'Write prot:CST3 or rna:CST3; for a column, obs:CST3.' });
    expect(problem(citeseq, 'protein:CD3')).toEqual({ tag: 'not-found', hint: 'There is: prot, rna.' });
    expect(problem(citeseq, 'prot:layers:count:CD3')).toEqual({ tag: 'not-found', hint: 'Near: counts.' });
    expect(problem(pbmc, 'obsm:X_pca')).toEqual({ tag: 'invalid', hint: 'Write obsm:X_pca:0 for the first.' });
    expect(problem(pbmc, 'obsm:X_pca:first').tag).toBe('invalid');
    expect(problem(pbmc, 'obsm:pca:0')).toEqual({ tag: 'not-found', hint: 'Near: X_pca.' });
    expect(problem(pbmc, 'mean:,').tag).toBe('invalid');
    expect(problem(pbmc, 'raw:').tag).toBe('invalid');
  });
});

describe('an embedding as a text', () => {
  it('is its key, with its modality', () => {
    const options = embeddingOptions(citeseq);
    expect(readEmbeddingText(options, 'X_wnn_umap')).toEqual({ key: 'X_wnn_umap', components: [0, 1] });
    expect(readEmbeddingText(options, 'prot:X_umap')).toEqual({ mod: 'prot', key: 'X_umap', components: [0, 1] });
    expect(() => readEmbeddingText(options, 'umap')).toThrow(/no embedding/);
  });

  it('has its columns, where they are not the first two', () => {
    const options = embeddingOptions(citeseq);
    for (const { mod, key, columns } of options) {
      for (const components of [
        [0, 1],
        [1, 0],
        [0, columns - 1],
      ] as const) {
        const ref = { ...(mod !== undefined && { mod }), key, components };
        expect(readEmbeddingText(options, embeddingText(ref))).toEqual(ref);
      }
    }
    expect(embeddingText({ mod: 'rna', key: 'X_pca', components: [2, 5] })).toBe('rna:X_pca/2,5');
    expect(() => readEmbeddingText(options, 'X_wnn_umap/0,2')).toThrow('X_wnn_umap has no columns 0 and 2.');
  });
});

describe('names that may have been meant', () => {
  it('are in another case, begin so, or a slip away', () => {
    expect(nearNames(['leiden', 'louvain', 'celltype'], 'Leidne')).toEqual(['leiden']);
    expect(nearNames(['n_counts', 'counts', 'Count'], 'count')).toEqual(['Count', 'counts', 'n_counts']);
    expect(nearNames(['leiden'], 'xyz')).toEqual([]);
  });

  it.each<[VectorRef, RegExp]>([
    [{ kind: 'obs', column: 'Louvian' }, /^Near: louvain/],
    [{ kind: 'var', name: 'cd3d' }, /^Near: CD3D/],
  ])('are the hint of what was not found: %o', async (ref, hint) => {
    const error = await pbmc.obsVector(ref).catch((cause: unknown) => withNearNames(cause, ref, pbmc, {}));
    if (!(error instanceof ShadowError)) throw new Error('found');
    expect(error.tag).toBe('not-found');
    expect(error.record.hint).toMatch(hint);
  });
});
