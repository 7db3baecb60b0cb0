import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Origin, startOrigin } from '../../../e2e/remote/origin.ts';
import { type ErrorRecord, ShadowError } from '../../protocol/errors.ts';
import { diagnose, explain } from './diagnose.ts';
import { download } from './download.ts';
import { openUrl } from './open-url.ts';
import type { Facts, Unanswered } from './probe.ts';

const PAGE = { origin: 'https://umbra.example', isOnline: true, now: Date.UTC(2026, 0, 31, 12) };

let server: Origin;
beforeAll(async () => {
  server = await startOrigin();
});
afterAll(() => server.close());

const errorOf = (work: Promise<unknown>): Promise<ErrorRecord> =>
  work.then(
    () => Promise.reject(new Error('nothing was thrown')),
    (error: ShadowError) => error.record,
  );

describe('opening, from a real server', () => {
  it('works by ranges, without a question more', async () => {
    const before = server.asked.length;
    const source = await openUrl(`${server.url}/cors/citeseq.h5mu`);
    expect(source.size).toBe(1_066_751);
    expect(new TextDecoder().decode(await source.read(0, 6))).toBe('MuData');
    expect(server.asked.slice(before)).toEqual(['GET /cors/citeseq.h5mu']);
  });

  it.each([
    ['cors/not-there.h5ad', 'not-found', /has no file at this address/],
    ['denied/x.h5ad', 'io', /does not let everybody read/],
    ['page/x.h5ad', 'not-hdf5', /sent a web page, not a file/],
    ['listing/', 'not-hdf5', /the address of a folder/],
    ['empty/x.h5ad', 'not-hdf5', /x\.h5ad is empty/],
    ['teapot/x.h5ad', 'io', /answered 418/],
    ['whole/citeseq.h5mu', 'no-ranges', /only as a whole/],
    ['unsized/citeseq.h5mu', 'no-ranges', /only as a whole/],
    ['gzip/citeseq.h5mu', 'no-ranges', /compresses citeseq\.h5mu on its way/],
  ] as const)('%s', async (path, tag, says) => {
    const record = await errorOf(openUrl(`${server.url}/${path}`));
    expect(record).toMatchObject({ tag, message: expect.stringMatching(says), hint: expect.stringMatching(/.+/) });
  });

  it('says how large a download would be, where the server does', async () => {
    expect(await errorOf(openUrl(`${server.url}/whole/citeseq.h5mu`))).toMatchObject({ size: 1_066_751 });
    expect(await errorOf(openUrl(`${server.url}/unsized/citeseq.h5mu`))).toMatchObject({ size: null });
    expect(await errorOf(openUrl(`${server.url}/gzip/citeseq.h5mu`))).toMatchObject({ size: null });
  });

  it.each([
    ['busy/x.h5ad', /has a problem of its own \(it answered 503\)/],
    ['many/x.h5ad', /too many requests/],
  ])('%s, asked once more', async (path, says) => {
    const found = await diagnose(`${server.url}/${path}`, new Error('before'));
    expect(found).toBeInstanceOf(ShadowError);
    expect((found as ShadowError).message).toMatch(says);
  });

  it('a server that is gone, and a host that never was', async () => {
    const gone = await startOrigin();
    gone.close();
    expect(await errorOf(openUrl(`${gone.url}/x.h5ad`))).toMatchObject({
      message: expect.stringContaining('could not be reached'),
      cause: expect.stringContaining('ECONNREFUSED'),
    });
    expect(await errorOf(openUrl('http://nowhere.invalid/x.h5ad'))).toMatchObject({
      message: 'nowhere.invalid could not be reached.',
    });
  });

  it('what is given up is not looked into', async () => {
    const controller = new AbortController();
    const opening = openUrl(`${server.url}/slow/citeseq.h5mu`, controller.signal as never);
    controller.abort(new Error('given up'));
    await expect(opening).rejects.toThrow('given up');
  });

  it('what is well with the server keeps its own error', async () => {
    const thrown = new Error('the file is damaged');
    expect(await diagnose(`${server.url}/cors/citeseq.h5mu`, thrown)).toBe(thrown);
  });
});

describe('what a browser cannot see', () => {
  const facts = (unanswered: Unanswered): Facts => ({ answered: null, unanswered, cause: 'TypeError: Failed to fetch' });
  const about = (why: Unanswered, url = 'https://lab.example/x.h5ad', page: Partial<typeof PAGE> = {}) =>
    explain(url, facts(why), { ...PAGE, ...page });

  it('a closed server: with the settings for it, and the page’s origin in them', () => {
    const record = about('closed');
    expect(record?.message).toBe('lab.example answers, but does not let other sites read its files.');
    expect(record?.cause).toBe('TypeError: Failed to fetch');
    expect(record?.settings?.map(({ title }) => title)).toEqual([
      'Amazon S3',
      'Google Cloud Storage',
      'Azure Blob Storage',
      'nginx',
      'Apache',
    ]);
    for (const { text } of record?.settings ?? []) expect(text).toContain(PAGE.origin);
  });

  it.each([
    ['https://lab.s3.eu-west-1.amazonaws.com/x.h5ad', 'Amazon S3'],
    ['https://storage.googleapis.com/lab/x.h5ad', 'Google Cloud Storage'],
    ['https://lab.storage.googleapis.com/x.h5ad', 'Google Cloud Storage'],
    ['https://lab.blob.core.windows.net/c/x.h5ad', 'Azure Blob Storage'],
  ])('a bucket, %s: only its own', (url, title) => expect(about('closed', url)?.settings).toMatchObject([{ title }]));

  it('a redirect, a part that is refused, silence, no network', () => {
    expect(about('redirect')?.hint).toMatch(/cannot sign in/);
    expect(about('only-whole')).toMatchObject({ tag: 'no-ranges', size: null });
    expect(about('silent')?.message).toMatch(/did not answer in time/);
    expect(about('no-server')?.message).toBe('lab.example could not be reached.');
    expect(about('no-server', undefined, { isOnline: false })?.message).toBe('This computer is offline.');
  });
});

describe('an answer', () => {
  const answered = (url: string, change: Partial<NonNullable<Facts['answered']>> = {}): Facts => ({
    answered: { status: 206, type: '', length: 1000, head: new Uint8Array([0x89, 0x48]), isCompressed: false, url, ...change },
    unanswered: null,
    cause: '',
  });
  const login = new TextEncoder().encode('\n<!doctype html><title>Sign in</title>');

  it('from a login on another host', () => {
    const url = 'https://lab.example/x.h5ad';
    const record = explain(url, answered(url, { status: 200, head: login, url: 'https://sso.example/login' }), PAGE);
    expect(record).toMatchObject({
      tag: 'not-hdf5',
      message: 'lab.example sent on to a page of sso.example: a login, as a rule.',
      cause: expect.stringContaining('→ https://sso.example/login'),
    });
  });

  it('to a signed link: whether it has expired', () => {
    const url = 'https://b.s3.amazonaws.com/x.h5ad?X-Amz-Date=20260131T100000Z&X-Amz-Expires=3600&X-Amz-Signature=0';
    expect(explain(url, answered(url, { status: 403 }), PAGE)?.message).toBe('This link was good until 2026-01-31 11:00 UTC.');
    const good = url.replace('=3600', '=36000');
    expect(explain(good, answered(good, { status: 403 }), PAGE)?.hint).toMatch(/a file that is not there/);
  });

  it('of a pointer of Git LFS: where the file is', () => {
    const head = new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:80');
    const url = 'https://raw.githubusercontent.com/o/r/main/x.h5ad';
    expect(explain(url, answered(url, { head }), PAGE)).toMatchObject({
      elsewhere: 'https://media.githubusercontent.com/media/o/r/main/x.h5ad',
    });
    expect(explain('https://lab.example/x.h5ad', answered('', { head }), PAGE)?.elsewhere).toBeUndefined();
  });

  it('that is a file', () => expect(explain('https://lab.example/x.h5ad', answered(''), PAGE)).toBeNull());
});

describe('a download', () => {
  const options = { most: null, onBytes: () => {} };

  it('is the whole file, and says how far it is', async () => {
    const told: (readonly [number, number | null])[] = [];
    const onBytes = (done: number, total: number | null): void => void told.push([done, total]);
    const file = await download(`${server.url}/whole/citeseq.h5mu`, { most: null, onBytes });
    expect(file).toMatchObject({ name: 'citeseq.h5mu', size: 1_066_751 });
    expect(told.at(-1)).toEqual([1_066_751, 1_066_751]);
    expect(told.length).toBeGreaterThan(1);
  });

  it('that was compressed on its way is whole too', async () => {
    const file = await download(`${server.url}/gzip/citeseq.h5mu`, options);
    expect(file.size).toBe(1_066_751);
  });

  it('of more than is allowed is broken off', async () => {
    const record = await errorOf(download(`${server.url}/unsized/citeseq.h5mu`, { ...options, most: 500_000 }));
    expect(record).toMatchObject({ tag: 'too-large', message: 'citeseq.h5mu is larger than the 500 kB that Umbra may keep in memory.' });
  });

  it('can be given up', async () => {
    const controller = new AbortController();
    const onBytes = (): void => controller.abort(new Error('given up'));
    await expect(download(`${server.url}/slow/citeseq.h5mu`, { most: null, onBytes, signal: controller.signal as never })).rejects.toThrow(
      'given up',
    );
  });
});
