/** Old files and real ones, a worker that dies, a narrow page, panels that move. What is wrong with a file is in bad-input.spec.ts. */
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { AnnDataShadow, ElemShadow, MuDataShadow, ShadowError } from '../src/shadow/index.ts';
import { CITESEQ, expect, FIXTURES, PBMC, shared, test, ViewerPage } from './viewer.ts';

for (const name of ['legacy-0.6.h5ad', 'legacy-0.7.h5ad']) {
  test(`${name} opens, with its clusters`, async ({ viewer }) => {
    await viewer.open(`${FIXTURES}/${name}`);
    await expect(viewer.canvas).toHaveAttribute('data-drawn', 'cluster');
    await expect(viewer.legend.getByRole('checkbox')).toHaveText([/A/, /B/, /C/]);
    await expect(viewer.tables).toContainText('12 rows × 2 columns');
  });
}

test('a worker that dies is replaced: the next read works', async ({ viewer }) => {
  await viewer.page.evaluate(() => {
    const { Worker } = window;
    (window as never as { workers: Worker[] }).workers = [];
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        (window as never as { workers: Worker[] }).workers.push(this);
      }
    };
  });
  // The worker that was started ahead is spent on a first file: the next one is ours.
  await viewer.open(PBMC);
  await viewer.open(CITESEQ);
  const drawn = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const { workers } = window as never as { workers: Worker[] };
    if (workers.length === 0) throw new Error('no worker was seen');
    for (const worker of workers) worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    element.shadow?.clearCache();
    await element.colorBy({ mod: 'rna', kind: 'obs', column: 'leiden' });
    return element.shadowRoot?.querySelector('canvas')?.getAttribute('data-drawn');
  });
  expect(drawn).toBe('rna: leiden');
  // Of many reads that wait when it dies, each is answered, by one new worker.
  const waited = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const { workers } = window as never as { workers: Worker[] };
    const data = element.shadow as MuDataShadow;
    data.clearCache();
    const before = workers.length;
    const reading = Promise.all([...(data.mod.get('rna') as AnnDataShadow).obs.values()].map((column) => column.read()));
    await new Promise((resolve) => setTimeout(resolve));
    workers.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    return { read: (await reading).length, started: workers.length - before };
  });
  expect(waited.read).toBeGreaterThan(2);
  expect(waited.started).toBe(1);
});

test('a worker in an endless loop is ended when it hears no cancel: that element is unreadable, the rest is read', async ({ page }) => {
  // A thread that really does not come back, as libhdf5's on some damaged bytes: once it has said that it reads obsm/X_pca.
  const stuck = `{
    const post = self.postMessage.bind(self);
    let id;
    self.addEventListener('message', ({ data }) => { if (data.params?.path === 'obsm/X_pca') id = data.id; });
    self.postMessage = (message, transfer) => { post(message, transfer); while (message.started && message.id === id); };
  }`;
  await page.route('**/entry-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: stuck + (await response.text()) });
  });
  const viewer = new ViewerPage(page);
  await viewer.start();
  await viewer.open(PBMC);
  const said = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const data = element.shadow as AnnDataShadow;
    const pca = data.obsm.get('X_pca') as ElemShadow;
    const readCancelled = async () => {
      const controller = new AbortController();
      const reading = pca.read({ signal: controller.signal });
      // Once it was asked: a call that was aborted before reaches no worker.
      await new Promise((resolve) => setTimeout(resolve, 50));
      controller.abort();
      return reading.catch((error: ShadowError) => error.tag);
    };
    const said: unknown[] = [];
    for (let time = 0; time < 2; time++) {
      said.push(await readCancelled());
      data.clearCache();
      // It waits in the line of the worker that does not answer any more, and is asked of the next one.
      said.push((await data.obs.column('louvain')).shape);
    }
    said.push(await pca.read().catch((error: ShadowError) => error.message));
    return said;
  });
  expect(said).toEqual(['aborted', [700], 'aborted', [700], 'Reading obsm/X_pca did not end, and was broken off.']);
  expect(viewer.complaints).toEqual([]);
});

test('narrow: one panel at a time', async ({ viewer }) => {
  const { page } = viewer;
  await page.setViewportSize({ width: 390, height: 844 });
  await viewer.open(PBMC);
  const tabs = page.getByRole('navigation', { name: 'Panels' });
  await tabs.getByRole('button', { name: 'Cells' }).click();
  await expect(viewer.canvas).toBeVisible();
  await tabs.getByRole('button', { name: 'Tables' }).click();
  await expect(viewer.tables).toContainText('700 rows');
  await tabs.getByRole('button', { name: 'Contents' }).click();
  await expect(viewer.treeItem('obs')).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(viewer.canvas).toBeVisible();
});

test('panels close and stay closed; borders are dragged', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await page.getByRole('button', { name: 'Hide tables' }).click();
  await expect(viewer.tables).toBeHidden();
  await page.getByRole('button', { name: 'Show tables' }).click();
  await expect(viewer.tables).toBeVisible();
  const before = await viewer.tree.boundingBox();
  const separator = await page.getByRole('separator').first().boundingBox();
  if (!before || !separator) throw new Error('no border');
  await page.mouse.move(separator.x + separator.width / 2, separator.y + 300);
  await page.mouse.down();
  await page.mouse.move(separator.x + 80, separator.y + 300, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => ((await viewer.tree.boundingBox())?.width ?? 0) - before.width).toBeGreaterThan(60);
});

for (const name of ['anndata-v0.11.4.h5ad', 'anndataR-example.h5ad', 'mudata-v0.4.1-axis0.h5mu', 'pbmc68k_reduced_modern.h5ad']) {
  test(`${name}, a real file, opens`, async ({ viewer }) => {
    const file = shared(name);
    test.skip(!file, '../shared is not here');
    await viewer.open(file as string);
    await expect(viewer.treeItem('obs')).toBeVisible();
    await expect(viewer.page.getByRole('alert')).toHaveCount(0);
  });
}
