/** `<umbra-viewer>` on somebody else's page: from one script of another origin, by attributes and properties, several on a page. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { AnnDataShadow, NumericArray } from '../src/shadow/index.ts';
import { type Lab, startLab } from './lab.ts';
import { expectedOf, writeLargeFile } from './large-file.ts';
import { expect, FIXTURES, text } from './viewer.ts';

const ROOT = join(import.meta.dirname, '..');

let folder: string;
/** Where Umbra is, and where the page and its files are. */
let umbra: Lab;
let lab: Lab;

base.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbra-'));
  await writeLargeFile(join(folder, 'large.h5ad'));
  umbra = await startLab({ folders: { '/umbra/': join(ROOT, 'dist') }, isOpen: true });
  lab = await startLab({
    folders: { '/examples/': join(ROOT, 'public/examples'), '/fixtures/': FIXTURES, '/made/': folder },
    isOpen: false,
  });
});
base.afterAll(async () => {
  await Promise.all([umbra.close(), lab.close(), rm(folder, { recursive: true })]);
});

/** A test fails of anything in the console. */
const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        const isComplaint = message.type() === 'error' || message.type() === 'warning';
        if (isComplaint && !message.text().includes('GPU stall due to ReadPixels')) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a page of the lab with the one script, and something in its body. */
async function openPage(page: Page, body: string, head = ''): Promise<void> {
  const address = lab.put(
    '/page.html',
    `<!doctype html><meta charset="utf-8"><title>Lab</title><link rel="icon" href="data:,">
     <style>umbra-viewer { display: block; height: 360px; margin: 10px }</style>${head}${body}
     <script type="module" src="${umbra.origin}/umbra/umbra-viewer.js"></script>`,
  );
  await page.goto(address);
}

/** Waits for the first picture of every element with a file, and answers what each is coloured by. */
function drawn(page: Page): Promise<(string | null)[]> {
  return page.evaluate(async () => {
    await customElements.whenDefined('umbra-viewer');
    const viewers = [...document.querySelectorAll('umbra-viewer')] as unknown as UmbraViewer[];
    await Promise.all(
      viewers.map(async (viewer) => {
        if (!viewer.shadow) await new Promise((resolve) => viewer.addEventListener('umbra-open', resolve));
        await viewer.idle();
      }),
    );
    return viewers.map((viewer) => viewer.shadowRoot?.querySelector('canvas')?.getAttribute('data-drawn') ?? null);
  });
}

test('works from one script of another origin, with all of its workers, under a content security policy', async ({ page }) => {
  // As docs/embedding.md has it.
  const policy = [
    `default-src 'none'; img-src data: blob:`,
    `script-src ${umbra.origin} 'wasm-unsafe-eval'; worker-src blob: ${umbra.origin}; connect-src ${umbra.origin} ${lab.origin}; style-src 'unsafe-inline'`,
  ].join('; ');
  await openPage(
    page,
    '<umbra-viewer src="made/large.h5ad" color-by="gene7"></umbra-viewer>',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
  expect(await drawn(page)).toEqual(['gene7 · X']);
  const workers = page.workers().map((worker) => worker.url());
  // Blobs of the page's own origin, in which the scripts of the other are imported.
  expect(workers.length).toBeGreaterThan(0);
  expect(workers.every((url) => url.startsWith(`blob:${lab.origin}/`))).toBe(true);
  const values = await page.locator('umbra-viewer').evaluate(async (viewer: UmbraViewer) => {
    return [...(await (viewer.shadow as AnnDataShadow).obsVector({ kind: 'var', name: 'gene1000' })).values];
  });
  expect(values).toEqual(expectedOf(1000));
  // The index of genes is turned round and sorted by workers too; so is a long table.
  await page.getByRole('columnheader').first().click();
  await page.locator('umbra-viewer').evaluate((viewer: UmbraViewer) => viewer.idle());
  const scripts = umbra.asked.filter((path) => /\/entry-[^/]*\.js$/.test(path));
  expect(new Set(scripts).size, 'file worker, scan workers, compute worker').toBe(3);
});

for (const [file, path] of [
  ['filters/zstd.h5ad', null],
  // Of Zarr, the code that reads it and each codec are modules of their own, which a worker imports when it needs them.
  ['zarr/codecs-v3.zarr.zip', 'uns/by_blosc'],
] as const) {
  test(`what reads ${file} comes from the origin of the script`, async ({ page }) => {
    const { elements } = JSON.parse(text(join(FIXTURES, `${file}.reference.json`))) as { elements: Record<string, { sum?: number }> };
    const at = path ?? Object.keys(elements).find((name) => name.startsWith('layers/') && elements[name]?.sum !== undefined) ?? '';
    await openPage(page, `<umbra-viewer src="fixtures/${file}"></umbra-viewer>`);
    await drawn(page);
    const sum = await page.locator('umbra-viewer').evaluate(async (viewer: UmbraViewer, name) => {
      const element = (viewer.shadow as AnnDataShadow).at(name) as unknown as { read(): Promise<NumericArray> };
      return Array.from((await element.read()).data as ArrayLike<number>).reduce((total, item) => total + Number(item), 0);
    }, at);
    expect(sum).toBeCloseTo(elements[at]?.sum as number, 3);
    expect(umbra.asked.some((asked) => /zstd|blosc/i.test(asked))).toBe(true);
  });
}

test('attributes are properties, also those that were set before the script came', async ({ page }) => {
  await openPage(
    page,
    `<umbra-viewer id="viewer"></umbra-viewer>
     <script>
       const early = document.getElementById('viewer');
       early.src = 'examples/pbmc68k_reduced.h5ad';
       early.color = 'obs:louvain';
       early.theme = 'dark';
       early.show = 'legend';
     </script>`,
  );
  expect(await drawn(page)).toEqual(['louvain']);
  const viewer = page.locator('umbra-viewer');
  await expect(viewer).toHaveAttribute('src', 'examples/pbmc68k_reduced.h5ad');
  await expect(viewer).toHaveAttribute('color-by', 'obs:louvain');
  await expect(page.getByRole('region', { name: 'Legend' })).toBeVisible();
  await expect(page.getByRole('tree')).toBeHidden();
  await expect(page.getByRole('contentinfo')).toContainText('pbmc68k_reduced.h5ad');
  // Somebody else's page is no place for a link to all of Umbra.
  await expect(page.getByRole('link', { name: 'Open in Umbra' })).toBeHidden();
  const schemes = await viewer.evaluate(
    (element) => getComputedStyle(element.shadowRoot?.querySelector('[data-theme]') as Element).colorScheme,
  );
  expect(schemes).toBe('dark');
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('a changed attribute does what it says; the newest counts', async ({ page }) => {
  await openPage(page, '<umbra-viewer src="examples/pbmc68k_reduced.h5ad" color-by="obs:louvain" embedding="X_pca"></umbra-viewer>');
  expect(await drawn(page)).toEqual(['louvain']);
  const viewer = page.locator('umbra-viewer');
  const colors = await viewer.evaluate(async (element: UmbraViewer) => {
    const heard: (string | null)[] = [];
    element.addEventListener('umbra-color', (event) => heard.push((event as CustomEvent<{ text: string } | null>).detail?.text ?? null));
    for (const color of ['obs:phase', 'CD3D', 'obs:bulk_labels']) element.color = color;
    await element.idle();
    element.color = 'mean:CD3D,CD3E';
    await element.idle();
    element.color = '';
    await element.idle();
    return heard;
  });
  expect(colors).toEqual(['obs:bulk_labels', 'mean:CD3D,CD3E', null]);
  const place = await viewer.evaluate(async (element: UmbraViewer) => {
    const before = element.getView()?.place;
    element.embedding = 'X_umap';
    await element.idle();
    return [before, element.getView()?.place];
  });
  expect(place).toMatchObject([{ key: 'X_pca' }, { key: 'X_umap' }]);
  const opened = await viewer.evaluate(async (element: UmbraViewer) => {
    const ready = new Promise((resolve) => element.addEventListener('umbra-ready', (event) => resolve((event as CustomEvent).detail)));
    element.src = 'examples/pbmc68k_reduced.h5ad?again';
    element.src = 'examples/citeseq.h5mu';
    element.color = 'rna:obs:celltype';
    element.embedding = 'X_mofa_umap';
    return ready;
  });
  expect(opened).toEqual({ kind: 'MuData', shape: [700, 232] });
  expect(await drawn(page)).toEqual(['rna: celltype']);
  const closed = await viewer.evaluate(async (element: UmbraViewer) => {
    const heard = new Promise((resolve) => element.addEventListener('umbra-close', () => resolve('closed')));
    element.src = null;
    return heard;
  });
  expect(closed).toBe('closed');
});

test('a part of a file is opened by its path', async ({ page }) => {
  await openPage(page, '<umbra-viewer src="examples/citeseq.h5mu" path="mod/prot" color-by="CD3_TotalSeqB" show="toolbar"></umbra-viewer>');
  const [color] = await drawn(page);
  expect(color).toBe('CD3_TotalSeqB · X');
  expect(await page.locator('umbra-viewer').evaluate((element: UmbraViewer) => element.tree())).toMatch(/^AnnData/);
});

test('what is wrong with an attribute is shown in its place, and told', async ({ page }) => {
  await openPage(
    page,
    `<script>
       window.errors = [];
       addEventListener('umbra-error', ({ detail }) => errors.push([detail.tag, detail.hint]));
     </script>
     <umbra-viewer src="examples/pbmc68k_reduced.h5ad" color-by="obs:Louvian" embedding="X_umpa" show="legend, legnd"></umbra-viewer>`,
  );
  await drawn(page);
  await expect(page.getByRole('alert').filter({ hasText: 'obs has no column “Louvian”' })).toContainText('Near: louvain');
  await expect(page.getByRole('alert').filter({ hasText: 'There is no embedding “X_umpa”' })).toContainText('Near: X_umap');
  await expect(page.getByRole('alert').filter({ hasText: '“legnd” is no part' })).toContainText('legend');
  // Each once.
  expect((await page.evaluate(() => (window as never as { errors: unknown[] }).errors)).sort()).toEqual([
    ['invalid', 'There is: header, toolbar, tree, table, legend.'],
    ['not-found', 'Near: X_umap.'],
    ['not-found', 'Near: louvain.'],
  ]);
  // Until it is right.
  await page.locator('umbra-viewer').evaluate((element: UmbraViewer) => element.setAttribute('show', 'legend'));
  await expect(page.getByRole('alert').filter({ hasText: '“legnd” is no part' })).toHaveCount(0);
});

test('a file that is not there is said where it would be', async ({ page, complaints }) => {
  await openPage(page, '<umbra-viewer src="examples/absent.h5ad" show></umbra-viewer>');
  await expect(page.getByRole('alert')).toContainText('absent.h5ad');
  // The browser itself reports the file that is not there.
  complaints.splice(0);
});

test('methods select cells, and bring a view back', async ({ page }) => {
  await openPage(page, '<umbra-viewer src="examples/pbmc68k_reduced.h5ad" color-by="obs:louvain"></umbra-viewer>');
  await drawn(page);
  const result = await page.locator('umbra-viewer').evaluate(async (element: UmbraViewer) => {
    const tagOf = (error: { tag?: string }): string | undefined => error.tag;
    const first = await element.select(0);
    const named = await element.select(first?.name ?? '');
    const failures = [
      await element.select('nobody').catch(tagOf),
      await element.select(700).catch(tagOf),
      await element.select(-1).catch(tagOf),
      await element.setEmbedding('nowhere').catch(tagOf),
      await element.colorBy('obs:nothing').catch(tagOf),
      await element.setView({ v: 9 } as never).catch(tagOf),
    ];
    await element.colorBy('obs:louvain');
    const view = element.getView();
    await element.colorBy('raw:CD3D');
    await element.setEmbedding('X_pca');
    if (view) await element.setView(view);
    await element.idle();
    const again = element.getView();
    return {
      first,
      named,
      failures,
      none: await element.select(null),
      same: JSON.stringify(view?.color) === JSON.stringify(again?.color),
      place: again?.place,
    };
  });
  expect(result.first?.index).toBe(0);
  expect(result.first?.name).toMatch(/^[ACGT]+-\d$/);
  expect(result.named).toEqual(result.first);
  expect(result.failures).toEqual(['not-found', 'invalid', 'invalid', 'not-found', 'not-found', 'invalid']);
  expect(result.none).toBeNull();
  expect(result.same).toBe(true);
  expect(result.place).toMatchObject({ key: 'X_umap' });
});

test('keys that are typed beside the viewer are the page’s', async ({ page }) => {
  await openPage(page, '<umbra-viewer src="examples/pbmc68k_reduced.h5ad"></umbra-viewer>');
  await drawn(page);
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('treeitem').first().click();
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Filter the tree' })).toBeFocused();
});

test('styles of the page do not reach in, and none leak out', async ({ page }) => {
  const hostile = `<style>* { color: rgb(255, 0, 0) !important; font-family: monospace !important; display: inline } button { border: 9px solid }</style>`;
  await openPage(
    page,
    '<p id="text">Text</p><button id="own">Own</button><umbra-viewer src="examples/pbmc68k_reduced.h5ad"></umbra-viewer>',
    hostile,
  );
  await drawn(page);
  const found = await page.evaluate(() => {
    const root = document.querySelector('umbra-viewer')?.shadowRoot as ShadowRoot;
    const inside = root.querySelector('[role=tree]') as Element;
    const button = root.querySelector('button') as Element;
    const sheets = document.styleSheets.length + document.adoptedStyleSheets.length;
    const own = getComputedStyle(document.getElementById('own') as Element);
    return {
      color: getComputedStyle(inside).color,
      border: getComputedStyle(button).borderTopWidth,
      sheets,
      own: own.borderTopWidth,
      title: document.title,
      hash: location.hash,
    };
  });
  expect(found).toEqual({ color: 'rgb(28, 29, 33)', border: '1px', sheets: 2, own: '9px', title: 'Lab', hash: '' });
});

test('several viewers on a page have files and colours of their own; closing one leaves the others', async ({ page }) => {
  await openPage(
    page,
    `<umbra-viewer src="examples/pbmc68k_reduced.h5ad" color-by="obs:louvain" show="legend"></umbra-viewer>
     <umbra-viewer src="examples/citeseq.h5mu" color-by="rna:obs:celltype" show></umbra-viewer>
     <umbra-viewer src="examples/pbmc68k_reduced.h5ad" color-by="raw:CD3D" show="toolbar"></umbra-viewer>`,
  );
  await page.setViewportSize({ width: 900, height: 1200 });
  expect(await drawn(page)).toEqual(['louvain', 'rna: celltype', 'CD3D · raw']);
  await page
    .locator('umbra-viewer')
    .nth(1)
    .evaluate((element) => element.remove());
  expect(await drawn(page)).toEqual(['louvain', 'CD3D · raw']);
  await page
    .locator('umbra-viewer')
    .nth(0)
    .evaluate((element: UmbraViewer) => element.colorBy('obs:phase'));
  expect(await drawn(page)).toEqual(['phase', 'CD3D · raw']);
});

test('of twenty viewers those in view are drawn, and none loses its picture', async ({ page, complaints }) => {
  test.setTimeout(180_000);
  const all = Array.from({ length: 20 }, () => '<umbra-viewer src="fixtures/zoo.h5ad" show></umbra-viewer>');
  await openPage(page, all.join('\n'));
  const canvases = (): Promise<number> =>
    page.evaluate(
      () => [...document.querySelectorAll('umbra-viewer')].filter((viewer) => viewer.shadowRoot?.querySelector('canvas')).length,
    );
  await drawn(page);
  expect(await canvases()).toBeLessThanOrEqual(8);
  for (let i = 0; i < 20; i++) {
    await page.locator('umbra-viewer').nth(i).scrollIntoViewIfNeeded();
    await expect(page.locator('umbra-viewer').nth(i).locator('canvas[data-drawn]')).toBeVisible();
    expect(await canvases()).toBeLessThanOrEqual(8);
  }
  await page.locator('umbra-viewer').first().scrollIntoViewIfNeeded();
  await expect(page.locator('umbra-viewer').first().locator('canvas[data-drawn]')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(complaints.filter((complaint) => /context/i.test(complaint))).toEqual([]);
});
