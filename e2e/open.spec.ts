/** Ways to open a file, and what is fetched until then. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { MuDataShadow } from '../src/shadow/index.ts';
import { CITESEQ, expect, FIXTURES, PBMC, shared, test, text } from './viewer.ts';

test('a file field is always in the page and opens a file', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await expect(viewer.page.locator('umbra-viewer input[type=file]')).toHaveCount(1);
  const tree = await viewer.element.evaluate((element: UmbraViewer) => element.tree());
  expect(tree).toContain('X_umapᐁ');
  expect(tree.replaceAll('ᐁ', '')).toBe(text(`${FIXTURES}/citeseq.h5mu.tree.txt`));
  await expect(viewer.page.getByRole('button', { name: 'citeseq.h5mu' })).toBeVisible();
});

test('a dropped file opens, wherever it is dropped', async ({ viewer }) => {
  const { page } = viewer;
  const bytes = readFileSync(PBMC).toString('base64');
  const transfer = await page.evaluateHandle(async (base64) => {
    const data = new DataTransfer();
    const content = await (await fetch(`data:application/octet-stream;base64,${base64}`)).arrayBuffer();
    data.items.add(new File([content], 'dropped.h5ad'));
    return data;
  }, bytes);
  // What the page takes for itself is not opened.
  await page.evaluate(() => document.body.addEventListener('drop', (event) => event.preventDefault(), { once: true }));
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await viewer.idle();
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop the file to open it')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop the file to open it')).toBeHidden();
  await viewer.tree.waitFor();
  await viewer.idle();
  await expect(page.getByText('700 cells')).toBeVisible();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
});

test('the button asks for a file, by the field where the browser has no dialog of its own, and another can be opened over it', async ({
  viewer,
}) => {
  const { page } = viewer;
  await viewer.withoutPicker();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose a file' }).click()]);
  await chooser.setFiles(PBMC);
  await expect(viewer.treeItem('obs')).toBeVisible();
  await viewer.idle();
  await viewer.open(CITESEQ);
  await expect(viewer.treeItem('mod/rna')).toBeVisible();
});

for (const [name, members] of [
  ['pbmc68k_reduced.h5ad', 'obsm'],
  ['citeseq.h5mu', 'mod/rna'],
] as const) {
  test(`the example ${name} is one click away`, async ({ viewer }) => {
    await viewer.page.getByRole('button', { name }).click();
    await expect(viewer.treeItem(members)).toBeVisible();
    await viewer.idle();
    await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
  });
}

test('closing brings the start page back; the file can be opened again', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await page.getByRole('button', { name: 'pbmc68k_reduced.h5ad' }).click();
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await viewer.open(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
});

test('before a file is opened, at most 350 kB of script is fetched besides the worker, and nothing is asked of other hosts', async ({
  page,
  baseURL,
}) => {
  const scripts: Promise<number>[] = [];
  const worker: string[] = [];
  const elsewhere: string[] = [];
  page.on('response', (response) => {
    const url = response.url();
    if (!url.startsWith(baseURL as string) && !url.startsWith('data:')) elsewhere.push(url);
    if (response.request().resourceType() === 'script')
      scripts.push(response.body().then((body) => (isWorker(url) ? 0 : gzipSync(body).byteLength)));
    if (isWorker(url)) worker.push(url);
  });
  await page.goto('./');
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  await expect.poll(() => worker.length).toBeGreaterThan(0);
  await page.waitForLoadState('networkidle');
  const total = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(350_000);
  expect(elsewhere).toEqual([]);
});

test('colouring by a categorical reads its codes, its categories and its colours, nothing else', async ({ viewer }) => {
  await viewer.open(PBMC);
  expect(await viewer.cachedAfter({ kind: 'obs', column: 'louvain' })).toEqual(['obs/louvain', 'uns/louvain_colors']);
});

function isWorker(url: string): boolean {
  return /\/entry-/.test(url);
}

test.describe('bytes of a 46 MB file', () => {
  const file = shared('citeseq/citeseq.h5mu');
  test.skip(!file, '../shared is not here');

  test('until the tree stands, with the first plot, and to colour by another column', async ({ viewer }) => {
    const measured = viewer.element.evaluate(
      (element: UmbraViewer) =>
        new Promise<number>((resolve) => element.addEventListener('umbra-open', () => resolve(element.memory().read), { once: true })),
    );
    await viewer.page.locator('umbra-viewer input[type=file]').setInputFiles(file as string);
    expect(await measured).toBeLessThanOrEqual(1_500_000);
    await viewer.idle();
    const memory = await viewer.element.evaluate((element: UmbraViewer) => element.memory());
    expect(memory.read).toBeLessThanOrEqual(4_000_000);
    expect(memory.heap).toBeLessThanOrEqual(64 * 2 ** 20);

    const cached = await viewer.cachedAfter({ mod: 'rna', kind: 'obs', column: 'leiden' });
    expect(cached).toEqual(['mod/rna/obs/leiden', 'mod/rna/uns/leiden_colors', 'obsmap/rna']);
  });

  test('the heap stays below 64 MB after reading any X', async ({ viewer }) => {
    await viewer.open(file as string);
    const heap = await viewer.element.evaluate(async (element: UmbraViewer) => {
      const data = element.shadow as MuDataShadow;
      for (const modality of data.mod.values()) await modality.X?.read();
      return element.memory().heap;
    });
    expect(heap).toBeGreaterThan(0);
    expect(heap).toBeLessThanOrEqual(64 * 2 ** 20);
  });
});
