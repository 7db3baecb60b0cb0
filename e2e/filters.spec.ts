/** Datasets compressed with filters that libhdf5 does not bring: each filter is fetched when it is needed, and no other. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { NumericArray } from '../src/shadow/index.ts';
import { expect, FIXTURES, test, text, ViewerPage } from './viewer.ts';

const FILTERS = join(FIXTURES, 'filters');

/** Names of the filters' libraries that the worker fetched. */
function fetched(page: Page): string[] {
  const names: string[] = [];
  page.on('request', (request) => {
    const name = /libH5Z(\w+)-[^/]*\.so$/.exec(request.url())?.[1];
    if (name) names.push(name);
  });
  return names;
}

/** The sum of an element's values, or the words of its error. */
function sumOf(viewer: ViewerPage, group: 'obsm' | 'layers', name: string): Promise<number | string> {
  return viewer.element.evaluate(
    async (element: UmbraViewer, [group, name]) => {
      const data = element.shadow as { obsm: Map<string, never>; layers: Map<string, never> } | null;
      const member = data?.[group as 'obsm'].get(name as string) as unknown as { read(): Promise<NumericArray> };
      return member.read().then(
        (value) =>
          Array.from<number | bigint>(value.data as ArrayLike<number | bigint>).reduce<number>((sum, item) => sum + Number(item), 0),
        (error: { record: { message: string; hint: string } }) => `${error.record.message} ${error.record.hint}`,
      );
    },
    [group, name],
  );
}

function expected(file: string, path: string): number {
  return JSON.parse(text(join(FILTERS, `${file}.reference.json`))).elements[path].sum;
}

for (const [file, libraries] of [
  ['gzip', []],
  ['szip', []],
  ['lzf', ['lzf']],
  ['zstd', ['zstd']],
  ['blosc', ['blosc']],
  ['blosc2', ['blosc2']],
  ['lz4', ['lz4']],
  ['bitshuffle', ['bshuf']],
  ['bzip2', ['bz2']],
  ['zfp', ['zfp']],
] as const) {
  test(`${file}: reads its values, and fetches ${libraries[0] ?? 'nothing'}`, async ({ viewer }) => {
    const names = fetched(viewer.page);
    await viewer.open(join(FILTERS, `${file}.h5ad`));
    expect(names.filter((name) => name !== libraries[0])).toEqual([]);
    // Of blosc's the fourth is zlib; zfp's doubles and blosc's zlib call functions that only Umbra gives them.
    for (const key of ['f4_0', 'i4_0', 'f8_0', ...(/^blosc/.test(file) ? ['i4_3'] : [])])
      expect(await sumOf(viewer, 'obsm', key)).toBeCloseTo(expected(`${file}.h5ad`, `obsm/${key}`), 2);
    expect(await sumOf(viewer, 'layers', 'checked')).toBeCloseTo(expected(`${file}.h5ad`, 'layers/checked'), 2);
    expect(names).toEqual(libraries);
  });
}

test('a filter that cannot be fetched is named at the element, and tried again', async ({ viewer }) => {
  const { page } = viewer;
  await page.route('**/libH5Zzstd*', (route) => route.abort());
  await viewer.open(join(FILTERS, 'zstd.h5ad'));
  expect(await sumOf(viewer, 'obsm', 'f4_0')).toMatch(/^obsm\/f4_0 is compressed with zstd, and .* could not be fetched\. Check the conn/);
  await page.unroute('**/libH5Zzstd*');
  expect(await sumOf(viewer, 'obsm', 'f4_0')).toBeCloseTo(expected('zstd.h5ad', 'obsm/f4_0'), 2);
  // The failed request is what this is about.
  viewer.complaints.splice(0, viewer.complaints.length, ...viewer.complaints.filter((complaint) => !/ERR_FAILED/.test(complaint)));
});

test('filters that Umbra lacks are named by name and number; the rest of the file is read', async ({ viewer }) => {
  const names = fetched(viewer.page);
  await viewer.open(join(FILTERS, 'lacking.h5ad'));
  expect(await sumOf(viewer, 'layers', 'sperr')).toMatch(
    /^layers\/sperr is compressed with SPERR \(filter 32028\), which Umbra cannot undo/,
  );
  expect(await sumOf(viewer, 'layers', 'private')).toMatch(/^layers\/private is compressed with filter 31233, which/);
  expect(await sumOf(viewer, 'layers', 'unwritten')).toBe(0);
  expect(names).toEqual([]);
});

test('a strict content security policy is enough: wasm, but no eval', async ({ page, baseURL }) => {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:";
  await page.route(`${baseURL}**`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  const viewer = new ViewerPage(page);
  await viewer.start();
  await viewer.open(join(FILTERS, 'blosc.h5ad'));
  expect(await sumOf(viewer, 'obsm', 'f4_0')).toBeCloseTo(expected('blosc.h5ad', 'obsm/f4_0'), 2);
  expect(viewer.complaints).toEqual([]);
});
