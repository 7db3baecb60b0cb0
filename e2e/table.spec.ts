/** Data frames as tables. */
import { readFileSync } from 'node:fs';
import { CITESEQ, expect, FIXTURES, PBMC, test, type CellsViewer as UmbraViewer, type ViewerPage } from './viewer.ts';

const cell = (viewer: ViewerPage, row: number, column: number) => viewer.tables.locator(`[data-row="${row}"][data-column="${column}"]`);

const head = (viewer: ViewerPage, column: string) => viewer.tables.getByRole('columnheader').filter({ hasText: column }).first();

async function openFilter(viewer: ViewerPage, column: string): Promise<void> {
  await head(viewer, column).hover();
  await viewer.tables.getByRole('button', { name: `Filter ${column}`, exact: true }).click();
}

async function columnMenu(viewer: ViewerPage, column: string, item: string): Promise<void> {
  await head(viewer, column).hover();
  await viewer.tables.getByRole('button', { name: `Column ${column}`, exact: true }).click();
  await viewer.page.getByRole('menuitem', { name: item }).click();
}

/** What Python reads out of pbmc68k_reduced.h5ad: `adata.obs.head(2)`. */
const FIRST = ['AAAGCCTGGCTAAC-1', 'CD14+ Monocyte'];

test('index first, columns in their order, values as Python sees them', async ({ viewer }) => {
  await viewer.open(PBMC);
  await expect(viewer.tables).toContainText('700 rows × 8 columns');
  await expect(cell(viewer, 0, 0)).toHaveText(FIRST[0] as string);
  await expect(cell(viewer, 0, 1)).toHaveText(FIRST[1] as string);
  await expect(cell(viewer, 0, 1).locator('i')).toHaveCount(1);
  const heads = await viewer.tables.getByRole('columnheader').allInnerTexts();
  expect(heads.slice(0, 4).map((head) => head.trim())).toEqual(['index', 'bulk_labels', 'n_genes', 'percent_mito']);
});

test('one table for each frame: global, per modality, raw', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const tabs = await viewer.tables.getByRole('tab').allInnerTexts();
  expect(tabs).toEqual(['obs', 'var', 'prot.obs', 'prot.var', 'rna.obs', 'rna.var', 'rna.raw.var']);
  await viewer.tables.getByRole('tab', { name: 'rna.obs' }).click();
  await expect(viewer.tables).toContainText('700 rows × 6 columns');
});

test('odd values: missing, booleans, large integers, markup, names of every kind', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/zoo.h5ad`);
  const at = async (column: string, row: number): Promise<string> => {
    const heads = await viewer.tables.getByRole('columnheader').allInnerTexts();
    const place = heads.findIndex((head) => head.trim() === column);
    expect(place, column).toBeGreaterThanOrEqual(0);
    return viewer.tables
      .getByRole('row', { name: '' })
      .nth(row + 1)
      .getByRole('gridcell')
      .nth(place)
      .innerText();
  };
  await viewer.page.setViewportSize({ width: 6000, height: 900 });
  await viewer.idle();
  await expect.poll(() => at('nullable_int', 0)).toBe('missing');
  expect(await at('nullable_int', 1)).toBe('1');
  expect(await at('int64_big', 1)).toBe('1,152,921,504,606,846,977');
  expect(await at('nullable_bool', 1)).toBe('True');
  expect(await at('text', 3)).toContain('<img src=x onerror=alert(1)>');
  expect(await at('__proto__', 2)).toBe('2');
  expect(await at('constructor', 3)).toBe('1.5');
});

test('sorts by a column, both ways and back; the highest value comes first', async ({ viewer }) => {
  await viewer.open(PBMC);
  const column = head(viewer, 'n_genes');
  const sort = column.getByRole('button').first();
  await sort.click();
  await expect(column).toHaveAttribute('aria-sort', 'ascending');
  await viewer.idle();
  const low = Number((await cell(viewer, 0, 2).innerText()).replace(',', ''));
  await sort.click();
  await expect(column).toHaveAttribute('aria-sort', 'descending');
  await viewer.idle();
  const high = Number((await cell(viewer, 0, 2).innerText()).replace(',', ''));
  const values = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const vector = await element.shadow?.obsVector({ kind: 'obs', column: 'n_genes' });
    return { min: Math.min(...(vector?.values ?? [])), max: Math.max(...(vector?.values ?? [])) };
  });
  expect([low, high]).toEqual([values.min, values.max]);
  await sort.click();
  await expect(column).toHaveAttribute('aria-sort', 'none');
  await expect(cell(viewer, 0, 0)).toHaveText(FIRST[0] as string);
});

test('filters by category and by range; the counts are right', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  const count = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const vector = await element.shadow?.obsVector({ kind: 'obs', column: 'bulk_labels' });
    const code = vector?.categories?.indexOf('CD19+ B') ?? -1;
    return [...(vector?.values ?? [])].filter((value) => value === code).length;
  });
  await openFilter(viewer, 'bulk_labels');
  await page.getByRole('button', { name: 'None' }).click();
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: /CD19\+ B/ })
    .check();
  await page.keyboard.press('Escape');
  await expect(viewer.tables).toContainText(`${count} of 700 rows`);
  await viewer.tables.getByRole('button', { name: 'As in the file' }).click();
  await openFilter(viewer, 'n_genes');
  await page.getByRole('spinbutton', { name: 'from' }).fill('99999');
  await page.keyboard.press('Escape');
  await expect(viewer.tables).toContainText('No row passes the filters.');
});

test('finds a row by its name', async ({ viewer }) => {
  await viewer.open(PBMC);
  const name = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const names = await element.shadow?.obsNames.read();
    return names?.kind === 'string' ? new TextDecoder().decode(names.bytes.subarray(names.offsets[500], names.offsets[501])) : '';
  });
  await viewer.tables.getByRole('textbox', { name: 'Find a row by name' }).fill(name);
  await expect(viewer.tables.getByRole('gridcell', { name })).toBeVisible();
  await viewer.tables.getByRole('textbox', { name: 'Find a row by name' }).fill('nobody');
  await expect(viewer.tables.getByRole('textbox', { name: 'Find a row by name' })).toHaveAttribute('aria-invalid', 'true');
});

test('columns are hidden, pinned, moved, resized', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  const heads = async (): Promise<string[]> => (await viewer.tables.getByRole('columnheader').allInnerTexts()).map((head) => head.trim());
  await columnMenu(viewer, 'n_genes', 'Hide');
  expect(await heads()).not.toContain('n_genes');
  await viewer.tables.getByRole('button', { name: 'Columns, 1 hidden' }).click();
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await page.keyboard.press('Escape');
  expect(await heads()).toContain('n_genes');

  await columnMenu(viewer, 'n_genes', 'Move left');
  expect((await heads()).slice(0, 3)).toEqual(['index', 'n_genes', 'bulk_labels']);
  await head(viewer, 'percent_mito').dragTo(head(viewer, 'n_genes'));
  expect((await heads()).slice(0, 4)).toEqual(['index', 'percent_mito', 'n_genes', 'bulk_labels']);

  await columnMenu(viewer, 'bulk_labels', 'Pin to the left');
  expect((await heads()).slice(0, 2)).toEqual(['index', 'bulk_labels']);

  const mito = head(viewer, 'percent_mito');
  const before = await mito.boundingBox();
  if (!before) throw new Error('no head');
  await page.mouse.move(before.x + before.width - 2, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(before.x + before.width + 58, before.y + 10, { steps: 4 });
  await page.mouse.up();
  expect((await mito.boundingBox())?.width).toBeCloseTo(before.width + 60, -1);
});

test('a range is copied as tab-separated text, and all is exported as CSV', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await cell(viewer, 0, 0).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+c');
  await expect.poll(() => viewer.clipboard()).toMatch(/^AAAGCCTGGCTAAC-1\tCD14\+ Monocyte\n/);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    viewer.tables.getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/pbmc68k_reduced.*obs.*\.csv$/);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split(/\r?\n/);
  expect(lines).toHaveLength(701);
  expect(lines[1]?.startsWith(`${FIRST[0]},${FIRST[1]},`)).toBe(true);
});

test('a row and its cell highlight each other', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await cell(viewer, 4, 0).click();
  const ring = page.getByTestId('highlighted-cell');
  await expect(ring).toBeVisible();
  const position = await viewer.element.evaluate((element: UmbraViewer) => element.positionOf(4));
  const [at, canvas] = [await ring.boundingBox(), await viewer.canvas.boundingBox()];
  if (!position || !at || !canvas) throw new Error('no ring');
  expect(at.x + at.width / 2 - canvas.x).toBeCloseTo(position.x, 0);
  expect(at.y + at.height / 2 - canvas.y).toBeCloseTo(position.y, 0);

  const other = await viewer.element.evaluate((element: UmbraViewer) => element.positionOf(600));
  if (!other) throw new Error('no place');
  await viewer.canvas.click({ position: other });
  const found = await viewer.element.evaluate((element: UmbraViewer, { x, y }) => element.cellAt(x, y), other);
  const row = viewer.tables.locator(`[role=row][aria-rowindex="${(found?.index ?? 0) + 2}"]`);
  await expect(row).toHaveAttribute('data-marked', 'true');
  // Also in what is opened later.
  await viewer.treeItem('X').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open as table' }).click();
  await viewer.idle();
  await expect(row).toHaveAttribute('data-marked', 'true');
  await expect(row.locator('> *').first()).toBeInViewport({ ratio: 0.9 });
  await viewer.tables.getByRole('tab', { name: 'obs', exact: true }).click();
  await expect(row.locator('> *').first()).toBeInViewport({ ratio: 0.9 });
});

test('only the columns in view are read', async ({ viewer }) => {
  await viewer.page.setViewportSize({ width: 1000, height: 700 });
  await viewer.open(`${FIXTURES}/zoo.h5ad`);
  const cached = await viewer.element.evaluate((element: UmbraViewer) => {
    const data = element.shadow as NonNullable<typeof element.shadow>;
    return [...data.obs.children()].map(([name, column]) => [name, column.isCached] as const);
  });
  expect(cached.filter(([, isCached]) => isCached).length).toBeGreaterThan(1);
  expect(cached.filter(([, isCached]) => isCached).length).toBeLessThan(cached.length - 5);
});

test('by keyboard: a column is sorted and filtered, text is typed in a filter, cells are moved through', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(`${FIXTURES}/zoo.h5ad`);
  const sort = head(viewer, 'ordered').getByRole('button').first();
  await sort.focus();
  await page.keyboard.press('Enter');
  await expect(head(viewer, 'ordered')).toHaveAttribute('aria-sort', 'ascending');
  await openFilter(viewer, '_index');
  await page.getByRole('textbox', { name: 'Contains' }).fill('');
  await page.keyboard.type('cell 1');
  await expect(page.getByRole('textbox', { name: 'Contains' })).toHaveValue('cell 1');
  await expect(viewer.tables).toContainText('No row passes the filters.');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page.getByRole('textbox', { name: 'Contains' })).toHaveValue('');
  await page.keyboard.press('Escape');
  await cell(viewer, 0, 0).click();
  await page.keyboard.press('End');
  await expect(viewer.tables.locator('[data-focus]')).toBeInViewport();
});

test('a selection does not outlive the rows it was made in', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await cell(viewer, 0, 0).click();
  await page.keyboard.press('Control+Shift+End');
  await expect(viewer.tables.locator('[role=gridcell][aria-selected=true]').first()).toBeVisible();
  await head(viewer, 'n_genes').getByRole('button').first().click();
  await expect(viewer.tables.locator('[role=gridcell][aria-selected=true]')).toHaveCount(0);
});

test('another file begins anew: nothing of the first one’s sorting or columns', async ({ viewer }) => {
  await viewer.open(PBMC);
  await head(viewer, 'n_genes').getByRole('button').first().click();
  await columnMenu(viewer, 'bulk_labels', 'Hide');
  await viewer.open(`${FIXTURES}/no-embedding.h5ad`);
  await expect(viewer.tables).toContainText('20 rows × 2 columns');
  await expect(viewer.tables.getByRole('button', { name: 'As in the file' })).toHaveCount(0);
  await expect(cell(viewer, 0, 0)).toHaveText('c0');
});
