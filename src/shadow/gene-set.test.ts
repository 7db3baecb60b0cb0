import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXAMPLES, FIXTURES } from '../testing/paths.ts';
import { AnnDataShadow, type ElemShadow, type MuDataShadow, open, type SetRef, type ValueInput } from './index.ts';

interface Expected {
  readonly ref: SetRef;
  readonly values: readonly (number | null)[];
}
/** As anndata, mudata and numpy have it: e2e/fixtures/make_sets.py. */
const expected: Record<string, Expected[]> = JSON.parse(readFileSync(join(FIXTURES, 'sets.expected.json'), 'utf8'));
const IN_EXAMPLES = ['citeseq.h5mu', 'pbmc68k_reduced.h5ad'];

const opened = await Promise.all(
  Object.keys(expected).map(async (name) => {
    const data = (await open(join(IN_EXAMPLES.includes(name) ? EXAMPLES : FIXTURES, name))) as AnnDataShadow | MuDataShadow;
    return [name, data] as const;
  }),
);
const files = new Map(opened);
afterAll(() => Promise.all(opened.map(([, data]) => data.close())));

const cases = Object.entries(expected).flatMap(([name, sets]) =>
  sets.map(({ ref, values }): [string, string, SetRef, Expected['values']] => [
    name,
    [ref.mod, ref.raw ? 'raw' : (ref.layer ?? 'X')].filter(Boolean).join(' '),
    ref,
    values,
  ]),
);

function matrixOf(name: string, { mod, layer, raw }: SetRef): ElemShadow {
  const data = files.get(name) as AnnDataShadow | MuDataShadow;
  const owner = data instanceof AnnDataShadow ? data : data.modality(mod as string);
  return owner.at(raw ? 'raw/X' : layer === undefined ? 'X' : `layers/${layer}`) as ElemShadow;
}

async function expectMean(name: string, ref: SetRef, values: Expected['values']): Promise<void> {
  const vector = await files.get(name)?.obsVector(ref);
  expect(vector?.values).toBeInstanceOf(Float64Array);
  expect(vector?.values).toHaveLength(values.length);
  for (const [cell, value] of values.entries()) {
    if (value === null) expect(vector?.values[cell]).toBeNaN();
    else expect(vector?.values[cell]).toBeCloseTo(value, 9);
  }
}

describe('the mean of a set of genes', () => {
  it.each(cases)('is Python’s: %s %s', async (name, _, ref, values) => {
    await expectMean(name, ref, values);
    const matrix = matrixOf(name, ref);
    // Nothing of the matrix is kept; what is in memory is not read again.
    expect(matrix.isCached).toBe(false);
    await matrix.read();
    const requests = files.get(name)?.stats().requests;
    await expectMean(name, ref, values);
    expect(files.get(name)?.stats().requests).toBe(requests);
    matrix.clearCache();
  });

  it.each(['csc', 'dense'])('comes out of a layer that was added: %s', async (layer) => {
    const data = files.get('zoo.h5ad') as AnnDataShadow;
    data.layers.set('mine', (await matrixOf('zoo.h5ad', { kind: 'set', names: [], layer }).read()) as ValueInput);
    const { ref, values } = (expected['zoo.h5ad'] as [Expected])[0];
    await expectMean('zoo.h5ad', { ...ref, layer: 'mine' }, values);
    data.layers.delete('mine');
  });

  it('is of the cells of a view, in their order', async () => {
    const cells = Uint32Array.of(7, 3, 40);
    for (const [name, ref, values] of cases.flatMap(([file, , set, mean]) => (set.mod === undefined ? [[file, set, mean] as const] : []))) {
      if (values.length < 41 || ref.raw) continue;
      const data = files.get(name) as AnnDataShadow;
      const names = [...new Set(ref.names)];
      const view = await data.view(cells, [...names].reverse());
      const { values: mean } = await view.obsVector(ref);
      expect(mean).toHaveLength(3);
      Array.from(cells).forEach((cell, i) => {
        const value = values[cell] ?? null;
        if (value === null) expect(mean[i]).toBeNaN();
        else expect(mean[i]).toBeCloseTo(value, 9);
      });
    }
  });

  it('names all that it does not find, and needs a gene, a modality, and numbers', async () => {
    const zoo = files.get('zoo.h5ad') as AnnDataShadow;
    await expect(zoo.obsVector({ kind: 'set', names: ['gene1', 'FOO', 'gene2', 'BAR', 'FOO'] })).rejects.toMatchObject({
      record: { tag: 'not-found', path: 'var/_index', message: expect.stringMatching(/^2 of 5 names are not among .*: “FOO”, “BAR”\.$/) },
    });
    await expect(zoo.obsVector({ kind: 'set', names: ['gene1', 'FOO'] })).rejects.toThrow('There is no “FOO” among the 24 names');
    await expect(zoo.obsVector({ kind: 'set', names: [] })).rejects.toMatchObject({ record: { tag: 'invalid' } });
    await expect(files.get('citeseq.h5mu')?.obsVector({ kind: 'set', names: ['CD3D'] })).rejects.toThrow(
      'A set of genes needs its modality',
    );
    await zoo.var.get('symbol')?.read();
    await expect(zoo.var.get('symbol')?.sum(Uint32Array.of(0))).rejects.toMatchObject({ record: { tag: 'invalid' } });
    await zoo.X?.read();
    await expect(zoo.X?.sum(Uint32Array.of(24))).rejects.toThrow('There are no such columns: there are 24.');
  });

  it('is given up', async () => {
    const data = files.get('pbmc68k_reduced.h5ad') as AnnDataShadow;
    const signal = AbortSignal.abort();
    await expect(data.obsVector({ kind: 'set', names: ['CD3D', 'CD2'], raw: true }, { signal })).rejects.toMatchObject({
      record: { tag: 'aborted' },
    });
  });
});
