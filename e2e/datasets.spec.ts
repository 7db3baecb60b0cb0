/** The list of datasets that a host lays beside the page. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StaticHost } from './static-host.ts';
import { test as base, expect, ViewerPage } from './viewer.ts';

/** Shows the start page of a host with a list. */
const test = base.extend<{ show: (index: unknown, path?: string) => Promise<ViewerPage> }>({
  show: async ({ page }, use) => {
    await using host = new StaticHost();
    const address = await host.start();
    const viewer = new ViewerPage(page);
    await use(async (index, path = '') => {
      writeFileSync(join(host.folder, 'index.json'), typeof index === 'string' ? index : JSON.stringify(index));
      await page.goto(address + path);
      return viewer;
    });
    expect(viewer.complaints).toEqual([]);
  },
});

const EXAMPLE = {
  url: 'examples/pbmc68k_reduced.h5ad',
  title: 'Blood',
  description: 'Cells of blood.',
  cells: 700,
  genes: 765,
  size: 1911295,
  tags: ['human'],
};

test('is shown as cards in the place of the examples; a click opens one, and closing shows them again', async ({ show, page }) => {
  const viewer = await show({ title: 'The Lab', description: 'What we measured.', datasets: [EXAMPLE] });
  await expect(page.getByRole('heading', { name: 'The Lab' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Examples' })).toHaveCount(0);
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  const card = page.getByRole('region', { name: 'Datasets' }).getByRole('link');
  await expect(card).toHaveText(/Blood.*Cells of blood.*700 cells × 765 genes.*1\.91 MB.*human/);
  await card.click();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
  await page.getByRole('button', { name: 'pbmc68k_reduced.h5ad' }).click();
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await expect(card).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open pbmc68k_reduced.h5ad again' })).toBeVisible();
});

test('a card is a link to Umbra with the dataset and its view, and is followed', async ({ show, page }) => {
  const viewer = await show({ datasets: [EXAMPLE, { ...EXAMPLE, title: 'By phase', view: '#v=1&e=X_umap&c=obs/phase' }] });
  const links = page.getByRole('region', { name: 'Datasets' }).getByRole('link');
  const file = encodeURIComponent(new URL(EXAMPLE.url, page.url()).href);
  await expect(links.first()).toHaveAttribute('href', `?url=${file}`);
  await expect(links.last()).toHaveAttribute('href', `?url=${file}#v=1&e=X_umap&c=obs/phase`);
  await links.last().click();
  await viewer.opened(EXAMPLE.url);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
  await page.goBack();
  await expect(links).toHaveCount(2);
});

test('many are found by their words, with the keyboard', async ({ show, page }) => {
  const datasets = Array.from({ length: 70 }, (_, i) => ({ ...EXAMPLE, title: `Sample ${i}`, tags: i % 7 === 0 ? ['rare'] : [] }));
  await show({ datasets });
  const links = page.getByRole('region', { name: 'Datasets' }).getByRole('link');
  await expect(links).toHaveCount(60);
  await page.getByRole('button', { name: 'Show all 70' }).click();
  await expect(links).toHaveCount(70);
  await page.getByRole('searchbox', { name: 'Find a dataset' }).fill('RARE sample');
  await expect(links).toHaveCount(10);
  await expect(page.getByRole('status').filter({ hasText: '10 of 70' })).toBeVisible();
  await page.getByRole('searchbox').fill('rare 63');
  await page.keyboard.press('Tab');
  await expect(links).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tree')).toBeVisible();
});

test('what is broken is named, and costs only itself', async ({ show, page }) => {
  await show({ datasets: [EXAMPLE, { title: 'Lost' }, { ...EXAMPLE, cells: 'many' }] });
  await expect(page.getByRole('region', { name: 'Datasets' }).getByRole('link')).toHaveCount(2);
  await page.getByText('2 things in index.json could not be shown').click();
  await expect(page.getByText('Entry 2 (Lost) has no “url”')).toBeVisible();
  await expect(page.getByText('Entry 3 (Blood): its “cells” is not a count.')).toBeVisible();
  await show('{ "datasets": [');
  await page.getByText('1 thing in index.json could not be shown').click();
  await expect(page.getByText('It is not a JSON object.')).toBeVisible();
});

test('a file that cannot be opened is told over the cards, and they stay', async ({ show, page }) => {
  await show({ datasets: [{ ...EXAMPLE, url: 'icon.svg', title: 'No file' }] });
  await page.getByRole('link', { name: 'No file' }).click();
  await expect(page.getByRole('alert')).toContainText('icon.svg');
  await expect(page.getByRole('link', { name: 'No file' })).toBeVisible();
});

test('text of the list is only text', async ({ show, page }) => {
  const evil = '<img src=x onerror="window.isHurt = true">';
  await show({ title: evil, description: evil, datasets: [{ url: 'x.h5ad', title: evil, description: evil, tags: [evil] }] });
  await expect(page.getByRole('heading', { name: evil })).toBeVisible();
  expect(await page.evaluate(() => 'isHurt' in window)).toBe(false);
});

test('with an empty list, or a page in its place, the start page is as it is everywhere', async ({ show, page }) => {
  for (const index of [{ datasets: [] }, '<!doctype html><p>Nothing here']) {
    await show(index);
    await expect(page.getByRole('heading', { name: 'Umbra' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Examples' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Datasets' })).toHaveCount(0);
  }
});

base('an element on a page of someone else asks for no list', async ({ viewer }) => {
  const asked: string[] = [];
  viewer.page.on('request', (request) => asked.push(request.url()));
  await viewer.element.evaluate((element) => {
    const other = document.createElement('umbra-viewer');
    other.style.cssText = 'display: block; height: 400px';
    element.after(other);
  });
  await viewer.page.locator('umbra-viewer').nth(1).getByRole('region', { name: 'Examples' }).waitFor();
  expect(asked.filter((url) => url.includes('index.json'))).toEqual([]);
});
