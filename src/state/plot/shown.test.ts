import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { ElemShadow, MuDataShadow } from '../../shadow/index.ts';
import { EXAMPLES } from '../../testing/paths.ts';
import { createViewer } from '../viewer.ts';

// Node has no frames.
vi.stubGlobal('requestAnimationFrame', setTimeout);
vi.stubGlobal('cancelAnimationFrame', clearTimeout);

it('what the plot shows stays in the cache while everything else makes room', async () => {
  const viewer = createViewer();
  const mdata = (await viewer.open(await openAsBlob(join(EXAMPLES, 'citeseq.h5mu')))) as MuDataShadow;
  await viewer.activity.idle();
  const { cache } = mdata.session;
  const isCached = (path: string): boolean => mdata.at(path).isCached;
  cache.budget = 1000;
  await (mdata.modality('rna').obs.get('total_counts') as ElemShadow).read();
  await mdata.modality('rna').X?.read();
  expect(['obsm/X_umap', 'mod/rna/obs/celltype', 'mod/rna/uns/celltype_colors'].map(isCached)).toEqual([true, true, true]);
  expect(isCached('mod/rna/obs/total_counts')).toBe(false);

  // What is shown no longer makes room as everything does.
  await viewer.plot.colorBy({ mod: 'rna', kind: 'obs', column: 'leiden' });
  await (mdata.modality('rna').obs.get('total_counts') as ElemShadow).read();
  expect(['mod/rna/obs/leiden', 'mod/rna/obs/celltype'].map(isCached)).toEqual([true, false]);

  // The user's own word counts more.
  mdata.clearCache();
  expect(cache.bytes('')).toBe(0);
  await viewer.close();
});
