import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type AnnDataShadow, open } from '../../shadow/index.ts';
import { FIXTURES } from '../../testing/paths.ts';
import { slowServer } from '../../testing/slow-server.ts';
import { scanText } from './scan-text.ts';

it('says how much is looked through for a gene, of a file behind a URL only, and not where it lies by columns', async () => {
  const path = join(FIXTURES, 'scans.h5ad');
  const server = await slowServer(path, 0);
  const remote = (await open(server.url)) as AnnDataShadow;
  const local = (await open(path)) as AnnDataShadow;
  const csc = [...local.layers.values()].find((layer) => 'encoding' in layer && layer.encoding === 'csc_matrix')?.name;
  expect(csc).toBeDefined();
  expect(scanText(remote, { kind: 'var', name: '7' })).toMatch(/^, out of \d+(\.\d+)? [kM]B$/);
  expect(scanText(remote, { kind: 'var', name: '7', layer: csc })).toBe('');
  expect(scanText(remote, { kind: 'obs', column: 'kind' })).toBe('');
  expect(scanText(local, { kind: 'var', name: '7' })).toBe('');
  await Promise.all([remote.close(), local.close(), server.close()]);
});
