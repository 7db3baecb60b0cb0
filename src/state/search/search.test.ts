import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AnnDataShadow, type MuDataShadow, open, type VarRef } from '../../shadow/index.ts';
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
    // Elsewhere, a column of symbols is not read.
    const zoo = await searching(join(FIXTURES, 'zoo.h5ad'));
    zoo.search.open();
    await zoo.activity.idle();
    expect(zoo.data.at('var/symbol').isCached).toBe(false);
    await Promise.all([data.close(), zoo.data.close()]);
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
    expect(search.getState()).toEqual({ isOpen: false, query: '', genes: [], groups: [] });
    await data.close();
  });
});

const citeseq = sharedFile('citeseq/citeseq.h5mu');

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
          if (!tasks.some(({ done }) => (done ?? 0) > 0)) return;
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
