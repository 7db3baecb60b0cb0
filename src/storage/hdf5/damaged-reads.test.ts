import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../io/memory-source.ts';
import { mutate } from '../../testing/mutate.ts';
import { FILTERS, FIXTURES } from '../../testing/paths.ts';
import type { StorageNode } from '../storage.ts';
import { Hdf5Storage } from './hdf5-storage.ts';

const openDamaged = (base: string, seed: number): Promise<Hdf5Storage> =>
  Hdf5Storage.open(memorySource(mutate(readFileSync(base), seed).bytes, 'x'));

async function find(storage: Hdf5Storage, path: string): Promise<StorageNode> {
  const node = (await storage.list(path.split('/').slice(0, -1).join('/'))).find((member) => member.path === path);
  if (!node) throw new Error(`there is no ${path}`);
  return node;
}

// Seeds of `npm run fuzz` that gave values which Python does not have.
describe('damage that was read as values', () => {
  it.each([
    ['lzf', 592, 'layers/sparse/indices', 'unpacks to 252 bytes instead of 256'],
    ['layouts-earliest', 621, 'uns/plain/fixed', 'has 0 bytes instead of 400'],
    ['zstd', 656, 'obsm/u8_0', 'cannot be unpacked'],
    ['zstd', 877, 'uns/text', 'cannot be unpacked'],
    ['gzip', 1239, 'obsm/u1_0', 'has 0 bytes instead of 112'],
    ['zstd', 1358, 'obsm/u8_0', 'cannot be unpacked'],
  ])('is an error of the dataset: %s.h5ad, seed %i', async (base, seed, path, reason) => {
    const storage = await openDamaged(join(FILTERS, `${base}.h5ad`), seed);
    const node = await find(storage, path);
    await expect(storage.read(node, null)).rejects.toMatchObject({
      record: { tag: 'corrupt', path, message: expect.stringContaining(reason) },
    });
    storage.close();
  });

  it('is an error of the group whose names h5py does not trust', async () => {
    const storage = await openDamaged(join(FILTERS, 'blosc.h5ad'), 1552);
    await expect(storage.list('')).rejects.toMatchObject({ record: { tag: 'corrupt', message: expect.stringContaining('free space') } });
    storage.close();
  });

  it('is an error of the group in which a member has lost its name, and has no attributes of another', async () => {
    const storage = await openDamaged(join(FIXTURES, 'zoo.h5ad'), 806);
    await expect(storage.list('obs/ordered')).rejects.toMatchObject({ record: { tag: 'corrupt', path: 'obs/ordered' } });
    expect((await storage.list('obs')).length).toBeGreaterThan(10);
    storage.close();
  });
});
