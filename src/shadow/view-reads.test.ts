import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLES, FIXTURES } from '../testing/paths.ts';
import { type AnnDataShadow, type MuDataShadow, open, readNames } from './index.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const data of opened.splice(0)) await data.close();
});

/** With every path that was read from the file, in order. */
async function openCounted<Data extends AnnDataShadow | MuDataShadow>(file: string): Promise<{ data: Data; reads: string[] }> {
  const data = (await open(file)) as Data;
  opened.push(data);
  const reads: string[] = [];
  data.addEventListener('change', ({ change, path }) => {
    if (change === 'cached') reads.push(path);
  });
  return { data, reads };
}
const citeseq = () => openCounted<MuDataShadow>(join(EXAMPLES, 'citeseq.h5mu'));
const zoo = () => openCounted<AnnDataShadow>(join(FIXTURES, 'zoo.h5ad'));

/** Every second of so many. */
const scattered = (n: number) => Uint8Array.from({ length: n }, (_, i) => i % 2);

describe('making a view', () => {
  it('reads nothing for masks, ranges and positions, and of names only the names', async () => {
    const { data, reads } = await citeseq();
    const rna = data.modality('rna');
    const before = data.stats().read;
    const view = await (await rna.view(scattered(700), [0, 50])).view(new Uint32Array([5, 5, 1]), 3);
    expect([view.shape, view.X?.shape, view.obs.shape, view.raw?.shape]).toEqual([
      [3, 1],
      [3, 1],
      [3, 6],
      [3, 200],
    ]);
    expect([view.obsp.get('distances')?.shape, view.layers.size, view.obsNames.shape]).toEqual([[3, 3], 0, [3]]);
    expect(view.parent).toBe(rna);
    expect(view.selection).toEqual({ obs: new Uint32Array([11, 11, 3]), var: [3, 4] });
    expect([rna.isView, rna.parent, rna.selection]).toEqual([false, null, { obs: null, var: null }]);
    expect([reads, data.stats().read]).toEqual([[], before]);
    await rna.view(null, ['CD3D', 'NKG7']);
    expect(reads).toEqual(['mod/rna/var/_index']);
  });

  it('of a MuData reads where the modalities have the cells, of what is selected', async () => {
    const { data, reads } = await citeseq();
    await data.view(scattered(700));
    expect(reads.toSorted()).toEqual(['obsmap/prot', 'obsmap/rna']);
    const view = await data.view(null, [0, 40]);
    expect(reads.slice(2).toSorted()).toEqual(['varmap/prot', 'varmap/rna']);
    expect([...view.mod].map(([name, { shape }]) => [name, shape])).toEqual([
      ['prot', [700, 32]],
      ['rna', [700, 8]],
    ]);
  });

  it('can be given up', async () => {
    const { data } = await zoo();
    await expect(data.view(['cell1'], null, { signal: AbortSignal.abort() })).rejects.toMatchObject({ tag: 'aborted' });
  });
});

describe('reading through a view', () => {
  it('goes into the cache of the parent, which shows it, and is not done twice', async () => {
    const { data, reads } = await citeseq();
    const rna = data.modality('rna');
    const views = [await rna.view(scattered(700)), await rna.view(new Uint32Array([699, 0, 350])), await rna.view([10, 20])];
    await views[0]?.obs.column('celltype');
    for (const view of views) await view.obs.column('celltype');
    await rna.obs.column('celltype');
    // Cells in many pieces: the column is read as a whole. It serves everybody.
    expect(reads).toEqual(['mod/rna/obs/celltype']);
    expect([rna, ...views].map((each) => each.obs.get('celltype')?.mark)).toEqual(['ᐁ', 'ᐁ', 'ᐁ', 'ᐁ']);
    views[0]?.clearCache('obs');
    expect([data.cachedBytes, rna.obs.get('celltype')?.mark]).toEqual([0, '']);
  });

  it('reads a gene as the parent does, and a few cells alone', async () => {
    const { data, reads } = await citeseq();
    const rna = data.modality('rna');
    const gene = await rna.obsVector({ kind: 'var', name: 'CD3D' });
    const half = await rna.view(scattered(700));
    const { values } = await half.obsVector({ kind: 'var', name: 'CD3D' });
    expect(reads).toEqual(['mod/rna/var/_index', 'mod/rna/X']);
    expect(values).toEqual(gene.values.filter((_, i) => i % 2 === 1));
    data.clearCache();
    const few = await rna.view(new Uint32Array([600, 3, 5]));
    const rows = await few.X?.slice(null);
    // Three rows of 200 float32, not the 700 of the file.
    expect([rows?.shape, data.cachedBytes]).toEqual([[3, 200], 3 * 200 * 4]);
    const X = await rna.X?.slice(new Uint32Array([600, 3, 5]));
    expect([rows, reads.length]).toEqual([X, 3]);
  });

  it('reads an embedding once', async () => {
    const { data, reads } = await citeseq();
    const xy = await data.embedding({ key: 'X_umap', components: [0, 1] });
    data.clearCache();
    const few = await data.view([100, 103]);
    reads.length = 0;
    expect(await few.embedding({ key: 'X_umap', components: [0, 1] })).toEqual(xy.slice(200, 206));
    expect([reads, few.obsm.get('X_umap')?.cachedBytes]).toEqual([['obsm/X_umap'], 3 * 2 * 4]);
  });

  it('keeps a sparse matrix sparse: of few cells out of their rows, of many out of the whole', async () => {
    const { data, reads } = await citeseq();
    const rna = data.modality('rna');
    const [few, many] = [await rna.view([5, 8]), await rna.view([5, 600])];
    const part = await few.X?.read();
    expect([part?.kind, part && 'shape' in part && part.shape, rna.X?.isWhole]).toEqual(['sparse', [3, 200], false]);
    const most = await many.X?.read();
    expect([most?.kind, most && 'shape' in most && most.shape, rna.X?.isWhole, many.X?.isWhole]).toEqual([
      'sparse',
      [595, 200],
      true,
      true,
    ]);
    // Now all is there.
    expect(await few.X?.read()).toEqual(part);
    expect(few.X?.peek()).toEqual(part);
    await many.X?.slice(7);
    expect(reads).toEqual(['mod/rna/X', 'mod/rna/X']);
  });

  it('shows what cannot be read as the parent does, and has no sample', async () => {
    const { data } = await openCounted<AnnDataShadow>(join(FIXTURES, 'broken-elements.h5ad'));
    const view = await data.view(Uint8Array.from({ length: data.nObs }, (_, i) => Number(i !== 1)));
    let unreadable = 0;
    for (const name of data.obs.keys()) {
      const [inParent, inView] = await Promise.allSettled([data.obs.column(name), view.obs.column(name)]);
      expect([name, inView.status]).toEqual([name, inParent.status]);
      if (inParent.status === 'fulfilled' || inView.status === 'fulfilled') continue;
      expect(inView.reason.record).toEqual(inParent.reason.record);
      expect(view.obs.get(name)?.problem).toEqual(data.obs.get(name)?.problem);
      unreadable++;
    }
    expect(unreadable).toBeGreaterThan(0);
    await expect((await (await zoo()).data.view([0, 2])).X?.sample()).rejects.toThrow('no sample of its own');
  });
});

describe('vectors of a view', () => {
  it('are those of its cells, in their order; codes and colours mean the same as in the parent', async () => {
    const { data } = await zoo();
    const positions = [59, 2, 2, 31];
    const view = await data.view(new Uint32Array(positions), [0, 10]);
    for (const ref of [
      { kind: 'obs', column: 'with_missing' },
      { kind: 'obs', column: 'flag' },
      { kind: 'var', name: 'gene7' },
      { kind: 'var', name: 'gene7', layer: 'csc' },
      { kind: 'var', name: 'raw40', raw: true },
      { kind: 'obsm', key: 'X_pca', component: 3 },
      { kind: 'obsm', key: 'frame', component: 'q' },
      { kind: 'obsm', key: 'sparse', component: 1 },
    ] as const) {
      const [all, own] = [await data.obsVector(ref), await view.obsVector(ref)];
      expect(Array.from(own.values), JSON.stringify(ref)).toEqual(positions.map((i) => all.values[i]));
      expect(own.categories, JSON.stringify(ref)).toEqual(all.categories);
    }
    const colors = { kind: 'obs', column: 'cell_type' } as const;
    expect(await view.categoryColors(colors)).toEqual(await data.categoryColors(colors));
    const cell = { kind: 'obs', name: 'cell31' } as const;
    expect((await view.varVector(cell)).values).toEqual((await data.varVector(cell)).values.slice(0, 10));
    await expect(view.obsVector({ kind: 'var', name: 'gene11' })).rejects.toThrow('There is no “gene11” among the 10 names');
    await expect(view.varVector({ kind: 'obs', name: 'cell1' })).rejects.toThrow('There is no “cell1” among the 3 names');
  });

  it('of a modality have one value for each cell of the MuData’s view', async () => {
    const { data } = await openCounted<MuDataShadow>(join(FIXTURES, 'partly-shared.h5mu'));
    const positions = [46, 3, 12, 3, 41, 20];
    const view = await data.view(new Uint32Array(positions));
    for (const mod of ['rna', 'prot']) {
      const name = (await readNames(data.modality(mod).varNames))[1] as string;
      for (const ref of [
        { mod, kind: 'var', name },
        { mod, kind: 'obsm', key: mod === 'rna' ? 'X_umap' : 'X_pca', component: 1 },
      ] as const) {
        if (ref.kind === 'obsm' && !data.modality(mod).obsm.has(ref.key)) continue;
        const [all, own] = [await data.obsVector(ref), await view.obsVector(ref)];
        expect(Array.from(own.values), JSON.stringify(ref)).toEqual(positions.map((i) => all.values[i]));
      }
    }
    // Not a test of nothing: some are in the one, some in the other.
    expect(Array.from(await view.cellMap('rna'), Boolean)).toContain(false);
    expect(Array.from(await view.cellMap('rna'), Boolean)).toContain(true);
  });

  it('of a MuData in a MuData as well', async () => {
    const { data } = await openCounted<MuDataShadow>(join(FIXTURES, 'formats', 'nested.h5mu'));
    const [name, inner] = [...data.modalities].find(([, modality]) => 'modalities' in modality) as [string, MuDataShadow];
    const names = await readNames(data.obsNames);
    const view = await data.view(new Uint32Array([4, 1, 7]));
    const viewed = view.modalities.get(name) as MuDataShadow;
    const own = await readNames(inner.obsNames);
    const asked = [4, 1, 7].map((i) => names[i] as string);
    expect(await readNames(viewed.obsNames)).toEqual(asked.filter((cell) => own.includes(cell)));
    for (const [key, modality] of inner.mod) {
      const cells = await readNames(modality.obsNames);
      expect(await readNames(viewed.modality(key).obsNames)).toEqual(asked.filter((cell) => cells.includes(cell)));
    }
    expect([viewed.isView, inner.mod.size > 0, viewed.nObs > 0]).toEqual([true, true, true]);
  });
});
