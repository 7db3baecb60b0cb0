import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DenseFiller } from '../../arrays/sparse.ts';
import { describeFile } from '../../cli/describe-file.ts';
import { toJson } from '../../cli/json.ts';
import { AnnDataFile } from '../../encodings/anndata-file.ts';
import { nodeFolderStore } from '../../io/store/node-folder-store.ts';
import { type AnnDataShadow, type ElemShadow, open, type Value } from '../../shadow/index.ts';
import { sharedFile, ZARR } from '../../testing/paths.ts';
import { unpack } from '../../testing/unpack.ts';
import { serveFolder, type ZarrServer } from '../../testing/zarr-server.ts';
import { ZarrStorage } from './zarr-storage.ts';

const layer = (data: AnnDataShadow, name: string): ElemShadow => data.layers.get(name) as ElemShadow;

describe('single arrays that cannot be read', () => {
  it('say why, and everything else is there', async () => {
    const data = (await open(join(ZARR, 'bad.zarr.zip'))) as AnnDataShadow;
    const { elements } = JSON.parse(toJson(await describeFile(data))) as { elements: Record<string, { type: string; reason?: string }> };
    const unread = Object.fromEntries(
      Object.entries(elements).flatMap(([path, { type, reason }]) => (type === 'unreadable' ? [[path, reason]] : [])),
    );
    expect(unread).toEqual({
      'obsm/unknown_codec': 'obsm/unknown_codec is stored with the codec “zfpy”, which Umbra cannot undo.',
      'obsm/around_shards': 'obsm/around_shards is stored with a codec around sharding, which Umbra cannot undo.',
      'obsm/index_first': 'obsm/index_first is stored with an index at the start of each shard, which Umbra cannot undo.',
      'obsm/other_grid': 'obsm/other_grid is stored with the chunk grid “rectilinear”, which Umbra cannot undo.',
      'obsm/damaged_chunk': expect.stringMatching(/could not be read: chunk 1\.0 is damaged, gzip could not undo it\.$/),
      'obsm/damaged_index': expect.stringMatching(/could not be read: chunk 0\.0 is damaged, crc32c could not undo it\.$/),
      'obsm/short_chunk': expect.stringMatching(/chunk 1\.0 is damaged, it has 24 bytes instead of 80\.$/),
      'obsm/not_json': expect.stringMatching(/obsm\/not_json\/zarr\.json in bad\.zarr\.zip is not JSON/),
      'obsm/no_shape': 'obsm/no_shape is an array, but its metadata do not say its shape and chunks.',
      'uns/times': 'uns/times holds values of the type datetime64[ns], which Umbra does not read.',
    });
    // A chunk that is not there is no damage: it is what the array is filled with.
    const missing = await (data.obsm.get('missing_chunk') as ElemShadow).read();
    expect(missing).toMatchObject({ kind: 'numeric', shape: [40, 2] });
    const numbers = Array.from((missing as { data: Float32Array }).data);
    expect(numbers.slice(20, 40).every((number) => number === 0)).toBe(true);
    expect(numbers.slice(0, 20).every((number) => number !== 0)).toBe(true);
    expect(elements['X']).toMatchObject({ type: 'sparse' });
    await data.close();
  });
});

describe('requests', () => {
  let server: ZarrServer;
  beforeAll(async () => {
    server = await serveFolder(await unpack(join(ZARR, 'genes.zarr.zip')));
  });
  afterAll(() => server.close());

  const keysOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    const before = server.asked.length;
    await work();
    return server.asked.slice(before).map(({ key }) => key.replace(/^.*\.zarr\//, ''));
  };

  it('of opening are one, where metadata are consolidated', async () => {
    const keys = await keysOf(async () => (await open(`${server.url}/sharded.zarr`)).close());
    expect(keys).toEqual(['zarr.json']);
    const v2 = await keysOf(async () => (await open(`${server.url}/v2.zarr`)).close());
    expect(v2).toEqual(['zarr.json', '.zmetadata']);
  });

  it('of small arrays in shards are one each', async () => {
    const data = (await open(`${server.url}/sharded.zarr`)) as AnnDataShadow;
    const keys = await keysOf(() =>
      Promise.all([data.embedding({ key: 'X_umap', components: [0, 1] }), data.obsVector({ kind: 'obs', column: 'cluster' })]),
    );
    expect(keys.toSorted()).toEqual(['obs/cluster/categories/c/0', 'obs/cluster/codes/c/0', 'obsm/X_umap/c/0/0']);
    await data.close();
  });

  const pbmc = sharedFile('pbmc68k_reduced.zarr.zip');
  it.skipIf(!pbmc)(
    'of a sharded store are four until its UMAP is coloured by cluster: metadata, coordinates, codes, categories',
    async () => {
      const store = await serveFolder(await unpack(pbmc as string));
      const data = (await open(`${store.url}/`)) as AnnDataShadow;
      await Promise.all([data.embedding({ key: 'X_umap', components: [0, 1] }), data.obsVector({ kind: 'obs', column: 'bulk_labels' })]);
      expect(store.asked.length).toBe(4);
      await Promise.all([data.close(), store.close()]);
    },
  );

  it('of a gene that lies by columns are those of its entries', async () => {
    for (const [store, most] of [
      ['v2', 3],
      ['sharded', 9],
    ] as const) {
      const data = (await open(`${server.url}/${store}.zarr`)) as AnnDataShadow;
      const keys = await keysOf(() => layer(data, 'csc').slice(null, 77));
      // Where it begins and ends, then its entries: of a shard its beginning and its index as well.
      expect(keys.length, store).toBeLessThanOrEqual(most);
      expect(new Set(keys.map((key) => key.split('/')[2]))).toEqual(new Set(['indptr', 'indices', 'data']));
      const another = await keysOf(() => layer(data, 'csc').slice(null, 78));
      expect(another.length, store).toBeLessThanOrEqual(3);
      await data.close();
    }
  });

  it('bring the same genes out of every layout', async () => {
    for (const store of ['v2', 'sharded']) {
      const data = (await open(`${server.url}/${store}.zarr`)) as AnnDataShadow;
      const [csr, csc, dense] = await Promise.all([
        data.X?.slice(null, 77),
        layer(data, 'csc').slice(null, 77),
        layer(data, 'dense').slice(null, 77),
      ]);
      expect(csr).toMatchObject({ kind: 'numeric', dtype: 'float32' });
      expect(csc).toEqual(csr);
      expect(dense).toEqual(csr);
      await data.close();
    }
  });

  it('end when the caller gives up, and nothing is asked for any more', async () => {
    const data = (await open(`${server.url}/v2.zarr`)) as AnnDataShadow;
    const before = server.asked.length;
    const controller = new AbortController();
    const reading = layer(data, 'dense').read({
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(reading).rejects.toMatchObject({ tag: 'aborted' });
    // Those that were on their way; there are 50 chunks.
    await data.obsVector({ kind: 'obs', column: 'score' });
    const dense = server.asked.slice(before).filter(({ key }) => key.includes('layers/dense'));
    expect(dense.length).toBeGreaterThan(0);
    expect(dense.length).toBeLessThan(50);
    await data.close();
  });
});

describe('a gene of a matrix that lies by rows', () => {
  it('is told as it is found: what is not known yet is missing', async () => {
    const storage = await ZarrStorage.open(nodeFolderStore(join(await unpack(join(ZARR, 'genes.zarr.zip')), 'v2.zarr')));
    const file = await AnnDataFile.read(storage as ZarrStorage);
    // As if a second passed with every look at the clock.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
    const parts: { done: number; value: Value | undefined }[] = [];
    const whole = await file.readValue('X', [null, 77], { onPart: (done, part) => parts.push({ done, value: part?.() }) });
    clock.mockRestore();
    expect(parts).toEqual([{ done: 1, value: { ...whole, mask: new Uint8Array(600) } }]);
    const filler = new DenseFiller({ format: 'csr', shape: [3, 2], dtype: 'float32' }, Float32Array, null, 1);
    filler.add(0, Float64Array.of(0, 1, 2), 0, Int32Array.of(1, 1), Float32Array.of(5, 6));
    expect(filler.soFar(2)).toEqual({
      kind: 'numeric',
      dtype: 'float32',
      shape: [3, 1],
      data: Float32Array.of(5, 6, 0),
      mask: Uint8Array.of(0, 0, 1),
    });
    storage?.close();
  });
});
