import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFile } from '../../cli/describe-file.ts';
import { toJson } from '../../cli/json.ts';
import { type AnnDataShadow, type MuDataShadow, open, type Source } from '../../shadow/index.ts';
import { compareDescriptions, parseExactly } from '../../testing/compare.ts';
import { ZARR } from '../../testing/paths.ts';
import { unpack } from '../../testing/unpack.ts';
import { serveFolder, type ZarrServer } from '../../testing/zarr-server.ts';

const archive = (name: string): string => join(ZARR, `${name}.zarr.zip`);
const folders = new Map<string, string>();
let server: ZarrServer;
let root: string;

/** Each in a folder of its own below one that is served: `<root>/<name>.zarr`. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'umbra-zarr-'));
  for (const name of [
    'encodings-v2',
    'encodings-v3',
    'encodings-v3-sharded',
    'shared-cells-v3',
    'dtypes-v2',
    'spatial',
    'odd-names-v3',
    'bad',
  ]) {
    const folder = await unpack(archive(name));
    const place = join(root, `${name}.zarr`);
    // One of them has a folder around it in its archive.
    renameSync(name === 'encodings-v3-sharded' ? join(folder, 'encodings.zarr') : folder, place);
    folders.set(name, place);
  }
  server = await serveFolder(root);
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

async function expectAsPython(source: Source, name: string): Promise<void> {
  const data = await open(source);
  const got = parseExactly(toJson(await describeFile(data)));
  await data.close();
  expect(compareDescriptions(parseExactly(readFileSync(`${archive(name)}.reference.json`, 'utf8')), got)).toEqual([]);
}

describe('a store is the same', () => {
  const CONSOLIDATED = ['encodings-v2', 'encodings-v3', 'shared-cells-v3', 'spatial'];

  it.each([...CONSOLIDATED, 'encodings-v3-sharded', 'dtypes-v2', 'odd-names-v3'])('as a folder on disk: %s', (name) =>
    expectAsPython(folders.get(name) as string, name),
  );

  it.each(CONSOLIDATED)('on a server, with consolidated metadata: %s', (name) => expectAsPython(`${server.url}/${name}.zarr`, name));

  it('as an archive on a server, and as one that was dropped', async () => {
    const served = await serveFolder(ZARR);
    await expectAsPython(`${served.url}/encodings-v3.zarr.zip`, 'encodings-v3');
    await served.close();
    await expectAsPython(new File([readFileSync(archive('encodings-v2'))], 'encodings-v2.zarr.zip'), 'encodings-v2');
  });

  it('as files by their paths, as a browser gives them of a folder', async () => {
    const folder = folders.get('encodings-v3') as string;
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = new Map(
      paths.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1), new Blob([readFileSync(path)])];
      }),
    );
    await expectAsPython({ name: 'encodings-v3.zarr', folder: files }, 'encodings-v3');
  });

  it('by the address of one of its files, or of its folder with another name', async () => {
    renameSync(folders.get('dtypes-v2') as string, join(root, 'plain'));
    const data = await open(`${server.url}/plain/`);
    expect(data.session.outline).toMatchObject({ kind: 'AnnData', file: { name: 'plain', format: 'Zarr', bytes: null } });
    await data.close();
    await expectAsPython(`${server.url}/encodings-v3.zarr/zarr.json`, 'encodings-v3');
    const unnamed = await open(`${server.url}/plain`);
    expect(unnamed.session.outline.kind).toBe('AnnData');
    await unnamed.close();
  });
});

describe('a part of a store', () => {
  it('is opened by its path', async () => {
    const table = (await open(join(folders.get('spatial') as string, 'tables/table'))) as AnnDataShadow;
    expect(table.shape).toEqual([40, 12]);
    await table.close();
    const rna = (await open(`${server.url}/shared-cells-v3.zarr/mod/rna`)) as AnnDataShadow;
    const all = (await open(archive('shared-cells-v3'))) as MuDataShadow;
    expect(rna.shape).toEqual(all.mod.get('rna')?.shape);
    await Promise.all([rna.close(), all.close()]);
    await expect(open(`${server.url}/shared-cells-v3.zarr/mod/none`)).rejects.toMatchObject({ tag: 'not-found' });
  });

  it('is the first of several tables of SpatialData, and the others are named', async () => {
    const data = await open(archive('spatial-v2'));
    expect(data.session.outline.tables).toEqual(['tables/cells', 'tables/nuclei']);
    await data.close();
    const other = (await open(archive('spatial-v2'), { path: 'tables/nuclei' })) as AnnDataShadow;
    expect(other.shape).toEqual([40, 12]);
    await other.close();
  });
});

describe('a store on a server whose metadata are not consolidated', () => {
  it('has what its groups say they have; what could have any name is named as unlisted', async () => {
    const data = (await open(`${server.url}/encodings-v3-sharded.zarr`)) as AnnDataShadow;
    const local = (await open(archive('encodings-v3-sharded'))) as AnnDataShadow;
    expect(data.shape).toEqual(local.shape);
    expect([...data.obs.keys()]).toEqual([...local.obs.keys()]);
    expect(await data.obsVector({ kind: 'var', name: 'g1' })).toEqual(await local.obsVector({ kind: 'var', name: 'g1' }));
    expect(await data.obsVector({ kind: 'obs', column: 'cat' })).toEqual(await local.obsVector({ kind: 'obs', column: 'cat' }));
    expect(data.session.outline.root.children.find(({ name }) => name === 'layers')?.problem).toMatchObject({
      tag: 'unsupported',
      message: expect.stringContaining('cannot be told'),
      hint: expect.stringContaining('consolidate_metadata'),
    });
    await Promise.all([data.close(), local.close()]);
  });

  it('finds embeddings by their usual names', async () => {
    const data = (await open(`${server.url}/bad.zarr`)) as AnnDataShadow;
    expect([...data.obsm.keys()]).toEqual(['X_umap']);
    await data.close();
  });
});

describe('what is no store', () => {
  it.each([
    ['there is nothing', () => `${server.url}/nothing.zarr`, 'not-found', /no Zarr store at this address/],
    ['an archive has none', () => join(ZARR, 'no-store.zip'), 'not-hdf5', /is a zip archive without a Zarr store/],
    ['an archive has two', () => join(ZARR, 'two-stores.zip'), 'invalid', /holds 2 Zarr stores: a\.zarr, b\.zarr/],
    ['a folder has none', () => join(ZARR, '../hdf5'), 'not-hdf5', /is a folder without a Zarr store/],
  ] as const)('is said where %s', async (_, source, tag, message) => {
    await expect(open(source())).rejects.toMatchObject({ tag, message: expect.stringMatching(message) });
  });

  it('keeps the word of the server that has no file', async () => {
    await expect(open(`${server.url}/none.h5ad`)).rejects.toMatchObject({
      tag: 'not-found',
      message: expect.stringContaining('no file at this address'),
    });
  });
});
