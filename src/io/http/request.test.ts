import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { ShadowError } from '../../protocol/errors.ts';
import { type BadServer, type BadServerOptions, badServer, type Fault } from '../../testing/bad-server.ts';
import { stallAlarm } from '../../testing/stall-alarm.ts';
import type { Version } from './answer.ts';
import { HttpError, WithoutRanges } from './http-error.ts';
import { type Patience, retryAfter, waitBefore } from './patience.ts';
import { requestHead, requestRange, requestWhole } from './request.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) % 251);
let server: BadServer | undefined;
const clock = stallAlarm(() => server);
afterAll(() => clock.stop());
const patience: Patience = { attempts: 4, firstWait: 1, longestWait: 5, stall: 1000, alarm: clock.alarm };
const version: Version = { size: bytes.byteLength, etag: '"1"', modified: null };
afterEach(async () => {
  vi.unstubAllGlobals();
  await server?.close();
  server = undefined;
});

const serve = async (options: BadServerOptions = {}): Promise<BadServer> => {
  server = await badServer('data.h5ad', bytes, options);
  return server;
};
/** A server of one answer. */
const listen = async (answer: RequestListener): Promise<{ url: string; close(): Promise<void> }> => {
  const one = createServer(answer);
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => {
    one.closeAllConnections();
    return new Promise((resolve) => void one.close(() => resolve()));
  };
  return { url: `http://127.0.0.1:${(one.address() as AddressInfo).port}/data`, close };
};
/** Goes wrong with the first requests. */
const first = (...faults: Fault[]): BadServerOptions => ({ faultOf: (n) => faults[n] ?? null });
const always = (fault: Fault): BadServerOptions => ({ faultOf: () => fault });

const range = { offset: 100_000, length: 100_000 };
const expected = bytes.slice(100_000, 200_000);
/** As `toEqual`, which takes its time over each byte. */
const assertEqual = (got: Uint8Array, meant: Uint8Array): void => expect(Buffer.compare(got, meant)).toBe(0);
/** What was asked for, as [start, end]. */
const asked = ({ log }: BadServer): unknown[] => log.map(({ range: part }) => part && [part.start, part.end]);

describe('a range', () => {
  it('comes in one request, with what is known of the object', async () => {
    const { url, log } = await serve();
    const answer = await requestRange(url, range, { patience });
    assertEqual(answer.bytes, expected);
    expect(answer).toMatchObject({ url, version: { size: bytes.byteLength, etag: '"1"', modified: expect.stringContaining('GMT') } });
    expect(log).toHaveLength(1);
    // Whatever is not on the list of what a page may always send makes the browser ask first (CORS preflight).
    expect(log[0]?.headers).not.toHaveProperty('if-range');
  });

  it('is as long as the object where it reaches past its end', async () => {
    const { url } = await serve();
    assertEqual((await requestRange(url, { offset: 299_990, length: 100 }, { patience })).bytes, bytes.slice(299_990));
  });

  it.each<Fault>(['drop', 'stall', 'wrong range', 'several parts', 'too long', 'whole', 429, 500, 502, 503, 504])(
    'is asked for once more after: %s',
    async (fault) => {
      const bad = await serve(first(fault));
      assertEqual((await requestRange(bad.url, range, { patience, version })).bytes, expected);
      expect(asked(bad)).toEqual([
        [100_000, 200_000],
        [100_000, 200_000],
      ]);
    },
  );

  it.each<Fault>(['truncate', 'end early', 'stall in body'])('goes on where it stopped after: %s', async (fault) => {
    const bad = await serve(first(fault));
    assertEqual((await requestRange(bad.url, range, { patience, version })).bytes, expected);
    expect(asked(bad)).toEqual([
      [100_000, 200_000],
      [150_000, 200_000],
    ]);
  });

  it('may fail again whenever it has got further', async () => {
    const bad = await serve(first('truncate', 'drop', 'drop', 'truncate', 'drop', 'drop', 'truncate'));
    assertEqual((await requestRange(bad.url, { offset: 0, length: 256_000 }, { patience, version })).bytes, bytes.subarray(0, 256_000));
    expect(asked(bad).map((part) => (part as number[])[0])).toEqual([0, 128_000, 128_000, 128_000, 192_000, 192_000, 192_000, 224_000]);
  });

  it('is not believed in the length that it announces, where that is not what was asked for', async () => {
    const bad = await serve(first('too short'));
    assertEqual((await requestRange(bad.url, range, { patience, version })).bytes, expected);
    expect(asked(bad)[1]).toEqual([100_000, 200_000]);
  });

  it.each<[Fault, string]>([
    ['drop', 'the connection failed'],
    ['stall', 'nothing came for'],
    ['wrong range', 'where bytes 100000-199999 were asked for'],
    ['whole', 'the whole file where a part was asked for'],
    [429, '429 Too Many Requests'],
    [503, '503 Service Unavailable'],
  ])('is given up after as many attempts as there may be: %s', async (fault, message) => {
    const bad = await serve(always(fault));
    await expect(requestRange(bad.url, range, { patience, version })).rejects.toMatchObject({
      record: { tag: 'io', message: expect.stringContaining(message), hint: expect.stringContaining('ry again') },
    });
    expect(bad.log).toHaveLength(4);
  });

  it('waits no longer than it may, whatever the server asks for', async () => {
    const bad = await serve(first('retry after'));
    assertEqual((await requestRange(bad.url, range, { patience, version })).bytes, expected);
    expect(bad.log).toHaveLength(2);
  });

  it.each<[Fault, string, string]>([
    [403, 'io', 'answered 403 Forbidden'],
    ['gzip', 'io', 'compresses the parts'],
    ['change', 'changed', 'has changed on the server'],
    ['precondition failed', 'changed', 'has changed on the server'],
    ['gone', 'changed', 'no longer where it was'],
  ])('is an error at once after: %s', async (fault, tag, message) => {
    const bad = await serve(always(fault));
    await expect(requestRange(bad.url, range, { patience, version })).rejects.toMatchObject({
      record: { tag, message: expect.stringContaining(message) },
    });
    expect(bad.log).toHaveLength(1);
  });

  it('is of one version also where it came in two answers and nothing was known before', async () => {
    const bad = await serve(first('truncate', 'change'));
    await expect(requestRange(bad.url, range, { patience })).rejects.toMatchObject({ record: { tag: 'changed' } });
  });

  it.each([['ETag'], ['Last-Modified'], ['ETag', 'Last-Modified', 'Content-Range']])(
    'is compared by what is shown: without %s',
    async (...hidden) => {
      const bad = await serve({ ...always('change'), hidden });
      const known = { ...version, modified: new Date(1e12).toUTCString() };
      const reading = requestRange(bad.url, range, { patience, version: known });
      // Of another object of the same length, a server that tells nothing tells nothing.
      if (hidden.length > 1) expect((await reading).bytes.byteLength).toBe(range.length);
      else await expect(reading).rejects.toMatchObject({ record: { tag: 'changed' } });
    },
  );

  it('is as good where Content-Range is not shown', async () => {
    const bad = await serve({ ...first('truncate', 'drop', 'too short', 'end early'), hidden: ['Content-Range'] });
    assertEqual((await requestRange(bad.url, range, { patience, version })).bytes, expected);
    expect(asked(bad).at(-1)).toEqual([175_000, 200_000]);
  });

  it('is not there on a server that sends none: how large the whole would be is told, and nothing is fetched', async () => {
    let got = 0;
    const bad = await serve({ ranges: false });
    const reading = requestRange(bad.url, range, { patience, onBytes: (count) => (got += count) });
    await expect(reading).rejects.toBeInstanceOf(WithoutRanges);
    await expect(reading).rejects.toMatchObject({ bytes: bytes.byteLength });
    expect(got).toBe(0);
    expect(bad.log).toHaveLength(1);
  });

  it('tells of each request and of each byte', async () => {
    const counts = { requests: 0, bytes: 0 };
    const bad = await serve(first('truncate'));
    await requestRange(bad.url, range, { patience, onRequest: () => counts.requests++, onBytes: (count) => (counts.bytes += count) });
    expect(counts).toEqual({ requests: 2, bytes: range.length });
  });
});

describe('a whole object', () => {
  it.each<Fault>(['drop', 'truncate', 'stall', 'stall in body', 503])('is begun anew after: %s', async (fault) => {
    const bad = await serve(first(fault));
    assertEqual((await requestWhole(bad.url, { patience })).bytes, bytes);
    expect(asked(bad)).toEqual([null, null]);
  });

  it.each([300_000, 20])('is had also where it is compressed on its way, and nobody says so: %d bytes', async (length) => {
    const whole = bytes.slice(0, length);
    const packed = gzipSync(whole);
    const { url, close } = await listen((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.byteLength }).end(packed);
    });
    // To a page of another origin Content-Length is shown, Content-Encoding is not.
    const { fetch } = globalThis;
    let requests = 0;
    vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
      requests++;
      const { body, status, headers } = await fetch(...asked);
      return new Response(body, { status, headers: { 'Content-Length': headers.get('Content-Length') ?? '' } });
    });
    assertEqual((await requestWhole(url, { patience })).bytes, whole);
    expect(requests).toBe(1);
    await close();
  });

  it('is not a part of it', async () => {
    const { url, close } = await listen((_, response) => {
      response.writeHead(206, { 'Content-Range': `bytes 0-9/${bytes.byteLength}`, 'Content-Length': 10 }).end(bytes.subarray(0, 10));
    });
    await expect(requestWhole(url, { patience })).rejects.toMatchObject({ record: { message: expect.stringContaining('sent a part') } });
    await close();
  });

  it('says by its status that it is not there', async () => {
    const bad = await serve(always('gone'));
    const reading = requestWhole(bad.url, { patience });
    await expect(reading).rejects.toBeInstanceOf(HttpError);
    await expect(reading).rejects.toMatchObject({ status: 404, record: { tag: 'not-found' } });
    expect(bad.log).toHaveLength(1);
  });

  it('is known by its head', async () => {
    const bad = await serve(first('drop'));
    expect(await requestHead(bad.url, { patience })).toMatchObject({ size: bytes.byteLength, etag: '"1"' });
    expect(bad.log.map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);
  });
});

describe('a part of which nothing but its length is told', () => {
  it('is not believed where it is longer than what was asked for', async () => {
    const { url, close } = await listen((_, response) => {
      response.writeHead(206, { 'Content-Length': bytes.byteLength }).end(bytes);
    });
    await expect(requestRange(url, range, { patience })).rejects.toMatchObject({
      record: { tag: 'io', message: expect.stringContaining('300000 bytes where 100000 were asked for') },
    });
    await close();
  });
});

describe('a cancel', () => {
  // The reason comes back before the next event of the network or a timer can: nothing is waited for.
  const heard = async (options: BadServerOptions, until: (bad: BadServer) => boolean, given: Patience): Promise<BadServer> => {
    const bad = await serve(options);
    const controller = new AbortController();
    const reading = requestRange(bad.url, range, { patience: given, version, signal: controller.signal });
    const settled = reading.then(
      () => 'read',
      (error: unknown) => error,
    );
    while (!until(bad)) await new Promise(setImmediate);
    const reason = new Error('enough');
    let rejected: unknown;
    settled.then((value) => (rejected = value));
    controller.abort(reason);
    for (let turn = 0; turn < 20 && rejected === undefined; turn++) await new Promise(setImmediate);
    expect(rejected).toBe(reason);
    return bad;
  };
  const long: Patience = { attempts: 4, firstWait: 1e6, longestWait: 1e7, stall: 1e7 };

  it('is heard while no answer comes', () => heard(always('stall'), (bad) => bad.stalls() > 0, long));
  it('is heard while a body stalls', () => heard(always('stall in body'), (bad) => bad.stalls() > 0, long));
  it('is heard while it waits to ask again', async () => {
    const bad = await heard(always('drop'), ({ log }) => log.length === 1, long);
    expect(bad.log).toHaveLength(1);
  });
  it('asks for nothing where it came before', async () => {
    const { url, log } = await serve();
    const signal = AbortSignal.abort(new ShadowError({ tag: 'aborted', message: 'enough' }));
    await expect(requestRange(url, range, { signal })).rejects.toMatchObject({ record: { tag: 'aborted' } });
    expect(log).toHaveLength(0);
  });
});

describe('patience', () => {
  it('doubles, and leaves half to chance', () => {
    const waits = (random: number): number[] =>
      [1, 2, 3, 4].map((failed) => waitBefore({ ...patience, firstWait: 100, longestWait: 500 }, failed, null, random));
    expect(waits(1)).toEqual([100, 200, 400, 500]);
    expect(waits(0)).toEqual([50, 100, 200, 400]);
    expect(waitBefore(patience, 1, 4)).toBe(4);
    expect(waitBefore(patience, 1, 1e9)).toBe(5);
  });

  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(retryAfter('120', now)).toBe(120_000);
    expect(retryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(retryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
    expect([retryAfter(null), retryAfter('soon'), retryAfter('')]).toEqual([null, null, null]);
  });
});
