/** Files that are not AnnData: 10x Genomics and loom open as one, any other HDF5 as its groups and datasets. */
import { readFileSync } from 'node:fs';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import { type CellsViewer, expect, FIXTURES, fileLike, PBMC, test, type ViewerPage } from './viewer.ts';

const FOREIGN = `${FIXTURES}/foreign`;

/** Sum of a gene over all cells. */
function sumOf(viewer: ViewerPage, gene: string): Promise<number> {
  return viewer.element.evaluate(async (element: CellsViewer, name) => {
    const { values } = (await element.shadow?.obsVector({ kind: 'var', name })) ?? { values: new Float32Array() };
    let sum = 0;
    for (const value of values) sum += value;
    return sum;
  }, gene);
}

/** Of Python's reference: the column m // 3 of X, as scanpy or anndata read it. */
function referenceOf(name: string): { shape: [cells: number, genes: number]; sum: number } {
  const { X } = JSON.parse(readFileSync(`${FOREIGN}/${name}.reference.json`, 'utf8')).elements;
  return { shape: X.shape, sum: X.col.sum };
}

for (const [name, gene, columns] of [
  ['tenx-v3.h5', 'Gene40', ['gene_ids', 'feature_types', 'genome']],
  ['tenx-v2.h5', 'GRCh38_g30', ['gene_ids']],
] as const) {
  test(`${name} opens as scanpy reads it`, async ({ viewer }) => {
    const { shape, sum } = referenceOf(name);
    await viewer.drop([fileLike(`${FOREIGN}/${name}`)]);
    await viewer.opened(`${FOREIGN}/${name}`);
    await expect(
      viewer.page.getByRole('button', { name: `What is in this file: ${shape[0]} cells × ${shape[1]} genes. X: counts` }),
    ).toBeVisible();
    await expect(viewer.page.getByRole('heading', { name: 'No embedding' })).toBeVisible();
    await expect(viewer.tables).toContainText(`${shape[0]} rows × 0 columns`);
    await viewer.tables.getByRole('tab', { name: 'var' }).click();
    for (const column of columns) await expect(viewer.tables.getByRole('columnheader', { name: column })).toBeVisible();
    expect(await sumOf(viewer, gene)).toBe(sum);
  });
}

test('a loom file opens as anndata reads it, and its cells are drawn', async ({ viewer }) => {
  await viewer.drop([fileLike(`${FOREIGN}/loompy.loom`)]);
  await viewer.opened(`${FOREIGN}/loompy.loom`);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
  await expect(viewer.tables).toContainText('90 rows × 4 columns');
  await expect(viewer.tables).toContainText('TNF+ & <odd>');
  await expect(viewer.treeItem('X')).toContainText('90 × 150');
  expect(await sumOf(viewer, 'Gene50')).toBe(referenceOf('loompy.loom').sum);
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'var', name: 'Gene50' }));
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /^Gene50/);
});

test('any other HDF5 file is its groups, datasets, attributes and links', async ({ viewer }) => {
  await viewer.drop([fileLike(`${FOREIGN}/plain.h5`)]);
  await viewer.opened(`${FOREIGN}/plain.h5`);
  await expect(viewer.page.getByText('HDF5: 11 groups, 34 datasets, 31.9 kB.')).toBeVisible();
  const about = viewer.page.getByRole('region', { name: 'About the file' });
  await expect(about).toContainText('not AnnData or MuData: obs and var are missing');
  await expect(about).toContainText('A richer file');
  await viewer.treeItem('links').click();
  await expect(viewer.treeItem('links/dangling')).toContainText('link to nothing');
  await expect(viewer.treeItem('links/external')).toContainText('link to another file');
  await viewer.treeItem('links/dangling').click();
  const details = viewer.page.getByRole('region', { name: 'Details of links/dangling' });
  await expect(details).toContainText('is a link to /run 1/nowhere, which is not in the file');
  await viewer.treeItem('run 1').click();
  await expect(viewer.page.getByRole('region', { name: 'Details of run 1' })).toContainText('scanner <b>3</b>');
  const opened = await viewer.element.evaluate((element: UmbraViewer) => element.tree());
  expect(opened).toContain('\n    times: float64, 20\n');
});

test('a dataset of plain HDF5 opens as a grid, a group with its values, and one that cannot be read says so', async ({ viewer }) => {
  await viewer.open(`${FOREIGN}/plain.h5`);
  await viewer.treeItem('run 1').click();
  await viewer.treeItem('run 1/times').dblclick();
  await expect(viewer.tables.getByRole('tab', { name: 'run 1/times' })).toBeVisible();
  await expect(viewer.tables.getByRole('gridcell', { name: '0.3', exact: true })).toBeVisible();
  await viewer.treeItem('run 1').click({ button: 'right' });
  await viewer.page.getByRole('menuitem', { name: 'Show its value' }).click();
  await expect(viewer.tables).toContainText('text with ünïcode');
  await viewer.treeItem('odd').click();
  await viewer.treeItem('odd/ragged').dblclick();
  await expect(viewer.tables.getByRole('alert')).toContainText('variable-length array, which Umbra does not read');
  await viewer.treeItem('run 1/cube').click({ button: 'right' });
  await viewer.page.getByRole('menuitem', { name: 'Copy Python' }).click();
  expect(await viewer.clipboard()).toBe('f["run 1/cube"][()]');
});

test('several genomes are an AnnData each, with their tables', async ({ viewer }) => {
  await viewer.open(`${FOREIGN}/tenx-v2-two-genomes.h5`);
  await expect(viewer.page.getByRole('region', { name: 'About the file' })).toContainText('This is an HDF5 file with 2 AnnData objects');
  await viewer.tables.getByRole('tab', { name: 'mm10/var' }).click();
  await expect(viewer.tables.getByRole('gridcell', { name: 'mm10_g0', exact: true })).toBeVisible();
});

test('of HDF5 without cells there is nothing to colour, and the next file is whole', async ({ viewer }) => {
  const kind = viewer.element.evaluate(
    (element: UmbraViewer) =>
      new Promise((resolve) => element.addEventListener('umbra-open', (event) => resolve((event as CustomEvent).detail), { once: true })),
  );
  await viewer.open(`${FIXTURES}/not-anndata.h5`);
  expect(await kind).toEqual({ kind: 'HDF5', shape: null });
  await expect(viewer.page.getByText('HDF5: 1 group, 1 dataset')).toBeVisible();
  await expect(viewer.legend).toHaveCount(0);
  const refused = await viewer.element.evaluate((element: UmbraViewer) =>
    element.colorBy({ kind: 'obs', column: 'x' }).catch((error: Error) => error.message),
  );
  expect(refused).toBe('not-anndata.h5 has no cells to colour.');
  await viewer.open(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
  await expect(viewer.legend).toBeVisible();
});

test('an h5Seurat file is HDF5 with the way to AnnData', async ({ viewer }) => {
  await viewer.drop([fileLike(`${FIXTURES}/like-seurat.h5seurat`)]);
  await viewer.opened(`${FIXTURES}/like-seurat.h5seurat`);
  const about = viewer.page.getByRole('region', { name: 'About the file' });
  await expect(about).toContainText('It looks like a Seurat object (h5Seurat).');
  await expect(about).toContainText('SeuratDisk::Convert');
  await expect(viewer.treeItem('meta.data/nCount_RNA')).toBeVisible();
});
