import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type AnnDataShadow, type ElemShadow, open } from '../../shadow/index.ts';
import { ZARR } from '../../testing/paths.ts';
import { unpack } from '../../testing/unpack.ts';
import { serveFolder, type ZarrServer } from '../../testing/zarr-server.ts';

let server: ZarrServer | undefined;
afterEach(() => server?.close());

const read = (data: AnnDataShadow): Promise<unknown> => (data.layers.get('dense') as ElemShadow).read();

describe.each(['v2', 'sharded'])('a store that was there when it was opened, and is no longer: %s', (name) => {
  it.each([
    [403, 'io', 'answered 403'],
    [404, 'changed', 'no longer where it was'],
  ] as const)('is an error, not the values that stand for what was never written: %s', async (status, tag, message) => {
    let isGone = false;
    server = await serveFolder(await unpack(join(ZARR, 'genes.zarr.zip')), (_, response) => {
      if (isGone) response.writeHead(status).end();
      return isGone;
    });
    const data = (await open(`${server.url}/${name}.zarr`)) as AnnDataShadow;
    isGone = true;
    await expect(read(data)).rejects.toMatchObject({ tag, message: expect.stringContaining(message) });
    await data.close();
  });

  it('is an error in a folder as well', async () => {
    const folder = await unpack(join(ZARR, 'genes.zarr.zip'));
    const data = (await open(join(folder, `${name}.zarr`))) as AnnDataShadow;
    rmSync(join(folder, `${name}.zarr`), { recursive: true });
    await expect(read(data)).rejects.toMatchObject({ tag: 'changed', message: expect.stringContaining('no longer where it was') });
    await data.close();
  });

  it('is told from one that lacks a chunk: once, by one request', async () => {
    const folder = await unpack(join(ZARR, 'genes.zarr.zip'));
    rmSync(join(folder, `${name}.zarr/layers/dense`, name === 'v2' ? '0.0' : 'c/0'), { recursive: true });
    server = await serveFolder(folder);
    const data = (await open(`${server.url}/${name}.zarr`)) as AnnDataShadow;
    const before = server.asked.length;
    await read(data);
    const metadata = server.asked.slice(before).filter(({ key }) => /\/(zarr\.json|\.zmetadata)$/.test(key));
    expect(metadata.length).toBeGreaterThan(0);
    expect(metadata.length).toBeLessThan(4);
    await data.close();
  });
});
