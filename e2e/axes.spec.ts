/** Where the cells stand: factors of MOFA, and any two columns as axes; and the picture of it in the clipboard. */
import { readFileSync } from 'node:fs';
import type { VectorRef } from '../src/shadow/index.ts';
import { CITESEQ, expect, FIXTURES, PBMC, test, text, type CellsViewer as UmbraViewer, type ViewerPage } from './viewer.ts';

const positions = (viewer: ViewerPage, cells: readonly number[]): Promise<{ x: number; y: number }[]> =>
  viewer.element.evaluate(
    (element: UmbraViewer, all) => all.map((cell) => element.positionOf(cell) as { x: number; y: number }),
    cells as number[],
  );

/** The straight line through two pairs is the one through all: places are values, moved and scaled, and nothing else. */
function expectAffine(places: readonly number[], values: readonly number[], sign: 1 | -1): number {
  const [low, high] = [values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))];
  const [from, to] = [values[low] as number, values[high] as number];
  const factor = ((places[high] as number) - (places[low] as number)) / (to - from);
  expect(Math.sign(factor)).toBe(sign);
  places.forEach((place, i) => {
    expect(place).toBeCloseTo((places[low] as number) + ((values[i] as number) - from) * factor, 1);
  });
  return Math.abs(factor);
}

/** Rows of obsm['X_mofa'], as numpy reads them: e2e/fixtures/make_windows.py. */
const { cells: CELLS, values: FACTORS }: { cells: number[]; values: number[][] } = JSON.parse(text(`${FIXTURES}/windows.json`))[
  'citeseq.h5mu'
].mofa;
const factor = (number: number): number[] => FACTORS.map((row) => row[number - 1] as number);

test('factors of MOFA are drawn where they are, coloured by columns of the whole and of a modality', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await viewer.pick(/Embedding/, 'X_mofa');
  await expect(viewer.page.getByRole('img', { name: 'x: Factor 1; y: Factor 2' })).toBeVisible();
  await viewer.page.getByRole('combobox', { name: 'x axis' }).selectOption('Factor 2');
  await viewer.page.getByRole('combobox', { name: 'y axis' }).selectOption('Factor 3');
  await viewer.idle();
  await expect(viewer.page.getByRole('img', { name: 'x: Factor 2; y: Factor 3' })).toBeVisible();
  const places = await positions(viewer, CELLS);
  const perX = expectAffine(
    places.map(({ x }) => x),
    factor(2),
    1,
  );
  const perY = expectAffine(
    places.map(({ y }) => y),
    factor(3),
    -1,
  );
  // The two factors of one element have one scale.
  expect(perX / perY).toBeCloseTo(1, 2);
  for (const [ref, drawn] of [
    [{ mod: 'rna', kind: 'obs', column: 'celltype' }, 'rna: celltype'],
    [{ kind: 'obs', column: 'leiden' }, 'leiden'],
    [{ kind: 'obsm', key: 'X_mofa', component: 0 }, 'X_mofa · 1'],
  ] as const) {
    await viewer.element.evaluate((element: UmbraViewer, wanted) => element.colorBy(wanted), ref as VectorRef);
    await expect(viewer.canvas).toHaveAttribute('data-drawn', drawn);
    expect(await positions(viewer, CELLS)).toEqual(places);
  }
  await expect(viewer.legend.getByRole('img', { name: 'Distribution of the values' })).toBeVisible();
  await viewer.pick(/Colour by/, 'X_mofa · 3');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'X_mofa · 3');
});

test('the arrow keys and a button step through the factors', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await viewer.pick(/Embedding/, 'X_mofa');
  const { page } = viewer;
  const corner = (x: number, y: number) => page.getByRole('img', { name: `x: Factor ${x}; y: Factor ${y}` });
  await page.getByRole('button', { name: 'Next pair' }).click();
  await expect(corner(3, 4)).toBeVisible();
  await page.getByRole('combobox', { name: 'y axis' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(corner(3, 5)).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(corner(3, 4)).toBeVisible();
  for (const pair of [5, 7, 9, 1]) {
    await page.getByRole('button', { name: 'Next pair' }).click();
    await expect(corner(pair, pair + 1)).toBeVisible();
  }
});

test('two columns are axes, each at its own scale; swapped, logarithmic, and one of them a category', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await viewer.pick(/Embedding/, 'Two axes…');
  await expect(page.getByRole('img', { name: 'x: n_counts; y: n_genes' })).toBeVisible();
  const cells = [0, 50, 100, 200, 300, 400, 500, 699];
  const { counts, genes, labels } = await viewer.element.evaluate(async (element: UmbraViewer, all) => {
    const data = element.shadow as NonNullable<typeof element.shadow>;
    const valuesOf = async (column: string): Promise<number[]> => {
      const { values } = await data.obsVector({ kind: 'obs', column });
      return all.map((cell) => Number(values[cell]));
    };
    return { counts: await valuesOf('n_counts'), genes: await valuesOf('n_genes'), labels: await valuesOf('bulk_labels') };
  }, cells);
  let places = await positions(viewer, cells);
  const xs = (): number[] => places.map(({ x }) => x);
  const ys = (): number[] => places.map(({ y }) => y);
  const perX = expectAffine(xs(), counts, 1);
  const perY = expectAffine(ys(), genes, -1);
  expect(perX / perY).not.toBeCloseTo(1, 1);

  await page.getByRole('button', { name: 'Log scale along x' }).click();
  await viewer.idle();
  await expect(page.getByRole('img', { name: 'x: n_counts, log scale; y: n_genes' })).toBeVisible();
  places = await positions(viewer, cells);
  expectAffine(
    xs(),
    counts.map((count) => Math.log1p(count)),
    1,
  );

  await page.getByRole('button', { name: 'Swap x and y' }).click();
  await viewer.idle();
  await expect(page.getByRole('img', { name: 'x: n_genes; y: n_counts, log scale' })).toBeVisible();
  places = await positions(viewer, cells);
  expectAffine(xs(), genes, 1);
  expectAffine(
    ys(),
    counts.map((count) => Math.log1p(count)),
    -1,
  );

  await viewer.pick(/x axis/, 'bulk_labels');
  await expect(page.getByRole('img', { name: 'x: bulk_labels; y: n_counts, log scale' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Log scale along x' })).toBeDisabled();
  const width = (await viewer.canvas.boundingBox())?.width ?? 0;
  places = await positions(viewer, cells);
  // Ten labels fill 92 % of the width, one beside the other, and a cell stays within its own.
  xs().forEach((x, i) => {
    const code = ((x - 0.04 * width) / (0.92 * width)) * 10 - 0.5;
    expect(Math.abs(code - (labels[i] as number))).toBeLessThan(0.31);
  });
});

test('axes stay true while one zooms and drags; the cell under the pointer is found', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(`${FIXTURES}/no-embedding.h5ad`);
  const [start] = await positions(viewer, [3]);
  const box = await viewer.canvas.boundingBox();
  if (!start || !box) throw new Error('no place');
  await viewer.canvas.hover({ position: start });
  await expect(page.getByRole('status').filter({ hasText: 'c3' })).toContainText('group');
  await viewer.canvas.click({ position: start });
  await expect(page.getByTestId('highlighted-cell')).toBeVisible();
  await page.mouse.wheel(0, -300);
  await viewer.idle();
  const [zoomed] = await positions(viewer, [3]);
  expect(Math.hypot((zoomed?.x ?? 0) - start.x, (zoomed?.y ?? 0) - start.y)).toBeLessThan(3);
  const found = await viewer.element.evaluate((element: UmbraViewer, { x, y }) => element.cellAt(x, y)?.index, zoomed ?? start);
  expect(found).toBe(3);
  // Two ticks tell the scale: by it the cell stands at its value.
  const ticks = await page.getByRole('img', { name: 'x: group; y: score' }).evaluate((drawing: SVGElement) =>
    [...drawing.querySelectorAll('text[text-anchor=end]')].map((label) => ({
      value: Number(label.textContent),
      y: label.getBoundingClientRect().y + label.getBoundingClientRect().height / 2,
    })),
  );
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (!first || !last || first === last) throw new Error('too few ticks');
  const read = first.value + ((box.y + (zoomed?.y ?? 0) - first.y) / (last.y - first.y)) * (last.value - first.value);
  const value = await viewer.element.evaluate(
    async (element: UmbraViewer) => (await element.shadow?.obsVector({ kind: 'obs', column: 'score' }))?.values[3],
  );
  expect(read).toBeCloseTo(value ?? Number.NaN, 2);
});

test('a modality’s column and a column of obsm as axes; cells that lack one have no place', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/partly-shared.h5mu`);
  await viewer.pick(/Embedding/, 'Two axes…');
  await viewer.pick(/x axis/, 'rna: score');
  await viewer.pick(/y axis/, 'X_joint · 2');
  await expect(viewer.page.getByRole('img', { name: 'x: rna: score; y: X_joint · 2' })).toBeVisible();
  const { places, scores } = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const vector = await element.shadow?.obsVector({ mod: 'rna', kind: 'obs', column: 'score' });
    const values = [...(vector?.values ?? [])];
    return { scores: values.map((value) => !Number.isNaN(value)), places: values.map((_, cell) => element.positionOf(cell) !== null) };
  });
  expect(places).toEqual(scores);
  expect(places).toContain(false);
  expect(places).toContain(true);
});

test('the picture is copied, with its axes and legend; where that is not allowed it can be saved', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await viewer.pick(/Embedding/, 'Two axes…');
  await page.getByRole('button', { name: 'Copy picture' }).click();
  await viewer.idle();
  const { type, width, height, ink } = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const blob = (await item?.getType('image/png')) as Blob;
    const bitmap = await createImageBitmap(blob);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(bitmap, 0, 0);
    // Left of the cells stand the ticks and the title of y.
    const { data } = context.getImageData(0, 0, 60, bitmap.height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] as number) < 100) dark++;
    return { type: blob.type, width: bitmap.width, height: bitmap.height, ink: dark };
  });
  const box = await viewer.canvas.boundingBox();
  expect(type).toBe('image/png');
  expect(ink).toBeGreaterThan(100);
  expect(width).toBeGreaterThan((box?.width ?? 0) + 220);
  expect(height).toBeGreaterThan((box?.height ?? 0) + 30);

  await page.evaluate(() => {
    navigator.clipboard.write = () => Promise.reject(new DOMException('not here', 'NotAllowedError'));
  });
  await page
    .getByRole('button', { name: 'Copied' })
    .or(page.getByRole('button', { name: 'Copy picture' }))
    .click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The browser does not let this page copy pictures.');
  const [download] = await Promise.all([page.waitForEvent('download'), alert.getByRole('button', { name: 'Save as PNG' }).click()]);
  expect(download.suggestedFilename()).toBe('pbmc68k_reduced-n_counts_n_genes-bulk_labels.png');
  expect(
    readFileSync(await download.path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  await expect(alert).toHaveCount(0);
});

test('a picture of thousands of categories has a legend of usual width', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await viewer.element.evaluate(async (element: UmbraViewer) => {
    const data = element.shadow as NonNullable<typeof element.shadow>;
    data.obs.set(
      'each',
      Array.from({ length: 700 }, (_, i) => `cell number ${i}`),
    );
    await element.colorBy({ kind: 'obs', column: 'each' });
  });
  await page.getByRole('button', { name: 'Copy picture' }).click();
  await viewer.idle();
  const width = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await createImageBitmap((await item?.getType('image/png')) as Blob)).width;
  });
  expect(width).toBeLessThan(((await viewer.canvas.boundingBox())?.width ?? 0) + 900);
});
