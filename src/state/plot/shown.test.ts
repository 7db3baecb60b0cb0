import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { ElemShadow, MuDataShadow, OutlineNode } from '../../shadow/index.ts';
import { predictBytes } from '../../shadow/predict.ts';
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
  // X fits, and nothing beside it.
  const X = mdata.modality('rna').X as ElemShadow;
  cache.budget = predictBytes(X.node as OutlineNode, null);
  await (mdata.modality('rna').obs.get('total_counts') as ElemShadow).read();
  await X.read();
  expect(['obsm/X_umap', 'mod/rna/obs/celltype', 'mod/rna/uns/celltype_colors'].map(isCached)).toEqual([true, true, true]);
  expect(isCached('mod/rna/obs/total_counts')).toBe(false);

  // What is shown no longer makes room as everything does.
  await viewer.plot.colorBy({ mod: 'rna', kind: 'obs', column: 'leiden' });
  mdata.modality('rna').clearCache('X');
  await X.read();
  expect(['mod/rna/obs/leiden', 'mod/rna/obs/celltype'].map(isCached)).toEqual([true, false]);

  // The user's own word counts more.
  mdata.clearCache();
  expect(cache.bytes('')).toBe(0);
  await viewer.close();
});
