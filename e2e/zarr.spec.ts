import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import { unpack } from '../src/testing/unpack.ts';
import { serveFolder } from '../src/testing/zarr-server.ts';
import { expect, FIXTURES, fileLike, test, type ViewerPage } from './viewer.ts';

const ZARR = join(FIXTURES, 'zarr');
const archive = (name: string): string => join(ZARR, `${name}.zarr.zip`);

/** As a user drags a folder out of a file manager. */
async function dropFolder({ page }: ViewerPage, folder: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
}

const openUrl = ({ element }: ViewerPage, url: string): Promise<void> =>
  element.evaluate(async (viewer: UmbraViewer, address) => void (await viewer.open(address)), url);

test('a dropped archive is drawn, coloured by cluster and by a gene', async ({ viewer }) => {
  await viewer.drop([fileLike(archive('codecs-v3'))]);
  await viewer.opened('codecs-v3.zarr.zip');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'cluster');
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'var', name: 'g1' }));
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /^g1/);
  await viewer.tables.getByRole('tab', { name: 'obs' }).click();
  await expect(viewer.tables).toContainText('40 rows');
});

test('what is said of an array is in Zarr’s words', async ({ viewer }) => {
  await viewer.open(archive('encodings-v3-sharded'));
  await viewer.treeItem('obsm/cube').click();
  const details = viewer.page.getByRole('region', { name: 'Details of obsm/cube' });
  await expect(details).toContainText('codecs');
  await expect(details).toContainText('shards');
  await expect(details).not.toContainText('filters');
});

test('a dropped folder is opened, and the folder around it', async ({ viewer }) => {
  const folder = await unpack(archive('encodings-v3-sharded'));
  await dropFolder(viewer, join(folder, 'encodings.zarr'));
  await viewer.opened('encodings.zarr');
  await expect(viewer.treeItem('obs')).toBeVisible();
  const cats = () => viewer.element.evaluate(async (element: UmbraViewer) => (await element.shadow?.at('obs/cat')?.toString()) ?? '');
  expect(await cats()).toContain('category');
});

test('a folder that is chosen is opened', async ({ viewer }) => {
  const folder = await unpack(archive('codecs-v2'));
  // Headless browsers show no dialog of their own: the field does it.
  await viewer.page.evaluate(() => Reflect.deleteProperty(window, 'showDirectoryPicker'));
  const choosing = viewer.page.waitForEvent('filechooser');
  await viewer.page.getByRole('button', { name: 'or a Zarr folder' }).click();
  await (await choosing).setFiles(folder);
  await viewer.opened(folder);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'cluster');
});

test('a store on another site is drawn in few requests, and zarrita comes only then', async ({ viewer }) => {
  const scripts: string[] = [];
  viewer.page.on('request', (request) => scripts.push(request.url()));
  await viewer.open(`${FIXTURES}/zoo.h5ad`);
  expect(scripts.filter((url) => /zarr|zip-store|blosc|numcodecs/.test(url))).toEqual([]);
  const server = await serveFolder(await unpack(archive('genes')));
  await openUrl(viewer, `${server.url}/sharded.zarr`);
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'cluster');
  expect(scripts.some((url) => url.includes('zarr-storage'))).toBe(true);
  const beforePicture = server.asked.map(({ key }) => key);
  expect(beforePicture[0]).toBe('sharded.zarr/zarr.json');
  expect(beforePicture.length).toBeLessThanOrEqual(30);
  // Without leave from the server: no range is one that a browser has to ask for.
  expect(server.asked.every(({ range }) => range === undefined || /^bytes=\d+-\d+$/.test(range))).toBe(true);
  const before = server.asked.length;
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'var', name: 'g77', layer: 'csc' }));
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /g77/);
  await viewer.idle();
  expect(server.asked.slice(before).length).toBeLessThanOrEqual(4);
  await server.close();
});

test('the tables of SpatialData are AnnData; where there are several, it says so', async ({ viewer }) => {
  await viewer.open(archive('spatial'));
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'cluster');
  await expect(viewer.page.getByRole('alert')).toHaveCount(0);
  await viewer.open(archive('spatial-v2'));
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'cluster');
  await expect(viewer.page.getByRole('alert')).toContainText('2 tables');
});

test('bad arrays and bad stores are named; everything else works', async ({ viewer }, info) => {
  await viewer.open(archive('bad'));
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'cluster');
  const reasons = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const told: string[] = [];
    for (const name of ['unknown_codec', 'damaged_chunk']) {
      const shadow = element.shadow?.at(`obsm/${name}`) as { read(): Promise<unknown> } | undefined;
      await shadow?.read().catch((error: Error) => told.push(error.message));
    }
    return told;
  });
  expect(reasons).toEqual([expect.stringContaining('zfpy'), expect.stringContaining('chunk 1.0 is damaged')]);
  await viewer.drop([fileLike(join(ZARR, 'no-store.zip'))]);
  await expect(viewer.page.getByRole('alert')).toContainText('a zip archive without a Zarr store');
  const empty = info.outputPath('empty.zarr');
  mkdirSync(empty);
  await dropFolder(viewer, empty);
  await expect(viewer.page.getByRole('alert')).toContainText('empty.zarr is a folder without a Zarr store');
});
