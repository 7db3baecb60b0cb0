/** The index of genes: built once one is drawn, kept for the next visit, seen, cleared, switched off, and gone with its file where it should be. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { AnnDataShadow } from '../src/shadow/index.ts';
import { expectedOf, MATRIX_BYTES, writeLargeFile } from './large-file.ts';
import { expect, test, type ViewerPage } from './viewer.ts';

let folder: string;
let file: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbra-'));
  file = join(folder, 'large.h5ad');
  await writeLargeFile(file);
});

test.afterAll(() => rm(folder, { recursive: true }));

/** Draws a gene, and answers what was read of the file for it. */
async function draw({ element }: ViewerPage, gene: number): Promise<number> {
  return element.evaluate(async (viewer: UmbraViewer, name) => {
    const before = viewer.memory().read;
    await viewer.colorBy({ kind: 'var', name });
    await viewer.idle();
    return viewer.memory().read - before;
  }, `gene${gene}`);
}

/** What is drawn of it. */
function valuesOf({ element }: ViewerPage, gene: number): Promise<number[]> {
  return element.evaluate(
    async (viewer: UmbraViewer, name) => [...(await (viewer.shadow as AnnDataShadow).obsVector({ kind: 'var', name })).values],
    `gene${gene}`,
  );
}

/** The panel, open. */
async function openPanel({ page }: ViewerPage): Promise<Locator> {
  const panel = page.getByRole('region', { name: 'Index of genes' });
  if (!(await panel.isVisible())) await page.getByRole('button', { name: /^Memory/ }).click();
  await expect(panel).toBeVisible();
  return panel;
}

async function closePanel({ page }: ViewerPage): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Index of genes' })).toBeHidden();
}

/** Waits until the index is there, by its row in the panel: its whole size, and no more a share of it. */
async function built(viewer: ViewerPage): Promise<void> {
  const panel = await openPanel(viewer);
  await expect(panel.getByRole('listitem')).toHaveText(/large\.h5ad\s*X\s*14\.\d MB$/);
  await closePanel(viewer);
}

/** How many indexes lie in the browser's private file system. */
function keptOnDisk({ page }: ViewerPage): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('gene-indexes', { create: true });
    let count = 0;
    for await (const _ of folder.values()) count++;
    return count;
  });
}

test('a gene is drawn, and the next ones read nothing of the matrix, also after the page is loaded again', async ({ viewer }) => {
  await viewer.open(file);
  const first = await draw(viewer, 5);
  expect(first).toBeGreaterThan(MATRIX_BYTES / 2);
  expect(await valuesOf(viewer, 5)).toEqual(expectedOf(5));
  await built(viewer);
  const panel = await openPanel(viewer);
  await expect(panel).toContainText(/kept in this browser \(14\.\d MB\)\. Nothing leaves your computer\./);
  await closePanel(viewer);
  expect(await draw(viewer, 6)).toBe(0);
  expect(await valuesOf(viewer, 6)).toEqual(expectedOf(6));

  await viewer.page.reload();
  await viewer.open(file);
  await expect((await openPanel(viewer)).getByRole('listitem')).toHaveText(/large\.h5ad\s*X\s*14\.\d MB$/);
  await closePanel(viewer);
  // The first time for the file's first and last bytes, by which it is told from others.
  expect(await draw(viewer, 7)).toBeLessThan(MATRIX_BYTES / 50);
  expect(await draw(viewer, 1999)).toBe(0);
  expect(await valuesOf(viewer, 7)).toEqual(expectedOf(7));
  expect(await valuesOf(viewer, 1999)).toEqual(expectedOf(1999));
});

test('switched off, none is built; switched on again, one is for the gene that is drawn', async ({ viewer }) => {
  const { page } = viewer;
  await page.clock.install();
  await viewer.open(file);
  const isOn = (await openPanel(viewer)).getByRole('checkbox', { name: /^Build an index/ });
  await isOn.uncheck();
  await closePanel(viewer);
  await draw(viewer, 5);
  // Long after everything else: one that was to be built would be on its way.
  await page.clock.fastForward(60_000);
  await viewer.idle();
  await expect(page.getByRole('progressbar', { name: /^Indexing/ })).toHaveCount(0);
  expect(await keptOnDisk(viewer)).toBe(0);
  const panel = await openPanel(viewer);
  await expect(panel).toContainText('Each gene is looked for in the file.');
  await isOn.check();
  await expect(panel.getByRole('listitem')).toHaveText(/large\.h5ad\s*X\s*14\.\d MB$/);
  expect(await keptOnDisk(viewer)).toBe(1);
});

test('cleared, they are gone, and one is built again when asked for', async ({ viewer }) => {
  await viewer.open(file);
  await draw(viewer, 5);
  await built(viewer);
  const panel = await openPanel(viewer);
  await panel.getByRole('button', { name: 'Clear the indexes' }).click();
  await expect(panel.getByRole('listitem')).toHaveText(/14\.\d MB, not built$/);
  expect(await keptOnDisk(viewer)).toBe(0);
  await closePanel(viewer);
  expect(await draw(viewer, 6)).toBeGreaterThan(MATRIX_BYTES / 2);
  expect(await valuesOf(viewer, 6)).toEqual(expectedOf(6));
  await (await openPanel(viewer)).getByRole('button', { name: 'Build the index of X' }).click();
  await expect(panel.getByRole('listitem')).toHaveText(/large\.h5ad\s*X\s*14\.\d MB$/);
  // One alone, by its row.
  await panel.getByRole('button', { name: 'Forget the index of large.h5ad · X' }).click();
  await expect(panel.getByRole('listitem')).toHaveText(/not built$/);
  expect(await keptOnDisk(viewer)).toBe(0);
});

test('forgotten with their file: when it is closed, and when the page goes away before', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(file);
  const forget = (await openPanel(viewer)).getByRole('checkbox', { name: /^Forget it/ });
  await forget.check();
  await closePanel(viewer);
  await draw(viewer, 5);
  await built(viewer);
  expect(await keptOnDisk(viewer)).toBe(1);
  await viewer.element.evaluate((element: UmbraViewer) => element.close());
  expect(await keptOnDisk(viewer)).toBe(0);

  await viewer.open(file);
  await expect((await openPanel(viewer)).getByRole('checkbox', { name: /^Forget it/ })).toBeChecked();
  await closePanel(viewer);
  await draw(viewer, 5);
  await built(viewer);
  await page.reload();
  await expect.poll(() => keptOnDisk(viewer)).toBe(0);
});

test('of a file that is not remembered none stays; clearing the list of files clears them too', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(file);
  await draw(viewer, 5);
  await built(viewer);
  await viewer.element.evaluate((element: UmbraViewer) => element.close());
  expect(await keptOnDisk(viewer)).toBe(1);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(() => keptOnDisk(viewer)).toBe(0);

  await page.getByRole('checkbox', { name: 'Do not remember files' }).check();
  await viewer.open(file);
  await expect((await openPanel(viewer)).getByRole('checkbox', { name: /^Forget it/ })).toBeDisabled();
  await closePanel(viewer);
  await draw(viewer, 5);
  await built(viewer);
  await viewer.element.evaluate((element: UmbraViewer) => element.close());
  expect(await keptOnDisk(viewer)).toBe(0);
});
