import { afterEach, describe, expect, it } from 'vitest';
import { type BadServer, type BadServerOptions, badServer } from '../../testing/bad-server.ts';
import { httpSource, remoteSource } from './http-source.ts';
import type { Patience } from './patience.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
const patience: Patience = { attempts: 3, firstWait: 1, longestWait: 5, stall: 60_000 };

const servers: BadServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
const serve = async (options: BadServerOptions = {}, file = bytes): Promise<BadServer> => {
  const server = await badServer('some data.h5ad', file, options);
  servers.push(server);
  return server;
};

describe('a file behind a URL', () => {
  it('is open after one request, whose bytes are not asked for again', async () => {
    const { url, log } = await serve();
    const source = await httpSource(`${url}?download=1`, { patience });
    expect(source).toMatchObject({ name: 'some data.h5ad', size: bytes.byteLength });
    expect(await source.read(10, 1000)).toEqual(bytes.slice(10, 1010));
    expect(log).toHaveLength(1);
    expect(await source.read(65_000, 1000)).toEqual(bytes.slice(65_000, 66_000));
    expect(log).toHaveLength(2);
    expect(source.stats).toEqual({ requests: 2, bytes: 64 * 1024 + 1000 });
  });

  it('is asked for its size where Content-Range is not shown', async () => {
    const { url, log } = await serve({ hidden: ['Content-Range', 'ETag'] });
    const source = await httpSource(url, { patience });
    expect(source.size).toBe(bytes.byteLength);
    expect(log.map(({ method }) => method)).toEqual(['GET', 'HEAD']);
    expect(await source.read(299_000, 1000)).toEqual(bytes.slice(299_000));
  });

  it('may be small, or empty', async () => {
    const small = await httpSource((await serve({}, bytes.subarray(0, 10))).url, { patience });
    expect([small.size, await small.read(0, 10)]).toEqual([10, bytes.slice(0, 10)]);
    expect((await httpSource((await serve({}, new Uint8Array())).url, { patience })).size).toBe(0);
  });

  it('is read as the same version by another worker, which asks for nothing before it reads', async () => {
    let isChanged = false;
    const { url, log } = await serve({ faultOf: () => (isChanged ? 'change' : null) });
    const { remote } = await httpSource(url, { patience });
    const there = remoteSource(structuredClone(remote) as NonNullable<typeof remote>, { patience });
    expect(log).toHaveLength(1);
    expect(await there.read(100_000, 10)).toEqual(bytes.slice(100_000, 100_010));
    isChanged = true;
    await expect(there.read(100_000, 10)).rejects.toMatchObject({ record: { tag: 'changed' } });
  });

  it('is downloaded from a server that sends no ranges, if that is wanted', async () => {
    const { url, log } = await serve({ ranges: false });
    const asked: (number | null)[] = [];
    const source = await httpSource(url, { patience, onWhole: async (size) => void asked.push(size) });
    expect([source.size, asked, log.length]).toEqual([bytes.byteLength, [bytes.byteLength], 2]);
    expect(await source.read(299_000, 1000)).toEqual(bytes.slice(299_000));
    await expect(httpSource(url, { patience, onWhole: () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
    expect(log).toHaveLength(3);
  });

  it('is read where redirects led to, and found again when that has gone', async () => {
    let isGone = false;
    const storage = await serve({ faultOf: () => (isGone ? 'gone' : null) });
    const other = await serve();
    let target = storage.url;
    const front = await serve({ redirect: () => target });
    const source = await httpSource(front.url, { patience });
    await source.read(100_000, 10);
    expect([front.log.length, storage.log.length]).toEqual([1, 2]);
    isGone = true;
    target = other.url;
    expect(await source.read(200_000, 10)).toEqual(bytes.slice(200_000, 200_010));
    expect(await source.read(210_000, 10)).toEqual(bytes.slice(210_000, 210_010));
    expect([front.log.length, storage.log.length, other.log.length]).toEqual([2, 3, 2]);
  });
});
