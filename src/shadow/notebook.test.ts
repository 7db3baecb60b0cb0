import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, FIXTURES, sharedFile } from '../testing/paths.ts';
import { type AnnDataShadow, type ArrayValue, ElemShadow, type MuDataShadow, open, type Slot } from './index.ts';

/** The notebook of the Python package `shadows`, cell by cell; after each step the text of the object. */
async function replay(file: string): Promise<{ steps: string[]; mdata: MuDataShadow; rna: AnnDataShadow }> {
  const mdata = (await open(file)) as MuDataShadow;
  const rna = mdata.modality('rna');
  const steps: string[] = [];
  const step = () => steps.push(String(mdata));

  step();
  await rna.raw?.X.slice(null, 10);
  step();
  await rna.obs.read();
  step();
  await element(rna.obsm, 'X_pca').read();
  step();
  await rna.X?.read();
  await mdata.modality('prot').X?.read();
  step();
  mdata.clearCache();
  step();
  await element(rna.obsm, 'X_umap').read();
  const celltype = await rna.obs.column('celltype');
  const colors = (await element(rna.uns, 'celltype_colors').read()) as ArrayValue;
  step();
  mdata.obs.set('celltype', celltype);
  mdata.uns.set('celltype_colors', colors);
  step();
  const mofa = await element(mdata.obsm, 'X_mofa').read();
  step();
  mdata.obsm.set('X_mofa_copy', mofa);
  step();
  mdata.clearCache();
  step();
  return { steps, mdata, rna };
}

function element(slot: Slot, key: string): ElemShadow {
  const found = slot.get(key);
  if (!(found instanceof ElemShadow)) throw new Error(`${key} is not an element`);
  return found;
}

const citeseq = sharedFile('citeseq/citeseq.h5mu');

describe.skipIf(!citeseq)('the notebook on the full file', () => {
  it('gives the expected tree at each step, to the character', async () => {
    const { steps, mdata } = await replay(citeseq as string);
    const names = [
      '01-opened',
      '02-one-gene-of-raw',
      '03-rna-obs-read',
      '04-rna-pca-read',
      '05-both-X-read',
      '06-cache-cleared',
      '07-umap-by-celltype',
    ];
    names.push('08-celltype-and-colors-added', '09-mofa-drawn', '10-embedding-copied', '11-cache-cleared-additions-stay');
    names.forEach((name, i) => {
      const expected = readFileSync(sharedFile(`citeseq/tree_expected/${name}.txt`) as string, 'utf8');
      expect(steps[i], name).toBe(expected.endsWith('\n') ? expected : `${expected}\n`);
    });
    expect(mdata.stats().heap).toBeLessThanOrEqual(64 * 2 ** 20);
    await mdata.close();
  });
});

describe('the notebook on the example', () => {
  const fresh = readFileSync(join(FIXTURES, 'citeseq.h5mu.tree.txt'), 'utf8');
  const rnaLine = (text: string, from: string, to: string) => {
    const at = text.indexOf('    rna: ');
    return text.slice(0, at) + text.slice(at).replace(from, to);
  };

  it('marks what was read, and what was added', async () => {
    const { steps, mdata } = await replay(join(EXAMPLES, 'citeseq.h5mu'));
    const gene = fresh.replace('raw:\tX,', 'raw:\tXᐁ,');
    const obs = gene.replace(
      /(\n {8}obs:\t)(_index, celltype.*)/,
      (_, head: string, names: string) =>
        head +
        names
          .split(', ')
          .map((name) => `${name}ᐁ`)
          .join(', '),
    );
    const pca = rnaLine(obs, 'X_pca, X_umap', 'X_pcaᐁ, X_umap');
    const both = pca.replaceAll('        X  \n', '        X ᐁ \n');
    const umap = rnaLine(rnaLine(rnaLine(fresh, 'X_umap', 'X_umapᐁ'), 'celltype_colors', 'celltype_colorsᐁ'), 'celltype,', 'celltypeᐁ,');
    const added = umap
      .replace('leiden_wnn, louvain\n', 'leiden_wnn, louvain, celltype▲\n')
      .replace('umap, wnn\n', 'umap, wnn, celltype_colors▲\n');
    const mofa = added.replace('X_mofa,', 'X_mofaᐁ,');
    const copied = mofa.replace('prot, rna\n  varm', 'prot, rna, X_mofa_copy▲\n  varm');
    expect(steps).toEqual([fresh, gene, obs, pca, both, fresh, umap, added, mofa, copied, copied.replaceAll('ᐁ', '')]);
    await mdata.close();
  });

  it('prints modalities, raw, uns and nested slots alone', async () => {
    const mdata = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
    const rna = mdata.modality('rna');
    expect(String(rna.raw)).toBe('raw:\tX, var, varm\n');
    expect(String(rna.uns)).toBe('uns:\tcelltype_colors, hvg, leiden, leiden_colors, neighbors, pca, umap\n');
    await element(rna.uns, 'celltype_colors').read();
    expect(String(rna.uns)).toBe('uns:\tcelltype_colorsᐁ, hvg, leiden, leiden_colors, neighbors, pca, umap\n');
    expect(String(rna)).toMatch(
      /^AnnData Shadow object with n_obs × n_vars = 700 × 200\n {2}X {2}\n {2}raw:\tX, var, varm\n {2}obs:\t_index, celltype/,
    );
    const params = rna.uns.at('leiden/params') as Slot;
    await element(params, 'resolution').read();
    expect(String(params)).toBe('params:\tn_iterations, random_state, resolutionᐁ\n');
    expect(String(mdata.varp)).toBe('');
    expect([...mdata.mod.keys()]).toEqual(['prot', 'rna']);
  });
});
