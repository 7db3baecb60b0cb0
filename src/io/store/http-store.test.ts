import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFolder, type ZarrServer } from '../../testing/zarr-server.ts';
import { httpStore } from './http-store.ts';

const LARGE = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7) % 253);
const answers = new Map<string, { status: number; body: string }>([
  ['x/forbidden', { status: 403, body: 'No.' }],
  ['x/failing', { status: 400, body: '' }],
]);
let server: ZarrServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'umbra-store-'));
  mkdirSync(join(folder, 'x/50% a?b#c'), { recursive: true });
  writeFileSync(join(folder, 'x/large'), LARGE);
  writeFileSync(join(folder, 'x/small'), LARGE.subarray(0, 100));
  writeFileSync(join(folder, 'x/50% a?b#c/key'), 'found');
  server = await serveFolder(folder, (key, response) => {
    const answer = answers.get(key);
    if (answer) response.writeHead(answer.status).end(answer.body);
    return answer !== undefined;
  });
});
afterAll(() => server.close());

const bytes = async (got: Promise<Uint8Array | undefined>): Promise<Buffer> => Buffer.from((await got) ?? []);

describe('a folder on a web server', () => {
  it('gives whole objects, ranges and ends', async () => {
    const store = httpStore(`${server.url}/x/?signature=1`);
    expect(store.name).toBe('x');
    expect(await bytes(store.get('small'))).toEqual(Buffer.from(LARGE.subarray(0, 100)));
    expect(await bytes(store.get('large', { offset: 250_000, length: 5 }))).toEqual(Buffer.from(LARGE.subarray(250_000, 250_005)));
    expect(await bytes(store.get('large', { suffixLength: 7 }))).toEqual(Buffer.from(LARGE.subarray(-7)));
    expect(await bytes(store.get('small', { suffixLength: 7 }))).toEqual(Buffer.from(LARGE.subarray(93, 100)));
    expect(await bytes(store.get('50% a?b#c/key'))).toEqual(Buffer.from('found'));
  });

  it('asks once for a small object whose end was wanted, twice for the end of a large one', async () => {
    const store = httpStore(`${server.url}/x`);
    const before = server.asked.length;
    await store.get('small', { suffixLength: 20 });
    await store.get('small', { offset: 10, length: 30 });
    expect(server.asked.length - before).toBe(1);
    await store.get('large', { suffixLength: 20 });
    expect(server.asked.length - before).toBe(3);
    await store.get('large', { offset: 1000, length: 30 });
    expect(server.asked.length - before).toBe(3);
  });

  it('reads a range of the version whose end was read, however many ends were since', async () => {
    for (let i = 0; i < 40; i++) writeFileSync(join(folder, `x/shard${i}`), LARGE);
    let tag = '"1"';
    const tagged = await serveFolder(folder, (_, response) => {
      response.setHeader('ETag', tag);
      return false;
    });
    const store = httpStore(`${tagged.url}/x`);
    for (let i = 0; i < 40; i++) await store.get(`shard${i}`, { suffixLength: 20 });
    const before = tagged.asked.length;
    expect(await bytes(store.get('shard0', { suffixLength: 7 }))).toEqual(Buffer.from(LARGE.subarray(-7)));
    expect(tagged.asked.length - before).toBe(1);
    tag = '"2"';
    await expect(store.get('shard0', { offset: 200_000, length: 10 })).rejects.toMatchObject({ tag: 'changed' });
    await tagged.close();
  });

  it('asks for no more than there is, whatever an index says', async () => {
    const store = httpStore(`${server.url}/x`);
    await store.get('large', { suffixLength: 20 });
    const before = server.asked.length;
    expect((await store.get('large', { offset: 299_990, length: 2 ** 60 }))?.byteLength).toBe(10);
    expect((await store.get('large', { offset: 2 ** 60, length: 2 ** 60 }))?.byteLength).toBe(0);
    expect(server.asked.slice(before).map(({ range }) => range)).toEqual(['bytes=299990-299999']);
  });

  it('asks for nothing outside of itself', async () => {
    const store = httpStore(`${server.url}/x/50% a?b#c`.replace('% a?b#c', '%25%20a%3Fb%23c'));
    const before = server.asked.length;
    for (const key of ['../small', 'a/../../small', './key']) await expect(store.get(key)).rejects.toMatchObject({ tag: 'corrupt' });
    expect(server.asked.length).toBe(before);
    expect(await bytes(store.get('key'))).toEqual(Buffer.from('found'));
  });

  it('tells what is not there from what cannot be had', async () => {
    const store = httpStore(`${server.url}/x`);
    expect(await store.get('nothing')).toBeUndefined();
    await expect(store.get('forbidden')).rejects.toMatchObject({ tag: 'io', message: expect.stringContaining('403') });
    await expect(store.get('failing')).rejects.toMatchObject({ tag: 'io', message: expect.stringContaining('400') });
    expect(store.refusal?.()).toBeNull();
    await expect(httpStore('http://127.0.0.1:1/x').get('a')).rejects.toMatchObject({ tag: 'io' });
    await expect(store.get('large', undefined, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('takes what is forbidden as not there where everything is that is not there', async () => {
    const unlisted = await serveFolder(folder, (key, response) => {
      if (key !== 'x/small') response.writeHead(403).end();
      return key !== 'x/small';
    });
    const store = httpStore(`${unlisted.url}/x`);
    expect((await store.get('small'))?.byteLength).toBe(100);
    expect(await store.get('nothing')).toBeUndefined();
    expect(await store.get('neither')).toBeUndefined();
    // One more, to find out.
    expect(unlisted.asked).toHaveLength(4);
    expect(store.refusal?.()).toMatchObject({ status: 403 });
    await unlisted.close();
  });
});
