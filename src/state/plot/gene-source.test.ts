import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { percentile } from '../../plots/summary.ts';
import { type AnnDataShadow, type MuDataShadow, open, type VarRef } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { makeColoring } from './coloring.ts';
import { refLabel } from './columns.ts';
import { defaultSource, sourceLabel, sourceOptions } from './gene-source.ts';

interface Expected {
  readonly ref: VarRef;
  readonly values: readonly (number | null)[];
  readonly positive: number;
  readonly p99: number;
}

/** As anndata and mudata read them: e2e/fixtures/make_search.py. */
const expected = JSON.parse(readFileSync(join(FIXTURES, 'genes.expected.json'), 'utf8')) as Record<string, Expected[]>;

const everywhere = { inVar: true, inRaw: true };

describe('a gene', () => {
  for (const [file, genes] of Object.entries(expected)) {
    it(`of ${file} has Python’s values out of X, a layer and raw`, async () => {
      const data = (await open(join(file === 'citeseq.h5mu' ? EXAMPLES : FIXTURES, file))) as AnnDataShadow | MuDataShadow;
      for (const { ref, values, positive, p99 } of genes) {
        const vector = await data.obsVector(ref);
        expect(vector.values.length).toBe(values.length);
        values.forEach((value, cell) => {
          const found = vector.values[cell] as number;
          expect(value === null ? Number.isNaN(found) : Math.abs(found - value) < 1e-5, `${refLabel(ref)}, cell ${cell}`).toBe(true);
        });
        const coloring = makeColoring(ref, vector, null, 0);
        expect(coloring.kind === 'numbers' && coloring.positive).toBe(positive);
        expect(coloring.missing).toBe(values.filter((value) => value === null).length);
        expect(percentile(vector.values, 0.99)).toBeCloseTo(p99, 5);
      }
      await data.close();
    });
  }
});

describe('sources', () => {
  it('are X, raw and the layers that are matrices of cells and genes', async () => {
    const zoo = (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
    expect(sourceOptions(zoo).map(({ label }) => label)).toEqual(['X', 'raw', 'layer csc', 'layer dense', 'layer dense_f16']);
    await zoo.close();
    const partly = (await open(join(FIXTURES, 'partly-shared.h5mu'))) as MuDataShadow;
    expect(sourceOptions(partly.modality('prot')).map(({ label }) => label)).toEqual(['X']);
    await partly.close();
  });

  it('default as scanpy’s: raw where the object has it and the gene is in it, else X; a choice is kept where it can be', async () => {
    const zoo = (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
    const options = sourceOptions(zoo);
    await zoo.close();
    const label = (...args: [Parameters<typeof defaultSource>[1], Parameters<typeof defaultSource>[2]]): string | null => {
      const source = defaultSource(options, ...args);
      return source && sourceLabel(source);
    };
    expect(label(undefined, everywhere)).toBe('raw');
    expect(label(undefined, { inVar: true, inRaw: false })).toBe('X');
    expect(label({}, everywhere)).toBe('X');
    expect(label({ layer: 'dense' }, everywhere)).toBe('layer dense');
    expect(label({ layer: 'dense' }, { inVar: false, inRaw: true })).toBe('raw');
    expect(label({ layer: 'gone' }, everywhere)).toBe('raw');
    expect(label(undefined, { inVar: false, inRaw: false })).toBeNull();
    expect(defaultSource([], undefined, everywhere)).toBeNull();
  });
});

describe('refLabel', () => {
  it('names a gene with its source, a column as before', () => {
    expect(refLabel({ mod: 'rna', kind: 'obs', column: 'celltype' })).toBe('rna: celltype');
    expect(refLabel({ mod: 'rna', kind: 'var', name: 'CD3D', raw: true })).toBe('CD3D · rna · raw');
    expect(refLabel({ kind: 'var', name: 'CD3D' })).toBe('CD3D · X');
    expect(refLabel({ kind: 'var', name: 'CD3D', layer: 'counts' })).toBe('CD3D · layer counts');
  });
});
