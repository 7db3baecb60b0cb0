/** The cells: what is drawn first, in which colours, and what can be done with it. */
import { readFileSync } from 'node:fs';
import type { ObsRef } from '../src/shadow/index.ts';
import { CITESEQ, expect, FIXTURES, PBMC, test, type CellsViewer as UmbraViewer, type ViewerPage } from './viewer.ts';

/** Cells with none of another category near them, so that the pixel at their place has their colour; one of each category first. */
function lonelyCells(viewer: ViewerPage, ref: ObsRef, count: number): Promise<{ index: number; x: number; y: number }[]> {
  return viewer.element.evaluate(
    async (element: UmbraViewer, { ref: wanted, count: most }) => {
      const { values } = await (element.shadow as NonNullable<typeof element.shadow>).obsVector(wanted);
      const places = Array.from(values, (value, index) => ({ index, value, at: element.positionOf(index) }));
      const lonely = places.filter(({ at, value }) =>
        places.every((other) => value === other.value || !other.at || !at || Math.hypot(other.at.x - at.x, other.at.y - at.y) > 9),
      );
      const ranked = lonely.toSorted(
        (a, b) =>
          lonely.filter((other) => other.value === a.value).indexOf(a) - lonely.filter((other) => other.value === b.value).indexOf(b),
      );
      return ranked.slice(0, most).map(({ index, at }) => ({ index, x: at?.x ?? 0, y: at?.y ?? 0 }));
    },
    { ref, count },
  );
}

const CELLTYPE: ObsRef = { mod: 'rna', kind: 'obs', column: 'celltype' };

const hex = (color: string): number[] => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** The mean difference of the channels: points are drawn with some opacity on white. */
const difference = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / 3;

test('opens on the UMAP, coloured by the cell type in the file’s own colours', async ({ viewer }) => {
  await viewer.page.emulateMedia({ colorScheme: 'light' });
  await viewer.open(CITESEQ);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'rna: celltype');
  const colors = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const data = element.shadow as NonNullable<typeof element.shadow>;
    const { values, categories } = await data.obsVector({ mod: 'rna', kind: 'obs', column: 'celltype' });
    const palette = await data.categoryColors({ mod: 'rna', kind: 'obs', column: 'celltype' });
    const decoded = palette?.kind === 'string' ? palette : null;
    const decoder = new TextDecoder();
    const inFile = decoded
      ? Array.from({ length: decoded.offsets.length - 1 }, (_, i) =>
          decoder.decode(decoded.bytes.subarray(decoded.offsets[i], decoded.offsets[i + 1])),
        )
      : [];
    return { values: [...values], categories: categories ?? [], inFile };
  });
  expect(colors.inFile.length).toBe(colors.categories.length);
  const cells = await lonelyCells(viewer, CELLTYPE, 12);
  expect(cells.length).toBeGreaterThan(5);
  for (const { index, x, y } of cells) {
    const expected = hex(colors.inFile[colors.values[index] ?? -1] ?? '#000000');
    expect(difference(await viewer.pixel(x, y), expected), `cell ${index}`).toBeLessThan(40);
  }
  const swatches = await viewer.legend.getByRole('checkbox').count();
  expect(swatches).toBe(colors.categories.length);
});

test('hover names the cell and its value; a click highlights it', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  const [cell] = await lonelyCells(viewer, CELLTYPE, 1);
  if (!cell) throw new Error('no lonely cell');
  await viewer.canvas.hover({ position: cell });
  const known = await viewer.element.evaluate((element: UmbraViewer, { x, y }) => element.cellAt(x, y), cell);
  expect(known?.index).toBe(cell.index);
  await expect(viewer.page.getByRole('status').filter({ hasText: known?.name ?? '?' })).toContainText('rna: celltype');
  await viewer.canvas.click({ position: cell });
  await expect(viewer.page.getByTestId('highlighted-cell')).toBeVisible();
});

test('the legend hides, isolates and brings back; hidden cells are not found under the pointer', async ({ viewer }) => {
  await viewer.open(PBMC);
  const rows = viewer.legend.getByRole('checkbox');
  const count = await rows.count();
  const [cell] = await lonelyCells(viewer, { kind: 'obs', column: 'bulk_labels' }, 1);
  if (!cell) throw new Error('no lonely cell');
  const under = (): Promise<number | null> =>
    viewer.element.evaluate((element: UmbraViewer, { x, y }) => element.cellAt(x, y)?.index ?? null, cell);
  expect(await under()).toBe(cell.index);
  const name = await viewer.element.evaluate(async (element: UmbraViewer, index) => {
    const vector = await element.shadow?.obsVector({ kind: 'obs', column: 'bulk_labels' });
    return vector?.categories?.[vector.values[index] ?? -1] ?? '';
  }, cell.index);
  await viewer.legend.getByRole('checkbox', { name }).first().click();
  await expect(viewer.legend).toContainText(`${count - 1} shown · 1 hidden`);
  expect(await under()).not.toBe(cell.index);
  await viewer.legend.getByRole('button', { name: 'Show all' }).click();
  await viewer.legend.getByRole('checkbox', { name }).first().hover();
  await viewer.legend
    .getByRole('button', { name: `Show only ${name}` })
    .first()
    .click();
  await expect(viewer.legend).toContainText(`1 shown · ${count - 1} hidden`);
  expect(await under()).toBe(cell.index);
});

test('three hundred categories: searched, with colours', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/zoo.h5ad`);
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'obs', column: 'many' }));
  await viewer.legend.getByRole('textbox', { name: 'Find a category' }).fill('type 04');
  await expect(viewer.legend.getByRole('checkbox')).toHaveCount(10);
  await viewer.legend.getByRole('textbox', { name: 'Find a category' }).fill('nothing');
  await expect(viewer.legend).toContainText('No category is called “nothing”.');
});

test('a bad colour costs only itself; missing cells are grey', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/zoo.h5ad`);
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'obs', column: 'cell_type' }));
  const swatches = await viewer.legend
    .locator('i[style*="--swatch"]')
    .evaluateAll((all) => all.map((swatch) => (swatch as HTMLElement).style.getPropertyValue('--swatch')));
  expect(swatches[0]).toBe('#1f77b4');
  expect(swatches[2]).toBe('#663399');
  await expect(viewer.legend.locator('[data-hint*="not a colour"]')).toHaveCount(2);
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'obs', column: 'with_missing' }));
  await expect(viewer.legend).toContainText('missing');
});

test('any column colours, numbers in viridis; embeddings and components are chosen', async ({ viewer }) => {
  await viewer.open(PBMC);
  await viewer.pick(/Colour by/, 'n_counts');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'n_counts');
  await expect(viewer.legend.getByRole('img', { name: 'Distribution of the values' })).toBeVisible();
  const before = await viewer.element.evaluate((element: UmbraViewer) => element.positionOf(0));
  await viewer.pick(/Embedding/, 'X_pca');
  const after = await viewer.element.evaluate((element: UmbraViewer) => element.positionOf(0));
  expect(after).not.toEqual(before);
  await viewer.page.getByRole('combobox', { name: 'y axis' }).selectOption({ index: 4 });
  await viewer.idle();
  expect(await viewer.element.evaluate((element: UmbraViewer) => element.positionOf(0))).not.toEqual(after);
});

test('zoom at the pointer, pan by dragging, and back', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  const place = () => viewer.element.evaluate((element: UmbraViewer) => element.positionOf(17));
  const [start, box] = [await place(), await viewer.canvas.boundingBox()];
  if (!start || !box) throw new Error('no place');
  await page.mouse.move(box.x + start.x, box.y + start.y);
  await page.mouse.wheel(0, -400);
  await viewer.idle();
  const zoomed = await place();
  expect(Math.hypot((zoomed?.x ?? 0) - start.x, (zoomed?.y ?? 0) - start.y)).toBeLessThan(3);
  await page.mouse.down();
  await page.mouse.move(box.x + start.x + 60, box.y + start.y + 40, { steps: 6 });
  await page.mouse.up();
  // The first pixels only tell a drag from a click.
  await expect.poll(async () => Math.abs(((await place())?.x ?? 0) - ((zoomed?.x ?? 0) + 60))).toBeLessThan(14);
  await page.getByRole('button', { name: 'Show all cells' }).click();
  await expect.poll(async () => Math.round((await place())?.x ?? 0)).toBe(Math.round(start.x));
});

test('a PNG in one click', async ({ viewer }) => {
  await viewer.open(PBMC);
  const [download] = await Promise.all([
    viewer.page.waitForEvent('download'),
    viewer.page.getByRole('button', { name: 'Save as PNG' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('pbmc68k_reduced-X_umap-bulk_labels.png');
  const png = readFileSync(await download.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.byteLength).toBeGreaterThan(10_000);
});

test('modalities that hold different cells are put in place through obsmap', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/partly-shared.h5mu`);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'rna: cell_type');
  const { values, inRna } = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const data = element.shadow as NonNullable<typeof element.shadow>;
    const vector = await data.obsVector({ mod: 'rna', kind: 'obs', column: 'cell_type' });
    const map = await data.at('obsmap/rna');
    const positions = (await (map as never as { read(): Promise<{ data: ArrayLike<number> }> }).read()).data;
    return { values: [...vector.values], inRna: Array.from(positions, (position) => Number(position) > 0) };
  });
  expect(values.length).toBe(inRna.length);
  expect(values.map((value) => value >= 0)).toEqual(inRna);
  await expect(viewer.legend.locator('i[style*="#ff0000"]')).toHaveCount(1);
});
