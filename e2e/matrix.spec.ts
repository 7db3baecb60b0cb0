/** Matrices as windowed grids, and the values of uns: what is in the drawer besides the tables. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { ElemShadow } from '../src/shadow/index.ts';
import { CITESEQ, expect, FIXTURES, PBMC, shared, test, text, type ViewerPage } from './viewer.ts';

/** What anndata and mudata see, by make_windows.py. */
const EXPECTED = JSON.parse(readFileSync(join(FIXTURES, 'windows.json'), 'utf8'));
const ZOO = join(FIXTURES, 'zoo.h5ad');

/** Opens an element out of the tree, as a double-click does. */
async function show(viewer: ViewerPage, path: string): Promise<void> {
  const filter = viewer.page.getByRole('textbox', { name: 'Filter the tree' });
  await filter.fill(path.replace(/^mod\//, ''));
  await viewer.treeItem(path).dblclick();
  await filter.fill('');
  await viewer.idle();
}

const grid = (viewer: ViewerPage): Locator => viewer.tables.getByRole('grid');
const cell = (viewer: ViewerPage, row: number, column: number): Locator =>
  viewer.tables.locator(`[role=gridcell][data-row="${row}"][data-column="${column}"]`);
const rowName = (viewer: ViewerPage, row: number): Locator => viewer.tables.locator(`[role=rowheader][data-row="${row}"]`);
const head = (viewer: ViewerPage, name: string): Locator =>
  viewer.tables.getByRole('columnheader').filter({ hasText: new RegExp(`^${name}$`) });
const tab = (viewer: ViewerPage, name: string): Locator => viewer.tables.getByRole('tab', { name, exact: true });
const bytesRead = (viewer: ViewerPage): Promise<number> =>
  viewer.element.evaluate((element: UmbraViewer) => element.shadow?.stats().read ?? 0);

/** Six digits with separators, as a grid shows them. */
function shown(value: number): string {
  return Number.isInteger(value)
    ? value.toLocaleString('en-US')
    : Number(value.toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 20 });
}

test('X opens from the tree, with the names and values that Python sees, in a corner and at a gene', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await show(viewer, 'mod/rna/X');
  await expect(tab(viewer, 'rna.X')).toHaveAttribute('aria-selected', 'true');
  await expect(viewer.tables).toContainText('700 cells × 200 genes · csr · float32');

  await grid(viewer).focus();
  await viewer.page.keyboard.press('Control+End');
  await viewer.idle();
  const { rowNames, columnNames, values } = EXPECTED['citeseq.h5mu'].windows['mod/rna/X'];
  await expect(rowName(viewer, 699)).toHaveText(rowNames.at(-1));
  await expect(head(viewer, columnNames.at(-1))).toBeVisible();
  for (const column of [0, 1, 2]) await expect(cell(viewer, 699, 199 - column)).toHaveText(shown(values.at(-1).at(-1 - column)));

  const { gene, cell: cellName, value } = EXPECTED['citeseq.h5mu'].jump;
  await viewer.tables.getByRole('textbox', { name: 'Find a gene by name' }).fill(gene);
  await viewer.idle();
  await expect(head(viewer, gene)).toBeVisible();
  await viewer.tables.getByRole('textbox', { name: 'Find a cell by name' }).fill(cellName);
  await viewer.idle();
  const row = viewer.tables.getByRole('row').filter({ has: viewer.page.getByRole('rowheader', { name: cellName }) });
  await expect(row.locator('[data-column="150"]')).toHaveText(shown(value));
});

test('of a large matrix only the window is read, and no text file is made', async ({ viewer }) => {
  const file = shared('citeseq/citeseq.h5mu');
  test.skip(!file, 'needs the notebook’s file');
  await viewer.open(file as string);
  const before = await bytesRead(viewer);
  await show(viewer, 'mod/rna/X');
  await expect(cell(viewer, 0, 0)).toHaveText('0');
  // The matrix is 30 MB in the file.
  expect((await bytesRead(viewer)) - before).toBeLessThan(1_500_000);
  await grid(viewer).focus();
  await viewer.page.keyboard.press('Control+End');
  await viewer.idle();
  await expect(cell(viewer, 3890, 17805)).toBeInViewport();
  expect((await bytesRead(viewer)) - before).toBeLessThan(3_000_000);
  await viewer.tables.getByRole('button', { name: 'Export as CSV' }).click();
  await expect(viewer.tables.getByRole('alert')).toContainText('rna.X has 69,283,146 values');
  await viewer.tables.getByRole('button', { name: 'Dismiss' }).click();
  await expect(viewer.tables.getByRole('alert')).toHaveCount(0);
});

test('factor weights are sorted by a factor, the highest first, then the lowest, then as in the file', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await show(viewer, 'varm/LFs');
  const factor = head(viewer, '1');
  await factor.getByRole('button').click();
  await viewer.idle();
  await expect(factor).toHaveAttribute('aria-sort', 'descending');
  const top: string[] = EXPECTED['citeseq.h5mu'].top['varm/LFs'];
  for (const [place, name] of top.slice(0, 4).entries()) await expect(rowName(viewer, place)).toHaveText(name);
  await factor.getByRole('button').click();
  await expect(factor).toHaveAttribute('aria-sort', 'ascending');
  await viewer.idle();
  const lowest = await Promise.all([0, 1, 2, 3].map(async (place) => Number(await cell(viewer, place, 0).textContent())));
  expect(lowest[0]).toBeLessThan(0);
  expect(lowest).toEqual(lowest.toSorted((a, b) => a - b));
  await viewer.tables.getByRole('button', { name: 'As in the file' }).click();
  await expect(factor).toHaveAttribute('aria-sort', 'none');
  await grid(viewer).focus();
  await viewer.page.keyboard.press('Control+End');
  await viewer.idle();
  await expect(rowName(viewer, 231)).toHaveText(EXPECTED['citeseq.h5mu'].windows['varm/LFs'].rowNames.at(-1));
});

test('the marker genes of a group stand beside their scores', async ({ viewer }) => {
  await viewer.open(PBMC);
  await show(viewer, 'uns/rank_genes_groups');
  const groups = EXPECTED['pbmc68k_reduced.h5ad'].groups;
  for (const group of Object.keys(groups)) {
    await viewer.tables.getByRole('combobox', { name: 'group' }).selectOption(group);
    await viewer.idle();
    for (const [rank, name] of groups[group].names.slice(0, 3).entries()) {
      await expect(cell(viewer, rank, 0)).toHaveText(name);
      await expect(cell(viewer, rank, 1)).toHaveText(shown(groups[group].scores[rank]));
    }
  }
  // The group that was chosen, and its order, are still there when one comes back.
  const last = Object.keys(groups).at(-1) as string;
  await head(viewer, 'scores').getByRole('button').dblclick();
  await viewer.idle();
  const first = await cell(viewer, 0, 0).textContent();
  await tab(viewer, 'obs').click();
  await tab(viewer, 'uns.rank_genes_groups').click();
  await viewer.idle();
  await expect(viewer.tables.getByRole('combobox', { name: 'group' })).toHaveValue(last);
  await expect(cell(viewer, 0, 0)).toHaveText(first as string);
  await viewer.tables.getByText(/further entries/).click();
  await expect(viewer.tables.getByRole('term').filter({ hasText: 'groupby' })).toBeVisible();
  await show(viewer, 'uns/rank_genes_groups/names');
  await expect(head(viewer, 'CD19\\+ B')).toBeVisible();
});

test('palettes are swatches with the categories they are for; what is no colour is said', async ({ viewer }) => {
  await viewer.open(ZOO);
  await show(viewer, 'uns/cell_type_colors');
  const colors = viewer.tables.getByRole('list', { name: 'Colours of cell_type' }).getByRole('listitem');
  await expect(colors).toHaveText(['#1f77b4T cell', /ff7f0e/, 'rebeccapurpleNK <b>bold</b>', /not a colour/, /#000000/]);
  await expect(colors.first().locator('i')).toHaveCSS('background-color', 'rgb(31, 119, 180)');
  await expect(viewer.page.getByRole('region', { name: 'Details of uns/cell_type_colors' }).getByRole('listitem')).toHaveCount(5);
  // Of another column than the one that is drawn, for its categories only its first row is read.
  await viewer.open(CITESEQ);
  await show(viewer, 'mod/rna/uns/leiden_colors');
  await expect(viewer.tables.getByRole('list', { name: 'Colours of leiden' }).getByRole('listitem').first()).toHaveText(/^#.+0$/);
  const isWhole = await viewer.element.evaluate(
    ({ shadow }: UmbraViewer) => (shadow?.at('mod/rna/obs/leiden') as ElemShadow | undefined)?.isWhole,
  );
  expect(isWhole).toBe(false);
});

test('dicts are indented lists; what is large, or a table, opens by itself', async ({ viewer }) => {
  await viewer.open(ZOO);
  await show(viewer, 'uns');
  const value = (name: string): Locator =>
    viewer.tables
      .locator('dl > div')
      .filter({ has: viewer.page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
      .locator('dd');
  await expect(value('deeper')).toHaveText('1');
  await expect(value('list')).toHaveText('[a, b]');
  await expect(value('true')).toHaveText('True');
  await expect(value('none')).toHaveText('None');
  await expect(value('s')).toHaveText('ünïcode');
  await expect(value('big')).toHaveText('4,611,686,018,427,387,905');
  await expect(value('complex')).toHaveText('[1+2j, 3-4j]');
  await expect(value('cell_type_colors')).toHaveText('5 colours');
  await viewer.tables.getByRole('button', { name: 'frame', exact: true }).click();
  await expect(tab(viewer, 'uns.frame')).toHaveAttribute('aria-selected', 'true');
  await expect(viewer.tables).toContainText('2 rows × 1 column');
  await show(viewer, 'uns/record');
  await expect(cell(viewer, 1, 0)).toHaveText('g2');
  await expect(cell(viewer, 1, 1)).toHaveText('1.5');
  await show(viewer, 'uns/empty');
  await expect(viewer.tables).toContainText('This dict is empty.');
});

test('of three dimensions one index is chosen', async ({ viewer }) => {
  await viewer.open(ZOO);
  await show(viewer, 'uns/cube');
  await viewer.tables.getByRole('spinbutton', { name: 'dimension 3' }).fill('2');
  await viewer.idle();
  const { values } = EXPECTED['zoo.h5ad'].windows['uns/cube'];
  for (const row of [0, 1]) for (const column of [0, 1, 2]) await expect(cell(viewer, row, column)).toHaveText(shown(values[row][column]));
});

test('what cannot be read says so in its sheet; the rest works', async ({ viewer }) => {
  await viewer.open(join(FIXTURES, 'broken-elements.h5ad'));
  await show(viewer, 'layers/filtered');
  await expect(viewer.tables.getByRole('alert')).toContainText('layers/filtered');
  await expect(cell(viewer, 0, 0)).toHaveText('unreadable');
  await show(viewer, 'X');
  await expect(cell(viewer, 0, 0)).toHaveText(/\d/);
  await expect(viewer.tables.getByRole('alert')).toHaveCount(0);
});

test('tabs are opened once, moved through by keys, closed by a button, a middle click and a key', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(ZOO);
  for (const path of ['X', 'layers/csc', 'uns/nested', 'X']) await show(viewer, path);
  const tabs = viewer.tables.getByRole('tab');
  await expect(tabs).toHaveText(['obs', 'var', 'raw.var', 'X', 'layers.csc', 'uns.nested']);
  await expect(tab(viewer, 'X')).toHaveAttribute('aria-selected', 'true');
  await tab(viewer, 'X').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab(viewer, 'layers.csc')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(tab(viewer, 'X')).toBeFocused();
  await tab(viewer, 'uns.nested').click({ button: 'middle' });
  await viewer.tables.getByRole('button', { name: 'Close X' }).click();
  await expect(tabs).toHaveText(['obs', 'var', 'raw.var']);
  await expect(tab(viewer, 'raw.var')).toHaveAttribute('aria-selected', 'true');
});

test('a rectangle is selected by keys and copied with all digits', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(ZOO);
  await show(viewer, 'varm/loadings');
  await viewer.tables.getByRole('textbox', { name: 'Find a gene by name' }).fill('gene20');
  await cell(viewer, 20, 0).click();
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowRight', 'Control+c']) await page.keyboard.press(key);
  const { values } = EXPECTED['zoo.h5ad'].windows['varm/loadings'];
  await expect.poll(() => viewer.clipboard()).toBe([0, 1].map((row) => values[row].slice(0, 2).join('\t')).join('\n'));
});

test('is exported as CSV with its names', async ({ viewer }) => {
  await viewer.open(ZOO);
  await show(viewer, 'varm/loadings');
  const exporting = viewer.tables.getByRole('button', { name: 'Export as CSV' });
  const [download] = await Promise.all([viewer.page.waitForEvent('download'), exporting.click()]);
  const lines = text(await download.path())
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(25);
  expect(lines[0]).toBe('gene,1,2,3');
  expect(lines[21]).toBe(['gene20', ...EXPECTED['zoo.h5ad'].windows['varm/loadings'].values[0]].join(','));
});

test('a row and its cell highlight each other, also of a modality', async ({ viewer }) => {
  // Its cells have another order than the whole: obsmap/atac, from 1, 0 = not among them.
  await viewer.open(join(FIXTURES, 'formats/partly-shared.h5mu'));
  const obsmap = [2, 4, 8, 0, 0, 1, 6, 5, 0, 3, 7, 9];
  const positionOf = (index: number) =>
    viewer.element.evaluate((element: UmbraViewer, wanted) => element.positionOf(wanted) as { x: number; y: number }, index);
  await show(viewer, 'mod/atac/X');
  // In the middle of the plot, which glides to those at its edge.
  await cell(viewer, 7, 1).click();
  const ring = viewer.page.getByTestId('highlighted-cell');
  await expect(ring).toBeVisible();
  const [at, canvas, wanted] = [await ring.boundingBox(), await viewer.canvas.boundingBox(), await positionOf(obsmap.indexOf(8))];
  if (!at || !canvas) throw new Error('no ring');
  expect(at.x + at.width / 2 - canvas.x).toBeCloseTo(wanted.x, 0);
  expect(at.y + at.height / 2 - canvas.y).toBeCloseTo(wanted.y, 0);
  await viewer.canvas.click({ position: await positionOf(obsmap.indexOf(1)) });
  await expect(viewer.tables.locator('[role=row][data-marked]')).toHaveAttribute('aria-rowindex', '2');
});

test('an embedding is drawn first of all, and opened as a table from its menu', async ({ viewer }) => {
  await viewer.open(ZOO);
  await viewer.treeItem('obsm/X_pca').click({ button: 'right' });
  await viewer.page.getByRole('menuitem', { name: 'Open as table' }).click();
  await viewer.idle();
  const { values } = EXPECTED['zoo.h5ad'].windows['obsm/X_pca'];
  await expect(cell(viewer, 0, 0)).toHaveText(shown(values[0][0]));
  await expect(viewer.page.getByRole('region', { name: 'Details of obsm/X_pca' }).getByRole('button')).toHaveText([
    '',
    'Draw the cells in it',
    'Open as table',
    'More',
  ]);
});

test('on a narrow screen a sheet is in the tab of the tables', async ({ viewer }) => {
  const { page } = viewer;
  await page.setViewportSize({ width: 390, height: 844 });
  await viewer.open(ZOO);
  await page.getByRole('button', { name: 'Contents' }).click();
  await viewer.treeItem('X').dblclick();
  await viewer.idle();
  await expect(page.getByRole('button', { name: 'Tables' })).toHaveAttribute('aria-pressed', 'true');
  await expect(cell(viewer, 0, 0)).toBeInViewport();
});

test('an empty matrix says so', async ({ viewer }) => {
  await viewer.open(join(FIXTURES, 'no-cells.h5ad'));
  await show(viewer, 'X');
  await expect(viewer.tables).toContainText('There are no cells in it.');
});
