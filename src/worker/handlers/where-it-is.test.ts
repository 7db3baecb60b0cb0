import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Origin, startOrigin } from '../../../e2e/remote/origin.ts';
import { Diagnosis } from '../../io/http/diagnose.ts';
import { open, ShadowError } from '../../shadow/index.ts';
import { whereItIs } from './where-it-is.ts';

let server: Origin;
beforeAll(async () => {
  server = await startOrigin();
});
afterAll(() => server.close());

const never = new AbortController().signal as never;

it('a file that is elsewhere is opened there', async () => {
  const thrown = new Diagnosis({ tag: 'not-hdf5', message: 'a pointer', elsewhere: 'https://lab.example/x.h5ad' });
  expect(await whereItIs('https://example.org/x.h5ad', thrown, never)).toBe('https://lab.example/x.h5ad');
});

it('a page, or a pointer, is told from a file that is something else', async () => {
  await expect(open(`${server.url}/pointer/x.h5ad`)).rejects.toThrow('has only a pointer of Git LFS');
  const before = server.asked.length;
  await expect(open(`${server.url}/page/x.h5ad`)).rejects.toThrow('sent a web page, not a file');
  // To open it, and to find out.
  expect(server.asked.length - before).toBe(2);
  // A page that is sent in parts, as a file would be.
  await expect(open(`${server.url}/login/x.h5ad`)).rejects.toThrow('sent a web page, not a file');
});

it('what is wrong with a file on this computer, or in its content, is not asked of a server', async () => {
  const foreign = new ShadowError({ tag: 'not-hdf5', message: 'x is JSON' });
  await expect(whereItIs('/data/x.h5ad', foreign, never)).rejects.toBe(foreign);
  const before = server.asked.length;
  const corrupt = new ShadowError({ tag: 'corrupt', message: 'cut off' });
  await expect(whereItIs(`${server.url}/page/x.h5ad`, corrupt, never)).rejects.toBe(corrupt);
  expect(server.asked.length).toBe(before);
});

it('a file without ranges is refused, and opened once it may be downloaded', async () => {
  const url = `${server.url}/whole/citeseq.h5mu`;
  await expect(open(url)).rejects.toMatchObject({ record: { tag: 'no-ranges', size: 1_066_751 } });
  await expect(open({ url, whole: true, most: 1000 })).rejects.toMatchObject({ record: { tag: 'too-large' } });
  const told: number[] = [];
  const mdata = await open({ url, whole: true }, { onProgress: ({ fetched }) => fetched && told.push(fetched.bytes) });
  expect(mdata.session.outline.file).toMatchObject({ name: 'citeseq.h5mu', bytes: 1_066_751 });
  expect(told.at(-1)).toBe(1_066_751);
  await mdata.close();
});

it('what is fetched is told while it is opened, and of each read its own', async () => {
  const told: { bytes: number; requests: number }[] = [];
  const onProgress = ({ fetched }: { fetched?: { bytes: number; requests: number } }) => fetched && told.push(fetched);
  const data = await open(`${server.url}/cors/pbmc68k_reduced.h5ad`, { onProgress });
  const { requests, bytes } = told.at(-1) ?? { requests: 0, bytes: 0 };
  expect(requests).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(requests);
  expect(bytes).toBeLessThanOrEqual(data.stats().read);
  await data.close();
});
