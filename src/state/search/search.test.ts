import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type AnnDataShadow, type MuDataShadow, open, readNames, type SetRef, type VarRef } from '../../shadow/index.ts';
import { EXAMPLES, FIXTURES, sharedFile } from '../../testing/paths.ts';
import { createActivity } from '../activity.ts';
import { refLabel } from '../plot/columns.ts';
import { createPlot } from '../plot/plot.ts';
import { createSearch, type Search } from './search.ts';

async function searching(file: string) {
  const data = (await open(file)) as MuDataShadow & AnnDataShadow;
  const activity = createActivity();
  const plot = createPlot(activity);
  const search = createSearch(activity, plot);
  search.start(data);
  await plot.start(data);
  return { data, activity, plot, search, statuses: () => search.getState().genes.map(({ status }) => status) };
}

/** `Genes · rna: CD3D; CD3E` */
function shown(search: Search): string[] {
  return search.getState().groups.map(({ label, items }) => `${label}: ${items.map((item) => item.label).join('; ')}`);
}

describe('the search box', () => {
  it('reads nothing before it is opened, names once, and nothing after the cache was cleared', async () => {
    const { data, activity, search, statuses } = await searching(join(EXAMPLES, 'citeseq.h5mu'));
    const paths = ['mod/rna/var', 'mod/rna/raw/var', 'mod/prot/var'];
    expect(paths.some((path) => data.at(path).isCached)).toBe(false);
    expect(statuses()).toEqual(['unread', 'unread']);
    search.open();
    expect(statuses()).toEqual(['reading', 'reading']);
    await activity.idle();
    expect(statuses()).toEqual(['ready', 'ready']);
    expect(paths.every((path) => data.at(path).isCached)).toBe(true);
    data.clearCache();
    const { requests } = data.stats();
    search.close();
    search.open();
    search.setQuery('cd3');
    await activity.idle();
    expect(shown(search)).toEqual([
      'Proteins · prot: CD3_TotalSeqB; CD34_TotalSeqB; CD335_TotalSeqB',
      'Genes · rna: CD37; CD3D; CD3E; CD3G',
    ]);
    expect(data.stats().requests).toBe(requests);
    await data.close();
  });

  it('offers columns and colours of before, and finds both kinds', async () => {
    const { data, activity, plot, search } = await searching(join(FIXTURES, 'zoo.h5ad'));
    search.open();
    await activity.idle();
    expect(shown(search)[0]).toMatch(/^obs: cell_type; ordered;/);
    search.setQuery('gene1');
    expect(shown(search)).toEqual([`Genes: gene1; ${Array.from({ length: 10 }, (_, i) => `gene1${i}`).join('; ')}`]);
    await plot.colorBy(search.getState().groups[0]?.items[0]?.ref as VarRef);
    expect(refLabel(plot.getState().coloring?.ref as VarRef)).toBe('gene1 · X');
    search.open('');
    expect(shown(search)[0]).toBe('Used before: cell_type');
    search.setQuery('raw3');
    expect(search.getState().groups[0]?.items[0]).toMatchObject({ detail: 'only in raw', ref: { name: 'raw3', raw: true } });
    search.setQuery('nothing of that name');
    expect(shown(search)).toEqual([]);
    await data.close();
  });

  it('keeps the source that was chosen for the next genes', async () => {
    const { data, activity, search } = await searching(join(FIXTURES, 'ensembl.h5ad'));
    search.open();
    await activity.idle();
    const first = (query: string): VarRef => {
      search.setQuery(query);
      return search.getState().groups[0]?.items[0]?.ref as VarRef;
    };
    expect(first('lyz').raw).toBe(true);
    search.switchSource(first('lyz'), { layer: 'counts' });
    expect(first('cd8a')).toMatchObject({ layer: 'counts' });
    // The layer has fewer genes than raw.
    expect(first('foxp3').raw).toBe(true);
    await activity.idle();
    await data.close();
  });

  it('searches symbols where the index is of identifiers, and says which of equal names is meant', async () => {
    const { data, activity, search } = await searching(join(FIXTURES, 'ensembl.h5ad'));
    search.open();
    await activity.idle();
    search.setQuery('cd3d');
    expect(search.getState().groups).toMatchObject([
      {
        label: 'Genes',
        items: [
          { label: 'CD3D', detail: 'ENSG00000000100 · the first of 2' },
          { label: 'CD3D', detail: 'ENSG00000000109 · only in raw' },
        ],
        more: 0,
      },
    ]);
    const ref = search.getState().groups[0]?.items[0]?.ref as VarRef;
    expect(refLabel(ref)).toBe('CD3D (ENSG00000000100) · raw');
    await data.close();
  });

  it('searches symbols beside names of any kind; names that say nothing to people stand behind them', async () => {
    const { data, activity, search } = await searching(join(FIXTURES, 'zoo.h5ad'));
    search.open();
    await activity.idle();
    const first = () => search.getState().groups[0]?.items[0];
    search.setQuery('sym7');
    expect(first()).toMatchObject({ label: 'gene7', detail: 'SYM7', ref: { name: 'gene7' } });
    expect(first()?.ref).not.toHaveProperty('symbol');
    await data.close();
  });

  it.each([
    ['symbols', ['gene_symbols', 'TP'], true],
    ['a column in capitals', ['Symbol', 'TP'], true],
    ['identifiers, which are no symbols', ['gene_name', 'ENSG0000000000'], false],
    ['sentences', ['name', 'a gene of '], false],
    ['something else', ['pathway', 'TP'], false],
  ])('where names are numbers, a column of %s', async (_, [column, prefix], isSearched) => {
    const { data, activity, search } = await searching(join(FIXTURES, 'scans.h5ad'));
    data.var.set(
      column as string,
      Array.from({ length: 40 }, (__, i) => `${prefix}${i}`),
    );
    search.open();
    await activity.idle();
    search.setQuery(`${prefix}12`);
    expect(search.getState().groups[0]?.items[0]?.label).toBe(isSearched ? 'TP12' : undefined);
    search.setQuery('12');
    expect(search.getState().groups[0]?.items[0]).toMatchObject(isSearched ? { label: 'TP12', detail: '12' } : { label: '12' });
    await data.close();
  });

  it('names that cannot be read do not hide the others', async () => {
    const { data, activity, search, statuses } = await searching(join(FIXTURES, 'unreadable-names.h5mu'));
    search.open();
    await activity.idle();
    expect(statuses()).toEqual(['ready', 'failed']);
    expect(search.getState().genes[1]?.error?.path).toBe('mod/prot/var/_index');
    search.setQuery('g3');
    expect(shown(search)).toEqual(['Genes · rna: g3']);
    await data.close();
  });

  it('looks through obsm once, and again when something was added or taken away', async () => {
    const { data, search } = await searching(join(EXAMPLES, 'citeseq.h5mu'));
    const rna = data.modality('rna');
    const walks = vi.spyOn(rna.obsm, Symbol.iterator);
    const found = (query: string): string[] => {
      search.setQuery(query);
      return search.getState().groups.flatMap(({ items }) => items.map(({ label }) => label));
    };
    search.open();
    for (const query of ['late', 'laten', 'latent', 'latent1']) expect(found(query)).toEqual([]);
    expect(walks).toHaveBeenCalledTimes(1);
    rna.obsm.set('X_latent', { kind: 'numeric', dtype: 'float32', shape: [rna.nObs, 2], data: new Float32Array(2 * rna.nObs) });
    for (let i = 0; i < 2; i++) expect(found('latent 2')).toEqual(['X_latent · 2']);
    expect(walks.mock.calls.length).toBeLessThanOrEqual(2);
    rna.obsm.delete('X_latent');
    expect(found('latent 2')).toEqual([]);
    await data.close();
  });

  it('finds columns of obsm by what people call them, and lists few of many', async () => {
    const { data, activity, search } = await searching(join(EXAMPLES, 'citeseq.h5mu'));
    search.open();
    await activity.idle();
    const found = (query: string): string[] => {
      search.setQuery(query);
      return search.getState().groups.map(({ label, items, more }) => `${label}: ${items.map((item) => item.label).join('; ')} +${more}`);
    };
    expect(found('X_pca')).toEqual(['obsm · prot: X_pca · 1; X_pca · 2; X_pca · 3 +7', 'obsm · rna: X_pca · 1; X_pca · 2; X_pca · 3 +7']);
    for (const query of ['X_pca 7', 'pca7', 'PC 7', 'pca · 7', 'X_PCA_7'])
      expect(found(query), query).toEqual(['obsm · prot: X_pca · 7 +0', 'obsm · rna: X_pca · 7 +0']);
    expect(found('pc1')).toEqual(['obsm · prot: X_pca · 1; X_pca · 10 +0', 'obsm · rna: X_pca · 1; X_pca · 10 +0']);
    expect(found('factor 3')).toEqual(['obsm: X_mofa · 3 +0']);
    expect(search.getState().groups[0]?.items[0]).toMatchObject({ detail: 'Factor 3', ref: { kind: 'obsm', key: 'X_mofa', component: 2 } });
    expect(found('umap2')[0]).toBe('obsm: X_umap · 2; X_wnn_umap · 2; X_mofa_umap · 2 +0');
    expect(found('pca11')).toEqual([]);
    await data.close();
    const zoo = await searching(join(FIXTURES, 'zoo.h5ad'));
    zoo.search.open();
    await zoo.activity.idle();
    for (const [query, ref] of [
      ['frame q', { key: 'frame', component: 'q' }],
      ['sparse 2', { key: 'sparse', component: 1 }],
    ] as const) {
      zoo.search.setQuery(query);
      expect(zoo.search.getState().groups[0]?.items[0]?.ref, query).toMatchObject(ref);
    }
    await zoo.data.close();
  });

  it('offers what is similar where little has the query in its name', async () => {
    const { data, activity, search } = await searching(join(EXAMPLES, 'citeseq.h5mu'));
    search.open();
    await activity.idle();
    const similar = (query: string): string[] => {
      search.setQuery(query);
      const [last] = search.getState().groups.slice(-1);
      return last?.label === 'Similar' ? last.items.map(({ label, detail }) => `${label} · ${detail}`) : [];
    };
    expect(similar('celltpye')).toEqual(['celltype · obs · rna']);
    expect(similar('MS4A2')).toEqual(['MS4A1 · gene · rna']);
    expect(similar('cd3_totalseqc')).toContain('CD3_TotalSeqB · protein · prot');
    expect(similar('X_pac')).toEqual(expect.arrayContaining(['X_pca · 1 · PC 1 · obsm · rna']));
    expect(similar('lz')).toEqual([]);
    // It is there: others are not meant.
    expect(similar('cd3d')).toEqual([]);
    await data.close();
  });

  it('gives up reading, and reads when it is opened again', async () => {
    const { data, activity, search, statuses } = await searching(join(EXAMPLES, 'citeseq.h5mu'));
    search.open();
    search.cancel();
    expect(statuses()).toEqual(['unread', 'unread']);
    search.open();
    await activity.idle();
    expect(statuses()).toEqual(['ready', 'ready']);
    await data.close();
  });

  it('forgets a file that is gone', async () => {
    const { data, activity, search } = await searching(join(FIXTURES, 'zoo.h5ad'));
    search.open();
    search.clear();
    await activity.idle();
    expect(search.getState()).toEqual({ isOpen: false, query: '', genes: [], groups: [], note: null });
    await data.close();
  });
});

const citeseq = sharedFile('citeseq/citeseq.h5mu');

describe('a list of genes', () => {
  it('offers the mean for each matrix, and says what is unknown', async () => {
    const { data, activity, search } = await searching(join(EXAMPLES, 'citeseq.h5mu'));
    search.open();
    await activity.idle();
    const state = (query: string) => {
      search.setQuery(query);
      const { groups, note } = search.getState();
      return { offers: groups.flatMap(({ items }) => items.map(({ label, detail }) => `${label} · ${detail}`)), note };
    };
    const list = 'CD3D, cd3e;CD3G\tFOO\nMS4A2 CD3D ["LYZ"] cd3_totalseqb, CD4_TotalSeqB';
    const both = { offers: ['Mean of 4 genes · 4 of 6 · rna · raw', 'Mean of 4 genes · 4 of 6 · rna · X'] };
    expect(state(list).offers.slice(0, 2)).toEqual(both.offers);
    expect(state(list).offers.slice(2)).toEqual([
      'Mean of 2 proteins · 2 of 6 · prot · X',
      'Mean of 2 proteins · 2 of 6 · prot · layer counts',
    ]);
    expect(state(list).note).toEqual({
      unknown: [
        { name: 'FOO', meant: [] },
        { name: 'MS4A2', meant: ['MS4A1'] },
      ],
      several: [],
      tooMany: null,
    });
    const ref = search.getState().groups[0]?.items[0]?.ref as SetRef;
    expect(ref).toEqual({ mod: 'rna', kind: 'set', names: ['CD3D', 'CD3E', 'CD3G', 'LYZ'], raw: true });
    expect(refLabel(ref)).toBe('mean of 4 genes · rna · raw');
    // Without separators of its own, a list is one where two names are known.
    expect(state('cd3d lyz')).toMatchObject({
      offers: ['Mean of 2 genes · rna · raw', 'Mean of 2 genes · rna · X'],
      note: { unknown: [] },
    });
    expect(state('no such gene')).toEqual({ offers: [], note: null });
    expect(state('CD3D,')).toMatchObject({ offers: ['CD3D · '], note: null });
    expect(state('CD3D, FOO')).toMatchObject({ offers: ['CD3D · gene · rna · raw'], note: { unknown: [{ name: 'FOO' }] } });
    expect(state('FOO, BAR')).toMatchObject({ offers: [], note: { unknown: [{ name: 'FOO' }, { name: 'BAR' }] } });
    await data.close();
  });

  it('knows symbols and identifiers, with the one’s version or the other’s case, and says what is not clear', async () => {
    const { data, activity, search, plot } = await searching(join(FIXTURES, 'ensembl.h5ad'));
    search.open();
    await activity.idle();
    search.setQuery('cd3d, CD3E, ENSG00000000102.7, ensg00000000103, CD8A');
    const { groups, note } = search.getState();
    const [raw, X] = (groups[0]?.items ?? []).map(({ ref }) => ref as SetRef);
    // The first of the name, though raw has another.
    const four = ['ENSG00000000100', 'ENSG00000000101', 'ENSG00000000102', 'ENSG00000000103'];
    expect([raw?.names, X?.names]).toEqual([four, four]);
    expect(raw?.symbols).toEqual(['CD3D', 'CD3E', 'CD8A', 'MS4A1']);
    expect(note).toMatchObject({ unknown: [], several: ['cd3d'] });
    await plot.colorBy(raw as SetRef);
    expect(refLabel(plot.getState().coloring?.ref as SetRef)).toBe('mean of 4 genes · raw');
    await plot.colorBy({ ...(raw as SetRef), names: [...four.slice(1), 'ENSG00000000104'] });
    search.open('');
    // As many genes, and others.
    expect(search.getState().groups[0]?.items[0]).toMatchObject({ label: 'Mean of 4 genes', detail: 'raw · CD3D, CD3E, CD8A, MS4A1' });
    await data.close();
  });

  it('lists genes one by one where no matrix has two of them', async () => {
    const { data, activity, search } = await searching(join(FIXTURES, 'zoo.h5ad'));
    search.open();
    await activity.idle();
    search.setQuery('gene1, raw30');
    expect(search.getState().groups).toMatchObject([
      {
        label: 'List of 2 names',
        items: [
          { label: 'gene1', detail: 'gene · X' },
          { label: 'raw30', detail: 'gene · raw' },
        ],
      },
    ]);
    await data.close();
  });

  it('has at most as many genes as a view keeps', async () => {
    const { data, activity, search } = await searching(join(EXAMPLES, 'pbmc68k_reduced.h5ad'));
    search.open();
    await activity.idle();
    const names = await readNames(data.varNames);
    search.setQuery(names.slice(0, 500).join(' '));
    expect(search.getState().groups[0]?.items[0]?.label).toBe('Mean of 500 genes');
    search.setQuery(names.slice(0, 501).join(' '));
    expect(search.getState()).toMatchObject({ groups: [], note: { tooMany: 501 } });
    await data.close();
  });
});

describe.skipIf(!citeseq)('a gene out of a large matrix', () => {
  it('is given up at once for a newer one: the older is not read to its end', async () => {
    const { data, activity, plot } = await searching(citeseq as string);
    const rows = data.modality('rna').raw?.X;
    const read = async (work: () => Promise<unknown>): Promise<number> => {
      const before = data.stats().read;
      await work();
      return data.stats().read - before;
    };
    const gene = (name: string): VarRef => ({ mod: 'rna', kind: 'var', name, raw: true });
    const cells = (name: string): Promise<unknown> => data.obsVector(gene(name));
    // What every gene needs: the names, and the scan.
    await cells('MS4A1');
    rows?.clearCache();
    const scan = await read(() => cells('CD3D'));
    rows?.clearCache();
    const both = await read(async () => {
      const older = plot.colorBy(gene('CD8A'));
      // As soon as it has read something.
      await new Promise<void>((resolve) => {
        const stop = activity.subscribe(({ tasks }) => {
          if (!tasks.some(({ last }) => (last?.done ?? 0) > 0)) return;
          stop();
          resolve();
        });
      });
      await Promise.all([older, plot.colorBy(gene('NKG7'))]);
    });
    expect(both).toBeLessThan(1.7 * scan);
    const { coloring } = plot.getState();
    expect(coloring && refLabel(coloring.ref)).toBe('NKG7 · rna · raw');
    // Read to its end, it would be cached.
    const { requests } = data.stats();
    await cells('NKG7');
    expect(data.stats().requests).toBe(requests);
    await cells('CD8A');
    expect(data.stats().requests).toBeGreaterThan(requests);
    await data.close();
  });
});
