/** What is fetched of files behind URLs, kept on this computer: not until it is switched on; one version of a file; seen, cleared, forbidden. */
import { copyFile, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { AnnDataShadow } from '../src/shadow/index.ts';
import { type SlowServer, slowServer } from '../src/testing/slow-server.ts';
import { expectedOf, MATRIX_BYTES, writeLargeFile } from './large-file.ts';
import { CITESEQ, expect, test, ViewerPage } from './viewer.ts';

let folder: string;
let server: SlowServer | undefined;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbra-'));
});
test.afterEach(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

async function serve(path: string): Promise<SlowServer> {
  server = await slowServer(path, 0);
  return server;
}

async function serveCiteseq(): Promise<SlowServer> {
  const path = join(folder, 'citeseq.h5mu');
  await copyFile(CITESEQ, path);
  return serve(path);
}

/** Loads the page anew and opens the file through the box. How often the server was asked until its cells are drawn. */
async function visit(viewer: ViewerPage, { url, log }: SlowServer): Promise<number> {
  const { page } = viewer;
  await page.goto('about:blank');
  await viewer.start();
  const before = log.length;
  await page.getByRole('textbox', { name: 'Link to a file' }).fill(url);
  await page.keyboard.press('Enter');
  await viewer.opened(new URL(url).pathname);
  await expect(viewer.canvas).toBeVisible();
  return log.length - before;
}

async function openPanel({ page }: ViewerPage): Promise<Locator> {
  const panel = page.getByRole('region', { name: 'Fetched files' });
  if (!(await panel.isVisible())) await page.getByRole('button', { name: /^Memory/ }).click();
  await expect(panel).toBeVisible();
  return panel;
}

const KEEP = 'Keep what is fetched on this computer';

/** Names of what lies in the browser's private file system, and their sizes. */
function onDisk({ page }: ViewerPage, kept = 'fetched'): Promise<[key: string, bytes: number][]> {
  return page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    const found: [string, number][] = [];
    for await (const [key, handle] of (await root.getDirectoryHandle(name, { create: true })).entries())
      found.push([key, (await (handle as FileSystemFileHandle).getFile()).size]);
    return found;
  }, kept);
}

/** Waits until nothing more is written. */
async function written(viewer: ViewerPage): Promise<number> {
  let before = -1;
  await expect
    .poll(async () => {
      const [then, [entry]] = [before, await onDisk(viewer)];
      before = entry?.[1] ?? 0;
      return before > 64 * 1024 && then === before;
    })
    .toBe(true);
  return before;
}

test('kept once it is switched on: the next visit takes one request; another version is fetched anew', async ({ viewer }) => {
  test.slow();
  const host = await serveCiteseq();
  const first = await visit(viewer, host);
  expect(first).toBeGreaterThan(3);
  const panel = await openPanel(viewer);
  await expect(panel.getByRole('checkbox', { name: KEEP })).not.toBeChecked();
  expect(await onDisk(viewer)).toEqual([]);
  expect(await visit(viewer, host)).toBe(first);
  expect(await onDisk(viewer)).toEqual([]);

  await (await openPanel(viewer)).getByRole('checkbox', { name: KEEP }).check();
  expect(await visit(viewer, host)).toBe(first);
  await written(viewer);
  expect(await visit(viewer, host)).toBe(1);
  await expect((await openPanel(viewer)).getByRole('listitem')).toHaveText(/^citeseq\.h5mu\s*[\d.]+ [kM]B$/);

  // Its server makes the ETag of it.
  await utimes(join(folder, 'citeseq.h5mu'), 1e9, 1e9);
  expect(await visit(viewer, host)).toBe(first);
  await written(viewer);
  expect(await onDisk(viewer)).toHaveLength(1);
  expect(await visit(viewer, host)).toBe(1);
});

test('cleared, switched off, and forbidden where files are not remembered: nothing of it stays', async ({ viewer }) => {
  test.slow();
  const { page } = viewer;
  const host = await serveCiteseq();
  const first = await visit(viewer, host);
  await (await openPanel(viewer)).getByRole('checkbox', { name: KEEP }).check();
  await visit(viewer, host);
  const size = await written(viewer);

  // Cleared, the head of what is kept from now on is there.
  const panel = await openPanel(viewer);
  await panel.getByRole('button', { name: 'Clear what is kept' }).click();
  await expect.poll(async () => (await onDisk(viewer)).every(([, bytes]) => bytes < size / 10)).toBe(true);
  expect(await visit(viewer, host)).toBe(first);
  await written(viewer);

  await (await openPanel(viewer)).getByRole('checkbox', { name: KEEP }).uncheck();
  await expect.poll(() => onDisk(viewer)).toEqual([]);
  expect(await visit(viewer, host)).toBe(first);
  expect(await onDisk(viewer)).toEqual([]);

  await (await openPanel(viewer)).getByRole('checkbox', { name: KEEP }).check();
  await visit(viewer, host);
  await written(viewer);
  await viewer.element.evaluate((element: UmbraViewer) => element.close());
  await page.getByRole('checkbox', { name: 'Do not remember files' }).check();
  await expect.poll(() => onDisk(viewer)).toEqual([]);
  expect(await visit(viewer, host)).toBe(first);
  await expect((await openPanel(viewer)).getByRole('checkbox', { name: KEEP })).toBeDisabled();
  expect(await onDisk(viewer)).toEqual([]);
});

test('what another tab has open is kept once, and goes with the next page that starts', async ({ viewer, context }) => {
  const host = await serveCiteseq();
  const first = await visit(viewer, host);
  await (await openPanel(viewer)).getByRole('checkbox', { name: KEEP }).check();
  const other = new ViewerPage(await context.newPage());
  expect(await visit(other, host)).toBe(first);
  await (await openPanel(other)).getByRole('checkbox', { name: KEEP }).uncheck();
  await expect((await openPanel(other)).getByRole('listitem')).toHaveCount(1);
  expect(await onDisk(other)).toHaveLength(1);
  await viewer.page.goto('about:blank');
  await other.page.reload();
  await expect.poll(() => onDisk(other)).toEqual([]);
  expect(other.complaints).toEqual([]);
});

test('an index of genes that was asked for is there at the next visit', async ({ viewer }) => {
  await writeLargeFile(join(folder, 'large.h5ad'));
  const host = await serve(join(folder, 'large.h5ad'));
  const draw = (gene: number): Promise<number[]> =>
    viewer.element.evaluate(async (element: UmbraViewer, name) => {
      await element.colorBy({ kind: 'var', name });
      await element.idle();
      return [...(await (element.shadow as AnnDataShadow).obsVector({ kind: 'var', name })).values];
    }, `gene${gene}`);
  const panel = async (): Promise<Locator> => {
    if (!(await viewer.page.getByRole('region', { name: 'Index of genes' }).isVisible())) await openPanel(viewer);
    return viewer.page.getByRole('region', { name: 'Index of genes' });
  };
  await visit(viewer, { ...host, url: `${host.url}?X-Amz-Signature=secret` });
  expect(await draw(5)).toEqual(expectedOf(5));
  await (await panel()).getByRole('button', { name: 'Build the index of X' }).click();
  await expect((await panel()).getByRole('listitem')).toHaveText(/large\.h5ad\s*X\s*14\.\d MB$/);
  expect(await onDisk(viewer, 'gene-indexes')).toHaveLength(1);

  await visit(viewer, { ...host, url: `${host.url}?X-Amz-Signature=another` });
  const before = host.log.length;
  expect(await draw(7)).toEqual(expectedOf(7));
  const fetched = host.log.slice(before).reduce((sum, { bytes }) => sum + bytes, 0);
  expect(fetched).toBeLessThan(MATRIX_BYTES / 50);
  await expect((await panel()).getByRole('listitem')).toHaveText(/large\.h5ad\s*X\s*14\.\d MB$/);
  const heads = await viewer.page.evaluate(async () => {
    const kept = await (await navigator.storage.getDirectory()).getDirectoryHandle('gene-indexes');
    const texts: string[] = [];
    for await (const handle of kept.values()) texts.push(await (await (handle as FileSystemFileHandle).getFile()).slice(0, 20_000).text());
    return texts.join();
  });
  expect(heads).toContain('large.h5ad');
  expect(heads).not.toMatch(/secret|another|localhost/);
});
