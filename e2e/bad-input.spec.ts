/** What a file can be but a good one: each is said in one plain sentence, where it belongs, and everything else works. */
import { appendFileSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { VectorRef } from '../src/shadow/index.ts';
import { expect, FIXTURES, fileLike, PBMC, test, type ViewerPage } from './viewer.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A good file opens, and what was said of the bad one is gone. */
async function opensAGoodFile(viewer: ViewerPage): Promise<void> {
  await viewer.open(PBMC);
  await expect(viewer.page.getByRole('alert')).toHaveCount(0);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'bulk_labels');
}

const pbmc = readFileSync(PBMC);

type Refused = readonly (readonly [name: string, content: Uint8Array, words: RegExp])[];

const ANOTHER_FORMAT: Refused = [
  ['notes.txt', bytes('gene,count\nCD3D,5\n'), /is a table as text.*read_csv/],
  ['counts.csv.gz', gzipSync('gene,count'), /is a table as text, compressed with gzip.*read_csv/],
  ['matrix.mtx', bytes('%%MatrixMarket matrix coordinate'), /is a matrix alone.*read_10x_mtx/],
  ['matrix.mtx.gz', gzipSync('%%MatrixMarket'), /is a matrix alone.*read_10x_mtx/],
  ['atlas.rds', gzipSync('R'), /is an R object.*anndataR/],
  ['atlas.h5ad.gz', gzipSync(pbmc.subarray(0, 1000)), /is compressed with gzip.*gunzip atlas\.h5ad\.gz/],
  ['atlas.zip', bytes('PK\x03\x04'), /is a zip archive, but it is damaged.*Download/],
  ['atlas.7z', Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), /is a 7z archive/],
  ['counts.npz', bytes('PK\x03\x04'), /is NumPy arrays.*load_npz/],
];

const NOT_ARRIVED: Refused = [
  ['login.h5ad', bytes('<!DOCTYPE html><title>Sign in</title>'), /is a web page.*signed in/],
  ['denied.h5ad', bytes('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'), /is an error message of a server.*expired/],
  ['answer.h5ad', bytes('{"message":"Not Found"}'), /is JSON.*instead of the file/],
  ['pointer.h5ad', bytes('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'), /is a pointer of Git LFS.*git lfs pull/],
  ['empty.h5ad', new Uint8Array(), /is empty.*again/],
  ['zeros.h5ad', new Uint8Array(5000), /is a file of zeros.*not finished/],
  ['cut.h5ad', pbmc.subarray(0, 300_000), /is not complete: 300 kB of [\d.]+ MB are here.*cut off/],
];

for (const [what, refused] of [
  ['is of another format', ANOTHER_FORMAT],
  ['did not arrive as it was sent', NOT_ARRIVED],
] as const) {
  test(`what ${what} is refused by name, with the way out`, async ({ viewer }) => {
    for (const [name, content, words] of refused) {
      await test.step(name, async () => {
        await viewer.drop([{ name, content }]);
        const alert = viewer.page.getByRole('alert').filter({ hasText: name });
        await expect(alert).toContainText(words);
        await expect(viewer.page.getByRole('alert')).toHaveCount(1);
        await expect(viewer.page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
      });
    }
    await opensAGoodFile(viewer);
  });
}

test('what was open stays when the next file is none of ours', async ({ viewer }) => {
  await viewer.open(PBMC);
  await viewer.drop([{ name: 'notes.txt', content: bytes('gene,count\nCD3D,5\n') }]);
  await expect(viewer.page.getByRole('alert')).toContainText('not an HDF5 file');
  await viewer.idle();
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'obs', column: 'louvain' }));
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'louvain');
  await viewer.page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(viewer.page.getByRole('alert')).toHaveCount(0);
});

test('of several files the one that looks right is opened, and it says so', async ({ viewer }) => {
  await viewer.drop([
    { name: 'readme.txt', content: bytes('read me') },
    { name: 'a.h5ad', content: pbmc },
    fileLike(`${FIXTURES}/zoo.h5ad`),
  ]);
  await expect(viewer.page.getByRole('alert')).toContainText('3 files were dropped, and a.h5ad was opened.');
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'bulk_labels');
  await opensAGoodFile(viewer);
});

test('a text is no file; into a field it may be dropped', async ({ viewer }) => {
  await viewer.drop([], 'CD3D');
  await expect(viewer.page.getByRole('alert')).toContainText('What was dropped is not a file.');
  await opensAGoodFile(viewer);
});

for (const [name, words] of [
  ['atlas.zarr', /atlas\.zarr is a folder without a Zarr store.*that is in it/],
  ['samples', /samples is a folder without a Zarr store.*that is in it/],
] as const) {
  test(`the folder ${name} is called a folder`, async ({ viewer }, info) => {
    const folder = info.outputPath(name);
    mkdirSync(folder);
    const client = await viewer.page.context().newCDPSession(viewer.page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await client.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
    await expect(viewer.page.getByRole('alert')).toContainText(words);
    await opensAGoodFile(viewer);
  });
}

test('no cells: says so, and the genes are there', async ({ viewer }) => {
  await viewer.drop([fileLike(`${FIXTURES}/no-cells.h5ad`)]);
  await expect(viewer.page.getByRole('heading', { name: 'No cells' })).toBeVisible();
  await viewer.tables.getByRole('tab', { name: 'var' }).click();
  await expect(viewer.tables).toContainText('5 rows');
  await opensAGoodFile(viewer);
});

test('no genes: the cells are drawn', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/no-genes.h5ad`);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'group');
  await expect(viewer.page.getByText('20 cells × 0 genes')).toBeVisible();
  await viewer.tables.getByRole('tab', { name: 'var' }).click();
  await expect(viewer.tables).toContainText('0 rows');
  await expect(viewer.page.getByRole('alert')).toHaveCount(0);
});

test('no X: the tree says so, and the cells are drawn', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/no-x.h5ad`);
  await expect(viewer.page.getByRole('region', { name: 'Contents of the file' })).toContainText('This object has no X.');
  await expect(viewer.treeItem('X')).toHaveCount(0);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'group');
  const message = await viewer.element.evaluate((element: UmbraViewer) =>
    element.colorBy({ kind: 'var', name: 'g1' }).catch((reason: Error) => reason.message),
  );
  expect(message).toBe('This object has no X.');
  await opensAGoodFile(viewer);
  await expect(viewer.page.getByRole('region', { name: 'Contents of the file' })).not.toContainText('no X');
});

test('no embedding: two columns of obs are drawn, and it says why', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/no-embedding.h5ad`);
  await expect(viewer.page.getByText('No embedding in obsm: drawn by two columns of obs.')).toBeVisible();
  await expect(viewer.page.getByRole('img', { name: 'x: group; y: score' })).toBeVisible();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'group');
  await expect(viewer.tables).toContainText('20 rows × 2 columns');
});

test('an encoding of the future is shown as it lies, with its name', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/unknown-encoding.h5ad`);
  await viewer.treeItem('obs/score').click();
  const details = viewer.page.getByRole('region', { name: 'Details of obs/score' });
  await expect(details).toContainText('The encoding “from-the-future” is not known here: it is shown as it lies in the file.');
  await viewer.treeItem('obs/score').getByText('float64').hover();
  await expect(viewer.page.getByRole('tooltip')).toContainText('from-the-future');
  await viewer.page.getByRole('textbox', { name: 'Filter the tree' }).fill('settings');
  await expect(viewer.treeItem('uns/settings/alpha')).toBeVisible();
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'obs', column: 'score' }));
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'score');
  await expect(viewer.page.getByRole('alert')).toHaveCount(0);
});

test('an element that cannot be read is marked, says why in its details, and costs only itself', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/broken-elements.h5ad`);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'group');
  await viewer.page.setViewportSize({ width: 1800, height: 900 });
  await viewer.idle();
  await expect(viewer.tables).toContainText('unreadable');
  await expect(viewer.treeItem('obs/absent')).toContainText('not in the file');
  await expect(viewer.treeItem('obs/filtered')).toContainText('unreadable');
  await viewer.treeItem('obs/filtered').click();
  const details = viewer.page.getByRole('region', { name: 'Details of obs/filtered' });
  await expect(details.getByRole('alert')).toContainText('compressed with own (filter 511)');
  await viewer.page.getByRole('button', { name: 'Close the details' }).click();
  await expect(viewer.tables.getByRole('gridcell', { name: 'c0', exact: true })).toBeVisible();
  const error = await viewer.element.evaluate((element: UmbraViewer) =>
    element.colorBy({ kind: 'obs', column: 'lies' }).catch((reason: Error) => reason.message),
  );
  expect(error).toMatch(/lies/);
  await expect(viewer.page.getByRole('alert').first()).toContainText('lies');
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'obs', column: 'score' }));
  await expect(viewer.page.getByRole('alert')).toHaveCount(0);
});

test('without WebGL 2 the plot says so; tree, tables and legend work', async ({ viewer }) => {
  await viewer.page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, type: string, ...rest: unknown[]) {
      return type.startsWith('webgl') ? null : (getContext as (...all: unknown[]) => unknown).call(this, type, ...rest);
    } as typeof getContext;
  });
  await viewer.start();
  await viewer.open(PBMC);
  const plot = viewer.page.getByRole('region', { name: 'Plot of the cells' });
  await expect(plot.getByRole('alert')).toContainText('The cells cannot be drawn here.');
  await expect(plot.getByRole('alert')).toContainText('no WebGL 2');
  await expect(plot.getByRole('button', { name: 'Draw again' })).toHaveCount(0);
  await viewer.treeItem('obs/louvain').dblclick();
  await viewer.idle();
  await expect(viewer.legend.getByRole('checkbox')).toHaveCount(11);
  await expect(viewer.tables).toContainText('700 rows');
  await expect(viewer.page.getByRole('alert')).toHaveCount(1);
});

test('when the graphics context is lost the plot says so, and is drawn again', async ({ viewer }) => {
  await viewer.open(PBMC);
  const before = await viewer.element.evaluate((element: UmbraViewer) => element.positionOf(7));
  await viewer.canvas.evaluate((canvas: HTMLCanvasElement) =>
    canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext(),
  );
  const plot = viewer.page.getByRole('region', { name: 'Plot of the cells' });
  await expect(plot.getByRole('alert')).toContainText('The drawing of the cells stopped.');
  await expect(viewer.tables).toContainText('700 rows');
  await plot.getByRole('button', { name: 'Draw again' }).click();
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'bulk_labels');
  await expect(viewer.page.getByRole('alert')).toHaveCount(0);
  expect(await viewer.element.evaluate((element: UmbraViewer) => element.positionOf(7))).toEqual(before);
  await viewer.canvas.hover({ position: before ?? { x: 0, y: 0 } });
  await expect(viewer.page.getByRole('status').filter({ hasText: 'bulk_labels' })).toBeVisible();
});

test('a file that changes on disk is told of once, on top; what was read of it still works', async ({ viewer }, info) => {
  const file = info.outputPath('mine.h5ad');
  copyFileSync(PBMC, file);
  await viewer.open(file);
  appendFileSync(file, 'more');
  const colorBy = (ref: VectorRef): Promise<string | undefined> =>
    viewer.element.evaluate(
      (element: UmbraViewer, wanted) =>
        element.colorBy(wanted).then(
          () => undefined,
          (reason: { tag: string }) => reason.tag,
        ),
      ref,
    );
  expect(await colorBy({ kind: 'var', name: 'HES4' })).toBe('changed');
  const alert = viewer.page.getByRole('alert');
  await expect(alert).toHaveCount(1);
  await expect(alert).toContainText('mine.h5ad has changed on disk since it was opened.');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'bulk_labels');
  // Every other way of reading says nothing more.
  await viewer.treeItem('obsm/X_pca').dblclick();
  await viewer.idle();
  await expect(alert).toHaveCount(1);
  expect(await colorBy({ kind: 'obs', column: 'bulk_labels' })).toBeUndefined();
  await viewer.withoutPicker();
  const [chooser] = await Promise.all([
    viewer.page.waitForEvent('filechooser'),
    alert.getByRole('button', { name: 'Open it again' }).click(),
  ]);
  await chooser.setFiles(file);
  await expect(alert).toHaveCount(0);
  await viewer.idle();
  expect(await colorBy({ kind: 'var', name: 'HES4' })).toBeUndefined();
});

test('a file that changed before it was opened is not taken for an empty one', async ({ viewer }, info) => {
  const file = info.outputPath('mine.h5ad');
  copyFileSync(PBMC, file);
  const element = viewer.page.locator('umbra-viewer input[type=file]');
  // Chosen, but only opened once it has changed.
  await element.evaluate((input: HTMLInputElement) => {
    input.addEventListener(
      'change',
      (event) => {
        event.stopImmediatePropagation();
        (window as never as { chosen: File }).chosen = (input.files as FileList)[0] as File;
      },
      { once: true, capture: true },
    );
  });
  await element.setInputFiles(file);
  appendFileSync(file, 'more');
  const tag = await viewer.element.evaluate((umbra: UmbraViewer) =>
    umbra.open((window as never as { chosen: File }).chosen).then(
      () => 'opened',
      (reason: { tag: string }) => reason.tag,
    ),
  );
  expect(tag).toBe('changed');
  await expect(viewer.page.getByRole('alert')).toContainText('mine.h5ad has changed on disk since it was opened.');
  await opensAGoodFile(viewer);
});
