/** The view in the link, the address, and the browser's history, on the built app. */
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import { type CellsViewer, CITESEQ, expect, FIXTURES, PBMC, test, ViewerPage } from './viewer.ts';

const ZOO = join(FIXTURES, 'zoo.h5ad');
const PBMC_URL = '?url=examples/pbmc68k_reduced.h5ad';
const CITESEQ_URL = '?url=examples/citeseq.h5mu';

/** A browser that has never seen Umbra. */
async function freshPage(browser: Browser, at: string, file: string | null = null): Promise<ViewerPage> {
  const page = await (await browser.newContext()).newPage();
  const viewer = new ViewerPage(page);
  await page.goto(at);
  if (file) await viewer.opened(file);
  return viewer;
}

async function follow(viewer: ViewerPage, at: string, file: string): Promise<void> {
  await viewer.page.goto(`./${at}`);
  await viewer.opened(file);
}

async function copyLink({ page }: ViewerPage): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(page.getByRole('status', { name: 'Undo' })).toContainText('Link copied');
  return page.evaluate(() => navigator.clipboard.readText());
}

const hash = ({ page }: ViewerPage): string => new URL(page.url()).hash;

/** Waits for the address: what rests is written a little later. */
const addressed = (viewer: ViewerPage, text: string | RegExp) => expect.poll(() => viewer.page.url()).toMatch(text);

const places = (viewer: ViewerPage): Promise<(number | null)[]> =>
  viewer.element.evaluate((element: UmbraViewer) =>
    [0, 7, 99, 500].flatMap((cell) => {
      const at = element.positionOf(cell);
      return [Math.round(at?.x ?? -1), Math.round(at?.y ?? -1)];
    }),
  );

/** What is shown, as one sees it. */
async function look(viewer: ViewerPage) {
  const { page, legend, tables, canvas } = viewer;
  await viewer.idle();
  const theme = await page.locator('umbra-viewer [data-theme]').first().getAttribute('data-theme');
  return {
    drawn: await canvas.getAttribute('data-drawn'),
    embedding: await page.getByRole('combobox', { name: /^Embedding/ }).getAttribute('aria-label'),
    hidden: (await legend.isVisible()) ? await legend.getByRole('checkbox', { checked: false }).allTextContents() : null,
    tab: (await tables.isVisible()) ? await tables.getByRole('tab', { selected: true }).textContent() : null,
    rows: (await tables.isVisible()) ? await tables.getByRole('row').allTextContents() : null,
    tree: await viewer.tree.isVisible(),
    theme,
    at: await places(viewer),
  };
}

async function picture({ canvas }: ViewerPage): Promise<Buffer> {
  return canvas.screenshot();
}

async function moveCamera({ page, canvas }: ViewerPage): Promise<void> {
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no canvas');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -240);
  await page.mouse.down();
  await page.mouse.move(x + 60, y - 40, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(5, 400);
}

test('a copied link shows the same picture, tables and panels in a browser that has never seen it', async ({ viewer, browser }) => {
  const { page, legend, tables } = viewer;
  await follow(viewer, PBMC_URL, PBMC);
  await viewer.pick(/^Embedding/, 'X_pca');
  await viewer.pick(/^Colour by/, 'bulk_labels');
  for (const at of [1, 3]) await legend.getByRole('checkbox').nth(at).click();
  await tables.getByRole('columnheader', { name: 'n_genes' }).getByRole('button', { name: 'n_genes' }).first().click();
  await tables.getByRole('columnheader', { name: 'bulk_labels' }).hover();
  await tables.getByRole('button', { name: 'Filter bulk_labels' }).click();
  await page.getByRole('button', { name: 'None' }).click();
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: /CD19\+ B/ })
    .check();
  await page.keyboard.press('Escape');
  await expect(tables).toContainText('95 of 700 rows');
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await page.getByRole('button', { name: 'Hide contents' }).click();
  await moveCamera(viewer);
  const before = await look(viewer);
  expect(before).toMatchObject({ drawn: 'bulk_labels', tab: 'obs', tree: false, theme: 'dark' });
  expect(before.hidden).toHaveLength(2);

  const link = await copyLink(viewer);
  expect(link.length).toBeLessThan(450);
  await addressed(viewer, /&p=legend,table&theme=dark$/);
  expect(page.url()).toBe(link);

  const other = await freshPage(browser, link, PBMC);
  expect(await look(other)).toEqual(before);
  expect((await picture(other)).equals(await picture(viewer))).toBe(true);
  await expect(other.page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
  await expect(other.page).toHaveTitle('pbmc68k_reduced.h5ad – Umbra');
  // The theme and the panels were lent, not changed.
  await other.start();
  expect(await other.page.evaluate(() => localStorage.getItem('umbra.panels'))).toBeNull();
  expect(other.complaints).toEqual([]);
});

test('a gene with its range and colours, and the only categories that are shown', async ({ viewer, browser }) => {
  const { legend } = viewer;
  await follow(viewer, `${CITESEQ_URL}#v=1&e=X_mofa/1,2&c=rna:X/CD3D&r=0.5..2&m=magma`, CITESEQ);
  await expect(legend.getByRole('textbox', { name: 'Highest value of the colours' })).toHaveValue('2');
  await expect(legend.getByRole('textbox', { name: 'Lowest value of the colours' })).toHaveValue('0.5');
  await expect(legend.getByRole('button', { name: 'Colours: Magma' })).toBeVisible();
  await addressed(viewer, /#v=1&e=X_mofa\/1,2&c=rna:X\/CD3D&r=0.5..2&m=magma$/);
  const other = await freshPage(browser, await copyLink(viewer), CITESEQ);
  expect(await look(other)).toEqual(await look(viewer));
  expect((await picture(other)).equals(await picture(viewer))).toBe(true);

  await viewer.pick(/^Colour by/, 'rna: leiden');
  const boxes = await legend.getByRole('checkbox').count();
  for (let at = 1; at < boxes; at++) await legend.getByRole('checkbox').nth(at).click();
  await addressed(viewer, /&o=[^&,]+/);
  const alone = await freshPage(browser, await copyLink(viewer), CITESEQ);
  expect((await look(alone)).hidden).toHaveLength(boxes - 1);
  expect((await look(alone)).hidden).toEqual((await look(viewer)).hidden);
});

test('back and forward go over colours, embeddings and files; nothing of it is a step to undo', async ({ viewer }) => {
  const { page } = viewer;
  await page.getByRole('button', { name: 'pbmc68k_reduced.h5ad' }).click();
  await viewer.opened(PBMC);
  await addressed(viewer, /\?url=examples\/pbmc68k_reduced.h5ad#v=1&e=X_umap&c=obs\/bulk_labels$/);
  await viewer.pick(/^Colour by/, 'phase');
  await viewer.legend.getByRole('checkbox').first().click();
  await addressed(viewer, /&c=obs\/phase&h=/);
  await viewer.pick(/^Embedding/, 'X_pca');
  await addressed(viewer, /#v=1&e=X_pca&c=obs\/phase&h=/);
  await viewer.open(CITESEQ);
  await expect.poll(() => new URL(page.url()).search + hash(viewer)).toBe('');
  await expect(page).toHaveTitle('citeseq.h5mu – Umbra');
  await viewer.pick(/^Colour by/, 'rna: leiden');
  const drawn = async (): Promise<unknown> => {
    await viewer.idle();
    return [await page.title(), await viewer.canvas.getAttribute('data-drawn'), (await look(viewer)).hidden?.length];
  };
  const citeseq = 'citeseq.h5mu – Umbra';
  const pbmc = 'pbmc68k_reduced.h5ad – Umbra';
  const [atLeiden, steps] = [await drawn(), [] as unknown[]];
  expect(atLeiden).toEqual([citeseq, 'rna: leiden', 0]);

  const seen: unknown[] = [];
  for (const name of ['citeseq.h5mu', 'pbmc68k_reduced.h5ad', 'pbmc68k_reduced.h5ad', 'pbmc68k_reduced.h5ad']) {
    await page.goBack();
    await expect(page).toHaveTitle(`${name} – Umbra`);
    seen.push([...((await drawn()) as unknown[]), (await look(viewer)).embedding]);
    steps.push(await viewer.page.getByRole('button', { name: /Nothing to undo|^Undo/ }).getAttribute('aria-label'));
  }
  expect(seen).toEqual([
    [citeseq, expect.stringContaining('celltype'), 0, expect.stringContaining('X_umap')],
    [pbmc, 'phase', 1, expect.stringContaining('X_pca')],
    [pbmc, 'phase', 1, expect.stringContaining('X_umap')],
    [pbmc, 'bulk_labels', 0, expect.stringContaining('X_umap')],
  ]);
  // The step in citeseq was the user's own; after the file was opened anew there is none.
  expect(steps[0]).toContain('colour by rna: leiden');
  expect(steps.slice(1)).toEqual(['Nothing to undo', 'Nothing to undo', 'Nothing to undo']);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await expect(page).toHaveTitle('Umbra');
  for (let i = 0; i < 5; i++) await page.goForward();
  await viewer.opened(CITESEQ);
  await expect.poll(drawn).toEqual(atLeiden);
});

test('of turns in the history that follow each other fast, the last one counts', async ({ viewer }) => {
  const { page } = viewer;
  await follow(viewer, `${PBMC_URL}#v=1&c=obs/phase`, PBMC);
  await viewer.pick(/^Colour by/, 'bulk_labels');
  await viewer.pick(/^Colour by/, 'louvain');
  await viewer.open(CITESEQ);
  await viewer.pick(/^Colour by/, 'rna: leiden');
  await viewer.element.evaluate((element: CellsViewer) => element.shadow?.clearCache());
  // To the first, the last, and the second, without waiting for any.
  await page.evaluate(async () => {
    const gone = () => new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    for (const by of [-4, 4, -3]) {
      history.go(by);
      await gone();
    }
  });
  await viewer.opened(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'bulk_labels');
  expect(page.url()).toContain('#v=1&e=X_umap&c=obs/bulk_labels');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('what is opened while a turn in the history is on its way stays, and comes after it', async ({ viewer }) => {
  const { page } = viewer;
  await follow(viewer, PBMC_URL, PBMC);
  await viewer.open(CITESEQ);
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/pbmc68k_reduced.h5ad', async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.evaluate(() => history.back());
  await expect(page.getByText('Opening pbmc68k_reduced.h5ad').first()).toBeVisible();
  await viewer.open(ZOO);
  answer();
  await viewer.idle();
  await expect(page).toHaveTitle('zoo.h5ad – Umbra');
  expect(new URL(page.url()).search).toBe('');
  await page.goBack();
  await viewer.opened(PBMC);
  await addressed(viewer, /\?url=examples/);
  await page.goForward();
  await expect(page).toHaveTitle('zoo.h5ad – Umbra');
});

test('going back asks before additions are lost, and a no stays where it was', async ({ viewer }) => {
  const { page } = viewer;
  await follow(viewer, PBMC_URL, PBMC);
  await viewer.open(CITESEQ);
  await viewer.element.evaluate(({ shadow }: CellsViewer) =>
    shadow?.obs.set('mine', { kind: 'numeric', dtype: 'float32', shape: [700], data: new Float32Array(700) }),
  );
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'obs', column: 'mine' }));
  expect(await copyLink(viewer)).toContain('&c=obs/mine');
  await expect(page.getByRole('status', { name: 'Undo' })).toContainText('obs/mine is not in the file: others will not see it');
  await page.goBack();
  await expect(viewer.canvas).not.toHaveAttribute('data-drawn', 'mine');
  await page.goBack();
  await page.getByRole('button', { name: 'Keep it open' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('');
  await expect(page).toHaveTitle('citeseq.h5mu – Umbra');
  await page.goBack();
  await page.getByRole('button', { name: 'Close anyway' }).click();
  await viewer.opened(PBMC);
  await addressed(viewer, /\?url=examples/);
});

test('a link to a file of this computer asks for it, and says nothing of it to the address', async ({ viewer, browser }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await viewer.pick(/^Colour by/, 'phase');
  await viewer.legend.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('menu')).toContainText('The file stays on this computer');
  await page.keyboard.press('Escape');
  const link = await copyLink(viewer);
  expect(link).toMatch(/path\/#v=1&file=pbmc68k_reduced.h5ad&bytes=\d+&e=X_umap&c=obs\/phase&h=[^&]+$/);
  expect(page.url()).toMatch(/path\/$/);
  expect(await page.evaluate(() => JSON.stringify(history.state))).not.toContain('phase');

  const other = await freshPage(browser, link);
  const linked = other.page.getByRole('region', { name: 'Linked file' });
  await expect(linked).toContainText(/This link shows pbmc68k_reduced.h5ad \(1.\d+ MB\)/);
  await other.page.reload();
  await expect(linked).toContainText('Choose that file');
  await other.open(PBMC);
  expect(await look(other)).toEqual(await look(viewer));
  await expect(other.page.getByRole('alert')).toHaveCount(0);
  expect(other.page.url()).toMatch(/path\/$/);

  // Followed again, where the file was opened before.
  await other.page.goto('about:blank');
  await other.page.goto(link);
  await expect(linked).toContainText('You opened it here before');
  await other.withoutPicker();
  const chooser = other.page.waitForEvent('filechooser');
  await linked.getByRole('button', { name: 'Open it' }).click();
  await (await chooser).setFiles(PBMC);
  await other.opened(PBMC);
  expect((await look(other)).drawn).toBe('phase');

  // Another file: said, and shown as far as it can be.
  await other.page.goto('about:blank');
  await other.page.goto(link);
  await other.open(CITESEQ);
  await expect(other.page.getByRole('alert')).toContainText('The link was made for another file: pbmc68k_reduced.h5ad, 1.91 MB.');
  await expect(other.page.getByRole('alert')).toContainText('without the colours by phase');
  expect((await look(other)).embedding).toContain('X_umap');
  expect(other.complaints).toEqual([]);

  await other.page.goto('about:blank');
  await other.page.goto(link);
  await linked.getByRole('button', { name: 'Forget the link' }).click();
  await expect(linked).toHaveCount(0);
  await expect.poll(() => other.page.url()).toMatch(/path\/$/);
});

test('where files are not to be remembered, the title does not name one of this computer', async ({ viewer }) => {
  await viewer.page.getByRole('checkbox', { name: 'Do not remember files' }).check();
  await viewer.open(PBMC);
  await expect(viewer.page).toHaveTitle('Umbra');
});

test('what a link names and the file lacks is told, and the rest is shown', async ({ viewer }) => {
  const { page } = viewer;
  const notice = page.getByRole('alert');
  await follow(viewer, `${PBMC_URL}#v=1&e=X_tsne&c=X/NOGENE&a=0.5&s=obs:nothing&t=var&el=uns/gone&at=x`, PBMC);
  await expect(notice).toContainText(
    'Not in this file, or not readable: the cells by X_tsne; the colours by NOGENE · X; the column nothing of obs; uns/gone.',
  );
  expect(await look(viewer)).toMatchObject({ drawn: 'bulk_labels', tab: 'var' });
  await addressed(viewer, /#v=1&e=X_umap&c=obs\/bulk_labels&a=0.5&t=var$/);
  // Nothing, the start page, and the link: what it led to is no further step.
  expect(await page.evaluate(() => history.length)).toBe(3);

  await follow(viewer, `${PBMC_URL}#v=1&c=obs/phase&h=G1,G7`, PBMC);
  await expect(notice).toContainText('the category G7');
  expect((await look(viewer)).hidden).toHaveLength(1);
});

test('a URL that cannot be opened says so on the start page; the address keeps it', async ({ viewer }) => {
  const { page } = viewer;
  for (const url of ['examples/absent.h5ad', 'https://', 'index.html']) {
    await page.goto(`./?url=${url}`);
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
    expect(page.url()).toContain(`?url=${url}`);
  }
  await viewer.open(PBMC);
  await expect.poll(() => new URL(page.url()).search).toBe('');
  // The browser itself reports what is not there.
  viewer.complaints.splice(0);
});

test('a link of a later version opens the file, and says so', async ({ viewer }) => {
  await follow(viewer, `${PBMC_URL}#v=2&c=phase`, PBMC);
  await expect(viewer.page.getByRole('alert')).toContainText('a later version of Umbra');
  expect((await look(viewer)).drawn).toBe('bulk_labels');
});

test('the address can be edited by hand, and gone back from', async ({ viewer }) => {
  const { page } = viewer;
  await follow(viewer, `${PBMC_URL}#v=1&c=obs/phase`, PBMC);
  await page.evaluate(() => {
    location.hash = location.hash.replace('obs/phase', 'obs/louvain');
  });
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'louvain');
  await page.goBack();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
  await page.goForward();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'louvain');
  // What is chosen after going back is an entry of its own.
  await page.goBack();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
  await viewer.idle();
  await viewer.pick(/^Colour by/, 'bulk_labels');
  await addressed(viewer, /&c=obs\/bulk_labels$/);
  await page.goBack();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
  await addressed(viewer, /&c=obs\/phase$/);
});

test('?path= opens a part of a file', async ({ viewer }) => {
  await viewer.page.goto(`./${CITESEQ_URL}&path=mod/rna`);
  await viewer.opened(CITESEQ);
  const kind = await viewer.element.evaluate(({ shadow }: UmbraViewer) => String(shadow).slice(0, 14));
  expect(kind).toBe('AnnData Shadow');
  await addressed(viewer, /\?url=examples\/citeseq.h5mu&path=mod\/rna#v=1&e=/);
});

test('a link of an old form is read as it always was', async ({ viewer }) => {
  await follow(
    viewer,
    `${CITESEQ_URL}#v=1&x=rna:X/CD3D&y=prot:X/CD3_TotalSeqB&log=x&c=rna:obs/celltype&s=mod/rna/obs:n_genes_by_counts:desc&f=mod/rna/obs:n_genes_by_counts:50..&t=mod/rna/obs&p=tree,table`,
    CITESEQ,
  );
  await expect(viewer.page.getByRole('alert')).toHaveCount(0);
  const { drawn, tab, hidden, tree } = await look(viewer);
  expect({ drawn, tab, hidden, tree }).toEqual({ drawn: 'rna: celltype', tab: 'rna.obs', hidden: null, tree: true });
});

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a link can be copied, brings the panel, and asks for a file', async ({ viewer, browser }) => {
    const { page } = viewer;
    await viewer.open(PBMC);
    await page.getByRole('button', { name: 'Legend' }).click();
    const link = await copyLink(viewer);
    expect(link).toContain('&n=legend');
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const other = new ViewerPage(await context.newPage());
    await other.page.goto(link);
    await expect(other.page.getByRole('region', { name: 'Linked file' })).toBeVisible();
    expect(await other.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await other.open(PBMC);
    await expect(other.legend).toBeVisible();
  });
});

test('the element on a page of someone else leaves its address, history and title alone', async ({ page }) => {
  const body = '<!doctype html><title>Host</title><umbra-viewer></umbra-viewer><script type="module" src="umbra-viewer.js"></script>';
  await page.route(/host\.html/, (route) => route.fulfill({ contentType: 'text/html', body }));
  const viewer = new ViewerPage(page);
  await page.goto('./host.html?url=examples/pbmc68k_reduced.h5ad#v=1&c=obs/phase');
  await page.waitForFunction(() => customElements.get('umbra-viewer'));
  await viewer.element.evaluate(async (element: CellsViewer) => {
    await element.open(new URL('examples/citeseq.h5mu', document.baseURI).href);
    await element.idle();
    await element.colorBy({ kind: 'obs', column: 'leiden', mod: 'rna' });
  });
  await expect(page.getByRole('button', { name: 'Share' })).toHaveCount(0);
  expect(page.url()).toContain('host.html?url=examples/pbmc68k_reduced.h5ad#v=1&c=obs/phase');
  expect(await page.evaluate(() => [history.length, history.state])).toEqual([2, null]);
  await expect(page).toHaveTitle('Host');
});
