import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileSource } from '../io/node-file-source.ts';
import type { Selection } from '../protocol/selection.ts';
import {
  type AnnDataShadow,
  DataFrameShadow,
  type ElemShadow,
  Hdf5Shadow,
  type NumericArray,
  namesOf,
  open,
  type StringArray,
  toStrings,
} from '../shadow/index.ts';
import { Hdf5Storage } from '../storage/hdf5/hdf5-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { FIXTURES } from '../testing/paths.ts';
import { AnnDataFile } from './anndata-file.ts';

const FOREIGN = join(FIXTURES, 'foreign');
const MATRICES = ['tenx-v3.h5', 'tenx-v3-antibodies.h5', 'tenx-v2.h5', 'loompy.loom', 'velocyto.loom', 'spec-2.loom'];

async function openForeign(name: string): Promise<AnnDataShadow> {
  return (await open(join(FOREIGN, name))) as AnnDataShadow;
}

/** What Python says of one row and one column, out of the reference. */
function referenceOf(name: string): { shape: [number, number]; row: object; col: object } {
  return JSON.parse(readFileSync(join(FOREIGN, `${name}.reference.json`), 'utf8')).elements.X;
}

function described({ data }: NumericArray): object {
  const numbers = Float32Array.from(data as Float32Array);
  return {
    n: numbers.length,
    sum: numbers.reduce((sum, item) => sum + item, 0),
    nonzero: numbers.filter((item) => item !== 0).length,
    sha256: createHash('sha256').update(new Uint8Array(numbers.buffer)).digest('hex'),
  };
}

/** Which datasets are read, and how many items of each, when parts of X are. */
async function readsOf(name: string, parts: readonly (readonly Selection[])[]): Promise<{ path: string; items: number }[]> {
  const storage = await Hdf5Storage.open(nodeFileSource(join(FOREIGN, name)));
  const reads: { path: string; items: number }[] = [];
  const counting: Storage = {
    name,
    format: storage.format,
    bytes: storage.bytes,
    root: () => storage.root(),
    list: (path) => storage.list(path),
    async read(node, box, options) {
      const value = await storage.read(node, box, options);
      reads.push({ path: node.path, items: value.shape.reduce((product, length) => product * length, 1) });
      return value;
    },
    locate: async () => null,
    resolveReference: (path, attribute) => storage.resolveReference(path, attribute),
    stats: () => storage.stats(),
    close: () => storage.close(),
  };
  const file = await AnnDataFile.read(counting);
  for (const part of parts) await file.readValue('X', part, {});
  storage.close();
  return reads;
}

describe('a matrix that lies the other way round', () => {
  it.each(MATRICES)('gives a cell and a gene as Python does, without being read: %s', async (name) => {
    const X = (await openForeign(name)).X as ElemShadow;
    const { shape, row, col } = referenceOf(name);
    expect(X.shape).toEqual(shape);
    expect(X.dtype).toBe('float32');
    const [cell, gene] = [await X.slice(Math.floor(shape[0] / 3)), await X.slice(null, Math.floor(shape[1] / 3))];
    expect(X.isWhole).toBe(false);
    expect(cell).toMatchObject({ dtype: 'float32', shape: [1, shape[1]] });
    expect(described(cell as NumericArray)).toEqual(row);
    expect(described(gene as NumericArray)).toEqual(col);
  });

  it.each(MATRICES)('gives any part as the whole does: %s', async (name) => {
    const X = (await openForeign(name)).X as ElemShadow;
    const parts = [
      [null, [3, 17]],
      [
        [2, 2],
        [0, 4],
      ],
      [new Uint32Array([5, 1, 1, 20]), new Uint32Array([7, 0])],
      [4, new Uint32Array([30, 8])],
      [[10, 99_999], null],
    ] as const;
    const read = await Promise.all(parts.map((selection) => X.select(selection)));
    await X.read();
    expect(X.isWhole).toBe(true);
    expect(read).toEqual(await Promise.all(parts.map((selection) => X.select(selection))));
    await expect(X.slice(100_000)).rejects.toMatchObject({ tag: 'invalid' });
  });

  it('is read no further than was asked', async () => {
    const [loom, tenX] = [
      await readsOf('loompy.loom', [
        [null, 3],
        [7, null],
      ]),
      await readsOf('tenx-v3.h5', [[7, null]]),
    ];
    expect(loom.filter(({ items }) => items > 0)).toEqual([
      { path: 'matrix', items: 90 },
      { path: 'matrix', items: 150 },
    ]);
    // Of one cell: where its entries begin and end, then those.
    // The last two at the same time.
    expect(tenX.slice(0, 2).map(({ path }) => path)).toEqual(['matrix/data', 'matrix/indptr']);
    expect(new Set(tenX.slice(2).map(({ path }) => path))).toEqual(new Set(['matrix/indices', 'matrix/data']));
    expect(tenX[1]?.items).toBe(2);
    expect(tenX[2]?.items).toBeLessThan(120);
    expect(tenX[3]?.items).toBe(tenX[2]?.items);
    expect(tenX[0]?.items).toBe(0);
  });

  it('is looked at by a few rows', async () => {
    for (const name of MATRICES) {
      const data = await openForeign(name);
      const sample = await data.X?.sample();
      expect(sample?.isWhole).toBe(true);
      expect(sample?.rows.length).toBeGreaterThan(8);
      expect(String(data)).not.toContain('ᐁ');
    }
  });
});

describe('10x Genomics', () => {
  it('names cells by barcode and genes by name, twice the same name included', async () => {
    const data = await openForeign('tenx-v3.h5');
    expect([...data.var.keys()]).toEqual(['gene_ids', 'feature_types', 'genome']);
    const names = namesOf((await data.varNames.read()) as StringArray);
    expect(names[7]).toBe('Gene3');
    expect(namesOf((await data.obsNames.read()) as StringArray)[0]).toMatch(/^[ACGT]{16}-1$/);
  });

  it('opens several genomes as an AnnData each, and one of them alone', async () => {
    const file = join(FOREIGN, 'tenx-v2-two-genomes.h5');
    const both = (await open(file)) as Hdf5Shadow;
    expect(both).toBeInstanceOf(Hdf5Shadow);
    expect(both.counts).toEqual({ objects: 2, groups: 0, datasets: 0 });
    expect(both.resemblance).toBeNull();
    const nested = both.at('mm10') as AnnDataShadow;
    const alone = (await open(`${file}/mm10`)) as AnnDataShadow;
    expect(nested.shape).toEqual(alone.shape);
    const gene = { kind: 'var', name: 'mm10_g5' } as const;
    expect((await nested.obsVector(gene)).values).toEqual((await alone.obsVector(gene)).values);
    expect(nested.isCached).toBe(true);
    both.clearCache('mm10');
    expect(nested.isCached).toBe(false);
  });
});

describe('loom', () => {
  it('keeps text as it was meant: entities by loompy, UTF-8 by others', async () => {
    const entities = await openForeign('spec-2.loom');
    const batches = new Set(toStrings((await entities.obs.column('batch')) as StringArray));
    expect([...batches].sort()).toEqual(['TNF-α+ <b>', 'a']);
    const utf8 = await openForeign('utf8.loom');
    expect(namesOf((await utf8.obsNames.read()) as StringArray)).toEqual(['клетка 1', 'клетка 2', 'клетка 3']);
    expect((await utf8.obsVector({ kind: 'var', name: 'β' })).values).toEqual(new Float32Array([3, 4, 5]));
  });

  it('takes spliced counts for X where there are any, and keeps the matrix as a layer', async () => {
    const data = await openForeign('velocyto.loom');
    expect([...data.layers.keys()]).toEqual(['ambiguous', 'matrix', 'spliced', 'unspliced']);
    const [X, spliced] = [await data.X?.slice(3), await (data.layers.get('spliced') as ElemShadow).slice(3)];
    expect(Array.from((X as NumericArray).data as Float32Array)).toEqual(Array.from((spliced as NumericArray).data as Uint16Array));
    expect(spliced).toMatchObject({ dtype: 'uint16' });
  });

  it('says of a matrix how it lies in the file', async () => {
    const { X } = await openForeign('loompy.loom');
    expect(X?.node).toMatchObject({ shape: [90, 150], layout: { shape: [150, 90], chunks: [64, 64] } });
  });
});

describe('parts that do not fit together', () => {
  it('say so, and the rest is there', async () => {
    const tenX = await openForeign('misfit.h5');
    expect(tenX.X?.node?.problem?.message).toBe('The matrix has 10 cells, but there are 20 barcodes.');
    expect(tenX.shape).toEqual([20, 20]);
    const loom = await openForeign('misfit.loom');
    expect(loom.shape).toEqual([25, 40]);
    await expect(loom.obs.column('CellID')).rejects.toThrow('col_attrs/CellID has 2 values, but the matrix needs 25.');
    await expect((loom.layers.get('small') as ElemShadow).read()).rejects.toThrow('3 × 3 values, but the matrix needs 40 × 25');
    expect(await loom.X?.slice(0)).toMatchObject({ shape: [1, 40] });
  });
});

describe('HDF5 of another kind', () => {
  it('is its groups and datasets, with values', async () => {
    const data = (await open(join(FOREIGN, 'plain.h5'))) as Hdf5Shadow;
    expect(data.counts).toEqual({ objects: 0, groups: 11, datasets: 34 });
    expect(data.resemblance).toBeNull();
    const changes: string[] = [];
    data.addEventListener('change', ({ change, path }) => changes.push(`${change} ${path}`));
    const times = data.at('run 1/times') as ElemShadow;
    expect(await times.slice([1, 3])).toMatchObject({ data: new Float64Array([0.1, 0.2]) });
    expect(await (data.at('run 1/note') as ElemShadow).read()).toMatchObject({ value: 'text with ünïcode' });
    expect(String(data)).toContain('\n    timesᐁ: float64, 20\n');
    data.clearCache();
    await data.close();
    expect(changes).toEqual(['cached run 1/times', 'cached run 1/note', 'dropped run 1/times', 'dropped run 1/note', 'closed ']);
    expect(String(data)).toBe('HDF5 Shadow object, closed\n');
  });

  it('says what a link is, and follows those that lead somewhere', async () => {
    const data = (await open(join(FOREIGN, 'plain.h5'))) as Hdf5Shadow;
    const messageOf = (path: string) => data.at(path).node?.problem?.message;
    expect(messageOf('links/dangling')).toBe('links/dangling is a link to /run 1/nowhere, which is not in the file.');
    expect(messageOf('links/external')).toBe('links/external is a link to /measurements in another file, other.h5.');
    expect(messageOf('links/loop')).toBe('links/loop is a link to /links/loop, which is not in the file.');
    expect(messageOf('links/around')).toBe('links/around is a link back to links, which it lies in.');
    expect(messageOf('links/itself')).toBe('links/itself is a link back to links, which it lies in.');
    expect(messageOf('links/root')).toBe('links/root is a link back to the whole file, which it lies in.');
    expect(data.at('links/soft').shape).toEqual([20]);
    expect(data.at('links/soft to a group').children().size).toBe(11);
    expect((data.at('odd/named type') as ElemShadow).dtype).toBe('named type, float64');
  });

  it('does not guess what a group is, but believes what it says', async () => {
    const data = (await open(join(FOREIGN, 'plain.h5'))) as Hdf5Shadow;
    expect([...data.at('counts').children().keys()]).toEqual(['data', 'indices', 'indptr']);
    const part = (await open(join(FIXTURES, 'zoo.h5ad/obsm'))) as Hdf5Shadow;
    expect(part.at('frame')).toBeInstanceOf(DataFrameShadow);
    expect((part.at('sparse') as ElemShadow).encoding).toBe('csr_matrix');
  });
});
