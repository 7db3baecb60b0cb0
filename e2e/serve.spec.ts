/** `umbra serve` in a browser: a folder is a portal. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import { unpack } from '../src/testing/unpack.ts';
import { test as base, expect, FIXTURES, PBMC, ViewerPage } from './viewer.ts';

const STORE = join(FIXTURES, 'zarr/encodings-v3-sharded.zarr.zip');
const UMBRA = join(import.meta.dirname, '../bin/umbra.mjs');

const test = base.extend<{ serve: (...paths: string[]) => Promise<string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  serve: async ({}, use) => {
    const running: ChildProcess[] = [];
    await use((...paths) => {
      const child = spawn(process.execPath, [UMBRA, 'serve', ...paths, '--port', '0', '--no-open']);
      running.push(child);
      return new Promise((resolve, reject) => {
        child.stdout.on('data', (text) => resolve(/http:\S+/.exec(String(text))?.[0] ?? ''));
        child.stderr.on('data', (text) => reject(new Error(String(text))));
      });
    });
    for (const child of running) child.kill();
  },
});

// Nothing of it is to be kept.
test.use({ serviceWorkers: 'allow' });

test('a folder is a portal of its files; one is opened by ranges, and the app is not to be installed', async ({ serve, page }) => {
  const viewer = new ViewerPage(page);
  const ranges: string[] = [];
  page.on('request', (request) => void (request.headers()['range'] && ranges.push(request.url())));
  const address = await serve(join(PBMC, '..'));
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'examples' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Datasets' }).getByRole('link')).toHaveText([
    /^citeseq\.h5mu.*MB$/,
    /^pbmc68k_reduced\.h5ad.*MB$/,
  ]);
  await page.getByRole('link', { name: 'pbmc68k' }).click();
  await viewer.opened(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
  expect(ranges.length).toBeGreaterThan(0);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(viewer.complaints).toEqual([]);
});

test('one file opens at once; closed, it is a card', async ({ serve, page }) => {
  const viewer = new ViewerPage(page);
  await page.goto(await serve(PBMC));
  await viewer.opened(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
  await page.getByRole('button', { name: 'pbmc68k_reduced.h5ad' }).click();
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await page.getByRole('link', { name: 'pbmc68k' }).click();
  await viewer.opened(PBMC);
  expect(viewer.complaints).toEqual([]);
});

test('Zarr stores: a folder, by its metadata and chunks, and one in a zip by its ranges', async ({ serve, page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-stores-'));
  const unpacked = await unpack(STORE);
  try {
    cpSync(join(unpacked, 'encodings.zarr'), join(folder, 'cells.zarr'), { recursive: true });
    cpSync(STORE, join(folder, 'packed.zarr.zip'));
    const viewer = new ViewerPage(page);
    const address = await serve(folder);
    for (const name of ['cells.zarr', 'packed.zarr.zip']) {
      await page.goto(address);
      await page.getByRole('link', { name }).click();
      await viewer.treeItem('obs').waitFor();
      await viewer.idle();
      expect(await viewer.element.evaluate((element: UmbraViewer) => element.tree())).toMatch(/^AnnData Shadow object/);
    }
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(unpacked, { recursive: true });
  }
});
