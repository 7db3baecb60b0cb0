import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type BadServer, type BadServerOptions, badServer } from '../../testing/bad-server.ts';
import { type NodeFolder, nodeFolder } from '../../testing/node-folder.ts';
import type { ByteSource } from '../byte-source.ts';
import { httpSource } from '../http/http-source.ts';
import { Keeper } from './keeper.ts';
import { BLOCK_SIZE, KeptFiles } from './kept-files.ts';

const KIB = 1024;
const bytes = Uint8Array.from({ length: 700 * KIB + 5 }, (_, i) => (i * i) % 251);
const changed = bytes.map((byte) => byte ^ 0xff);
const own: { close?(): unknown; delete?(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(own.splice(0).map((one) => one.close?.() ?? one.delete?.()));
});

async function serve(options: BadServerOptions = {}): Promise<BadServer> {
  const server = await badServer('a.h5ad', bytes, options);
  own.push(server);
  return server;
}

async function folderOf(quota?: number): Promise<NodeFolder> {
  const folder = await nodeFolder(quota);
  own.push(folder);
  return folder;
}

async function visit(url: string, folder: NodeFolder): Promise<{ source: ByteSource; keeper: Keeper }> {
  const keeper = new Keeper(await httpSource(url), async () => new KeptFiles(folder));
  await keeper.start();
  return { source: keeper.source, keeper };
}

/** What is asked of it at each visit. Between two ends of a block, over several, in the last one. */
const PLACES = [
  [100, 50],
  [70 * KIB, 10],
  [200 * KIB + 7, 130 * KIB],
  [700 * KIB, 5],
] as const;

/** @param isKept whether it is waited for that it is */
async function readAll({ source }: { source: ByteSource }, { of = bytes, isKept = true } = {}): Promise<void> {
  for (const [offset, length] of PLACES) {
    const isRight = Buffer.compare(await source.read(offset, length), of.subarray(offset, offset + length)) === 0;
    expect(isRight, `${length} bytes from ${offset}`).toBe(true);
  }
  if (isKept) await expect.poll(() => PLACES.every(([offset, length]) => source.kept?.(offset, length))).toBe(true);
  source.close?.();
}

describe('what is fetched of a file behind a URL', () => {
  it('is there at the next visit, after one request', async () => {
    const [{ url, log }, folder] = [await serve(), await folderOf()];
    await readAll(await visit(url, folder));
    expect(log).toHaveLength(4);
    const second = await visit(url, folder);
    expect(second.source.kept?.(70 * KIB, 10)).toEqual(bytes.slice(70 * KIB, 70 * KIB + 10));
    // In a block that nobody asked for.
    expect(second.source.kept?.(520 * KIB, 10)).toBeNull();
    await readAll(second);
    expect(log).toHaveLength(5);
  });

  it('goes with its version', async () => {
    const [{ url, log }, folder] = [await serve({ faultOf: (n) => (n === 4 ? 'change' : null) }), await folderOf()];
    await readAll(await visit(url, folder));
    const size = (await folder.list())[0]?.bytes;
    await readAll(await visit(url, folder), { of: changed });
    expect(log).toHaveLength(8);
    await readAll(await visit(url, folder), { of: changed });
    expect(log).toHaveLength(9);
    expect((await folder.list()).map(({ bytes: kept }) => kept)).toEqual([size]);
  });

  it('is not kept where nothing promises the same bytes for the same name', async () => {
    for (const hidden of [['ETag'], ['ETag', 'Last-Modified']]) {
      const [{ url, log }, folder] = [await serve({ hidden }), await folderOf()];
      await readAll(await visit(url, folder), { isKept: false });
      await readAll(await visit(url, folder), { isKept: false });
      expect(log).toHaveLength(8);
      expect(await folder.list()).toEqual([]);
    }
  });

  it('holds no address, and is the same for each signature of a link', async () => {
    const [{ url, log }, folder] = [await serve(), await folderOf()];
    await readAll(await visit(`${url}?X-Amz-Signature=one&X-Amz-Credential=secret&part=2`, folder));
    await readAll(await visit(`${url}?X-Amz-Signature=two&part=2`, folder));
    expect(log).toHaveLength(5);
    const [{ key = '' } = {}, ...others] = await folder.list();
    expect(others).toEqual([]);
    expect(`${key} ${readFileSync(folder.at(key), 'latin1')}`).not.toMatch(/secret|Signature|127\.0\.0\.1|part=2/);
    expect(await new KeptFiles(folder).list()).toMatchObject([{ key, name: 'a.h5ad' }]);
    // What is no signature may be another file.
    await readAll(await visit(`${url}?part=3`, folder));
    expect(log).toHaveLength(9);
  });

  it('is fetched again where it was damaged', async () => {
    const [{ url, log }, folder] = [await serve(), await folderOf()];
    await readAll(await visit(url, folder));
    const [{ key = '' } = {}] = await folder.list();
    const kept = readFileSync(folder.at(key));
    writeFileSync(
      folder.at(key),
      kept.map((byte, at) => (at > kept.byteLength - 2.5 * BLOCK_SIZE ? byte ^ 1 : byte)),
    );
    await readAll(await visit(url, folder));
    expect(log.length).toBeGreaterThan(5);
    expect(log.length).toBeLessThan(8);
  });

  it('is not kept by two at once, and both read', async () => {
    const [{ url, log }, folder] = [await serve(), await folderOf()];
    const [first, second] = [await visit(url, folder), await visit(url, folder)];
    expect(second.keeper.key).toBeNull();
    await readAll(second, { isKept: false });
    await readAll(first);
    expect(log).toHaveLength(8);
  });

  it('is neither kept nor asked for once it is stopped, and forgotten where it is to be', async () => {
    const [{ url, log }, folder] = [await serve(), await folderOf()];
    const { source, keeper } = await visit(url, folder);
    await source.read(70 * KIB, 10);
    keeper.stop();
    const files = new KeptFiles(folder);
    for (const { key } of await files.list()) await files.remove(key);
    expect(await source.read(70 * KIB, 10)).toEqual(bytes.slice(70 * KIB, 70 * KIB + 10));
    expect(log.at(-1)?.range).toEqual({ start: 70 * KIB, end: 70 * KIB + 10 });
    expect(await folder.list()).toEqual([]);
  });
});

describe('room', () => {
  it('is a share of what the browser allows: what was not used for longest goes first', async () => {
    const [{ url, log }, folder] = [await serve(), await folderOf(200e6)];
    // 12 and 4 MB of the 20 that it may take; a step is 16.
    for (const [key, size] of Object.entries({ old: 12e6, new: 2e6 })) {
      const file = await folder.open(key, { create: true });
      file?.truncate(size);
      file?.close();
      folder.usedAt(key, key === 'old' ? 1000 : 2000);
    }
    await readAll(await visit(url, folder));
    expect((await folder.list()).map(({ key }) => key)).toEqual(['new', expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(log).toHaveLength(4);
  });

  it('that is not there costs what is kept, and nothing else', async () => {
    const [{ url, log }, folder] = [await serve(), await folderOf(100e6)];
    const file = await folder.open('old', { create: true });
    file?.close();
    const asked = vi.spyOn(folder, 'room');
    const first = await visit(url, folder);
    await first.source.read(70 * KIB, 10);
    await expect.poll(() => asked.mock.settledResults.length).toBe(1);
    await readAll(first, { isKept: false });
    expect((await visit(url, folder)).source.kept?.(70 * KIB, 10)).toBeNull();
    expect(log).toHaveLength(6);
    // None is given up for what does not fit all the same.
    expect((await folder.list()).map(({ key }) => key)).toContain('old');
  });
});
