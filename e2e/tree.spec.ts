/** The tree: what it says, by pointer and by keyboard. */
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { MuDataShadow } from '../src/shadow/index.ts';
import { CITESEQ, expect, FIXTURES, PBMC, test, text } from './viewer.ts';

test('slots and keys with shape, dtype and encoding; modalities in the order of the file', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await expect(viewer.treeItem('obsm/X_umap')).toContainText('700 × 2');
  await expect(viewer.treeItem('obsm/X_umap')).toContainText('float');
  await expect(viewer.treeItem('mod/rna')).toContainText('700 × 200');
  await viewer.treeItem('mod/rna').click();
  await expect(viewer.treeItem('mod/rna/X')).toContainText('csr');
  const modalities = await viewer.tree
    .locator('[data-id^="mod/"][aria-level="1"]')
    .evaluateAll((rows) => rows.map((row) => row.dataset['id']));
  const order = await viewer.element.evaluate((element: UmbraViewer) => [...(element.shadow as MuDataShadow).mod.keys()]);
  expect(modalities).toEqual(order.map((name) => `mod/${name}`));
});

test('by keyboard: arrows move, open and close; Enter shows', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await viewer.treeItem('X').click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const focused = (): Promise<string | null> =>
    viewer.element.evaluate((element) => element.shadowRoot?.activeElement?.getAttribute('data-id') ?? null);
  await expect.poll(focused).not.toBe('X');
  await viewer.treeItem('obs').click();
  const isOpen = await viewer.treeItem('obs').getAttribute('aria-expanded');
  await page.keyboard.press(isOpen === 'true' ? 'ArrowLeft' : 'ArrowRight');
  await expect(viewer.treeItem('obs')).toHaveAttribute('aria-expanded', String(isOpen !== 'true'));
  if (isOpen === 'true') await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(focused).toMatch(/^obs\//);
  await page.keyboard.press('End');
  await expect.poll(focused).toBe(await viewer.tree.getByRole('treeitem').last().getAttribute('data-id'));
  await page.keyboard.press('Home');
  await expect.poll(focused).toBe(await viewer.tree.getByRole('treeitem').first().getAttribute('data-id'));
  await viewer.treeItem('obs/louvain').click();
  await page.keyboard.press('Enter');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'louvain');
});

test('a filter leaves what has the word in its path, and says when nothing has', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await viewer.page.keyboard.press('/');
  await viewer.page.keyboard.type('umap');
  await expect(viewer.treeItem('obsm/X_umap')).toBeVisible();
  await expect(viewer.treeItem('mod/rna/obsm/X_umap')).toBeVisible();
  await expect(viewer.treeItem('obs/leiden')).toBeHidden();
  await viewer.page.keyboard.type('zzz');
  await expect(viewer.page.getByText('Nothing is called “umapzzz”.')).toBeVisible();
  await viewer.page.keyboard.press('Escape');
  await expect(viewer.treeItem('obs/leiden')).toBeVisible();
});

test('copies: the text, a path, the Python for it', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await viewer.page.getByRole('button', { name: 'Copy as text' }).click();
  expect((await viewer.clipboard()).replaceAll('ᐁ', '')).toBe(text(`${FIXTURES}/citeseq.h5mu.tree.txt`));
  await viewer.page.keyboard.press('/');
  await viewer.page.keyboard.type('rna/obsm/X_umap');
  await viewer.choose('mod/rna/obsm/X_umap', 'Copy Python');
  expect(await viewer.clipboard()).toBe('mdata["rna"].obsm["X_umap"]');
  await viewer.choose('mod/rna/obsm/X_umap', 'Copy path');
  expect(await viewer.clipboard()).toBe('mod/rna/obsm/X_umap');
});

test('marks: read into the cache, dropped from it, all of it', async ({ viewer }) => {
  await viewer.open(PBMC);
  const row = viewer.treeItem('obsm/X_pca');
  const mark = row.getByRole('button', { name: /cached/ });
  await expect(mark).toHaveCount(0);
  await viewer.choose('obsm/X_pca', 'Read into cache');
  await expect(mark).toHaveAccessibleName(/^cached, 140 kB; drop from cache$/);
  await mark.hover();
  await expect(viewer.page.getByRole('tooltip')).toHaveText(/Cached, 140 kB\. Click to drop it\./);
  await mark.click();
  await expect(mark).toHaveCount(0);

  await viewer.choose('obsm/X_pca', 'Read into cache');
  await expect(mark).toHaveCount(1);
  await viewer.choose('obsm/X_pca', 'Drop from cache');
  await expect(mark).toHaveCount(0);

  await expect(viewer.treeItem('obsm/X_umap').getByRole('button', { name: /cached/ })).toHaveCount(1);
  await viewer.element.evaluate((element: UmbraViewer) => element.shadow?.clearCache());
  await expect(viewer.tree.getByRole('button', { name: /cached/ })).toHaveCount(0);
});

test('details: attributes, chunks, filters', async ({ viewer }) => {
  await viewer.open(PBMC);
  await viewer.treeItem('obsm/X_pca').click();
  const details = viewer.page.getByRole('region', { name: 'Details' });
  await expect(details).toContainText('X_pca');
  await expect(details).toContainText('700 × 50');
  await expect(details).toContainText('encoding-type');
});

test('showing an element draws it, colours by it, or opens its table', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await viewer.choose('obs/bulk_labels', 'Colour the cells by it');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'bulk_labels');
  await viewer.choose('obsm/X_pca', 'Draw the cells in it');
  await expect(
    page.getByRole('combobox', { name: /Embedding: X_pca/ }).or(page.getByRole('button', { name: /Embedding: X_pca/ })),
  ).toBeVisible();
  await viewer.choose('var', 'Open as table');
  await expect(page.getByRole('tab', { name: 'var', exact: true })).toHaveAttribute('aria-selected', 'true');
});
