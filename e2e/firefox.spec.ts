/** A smoke run in Firefox, which Playwright's own protocol cannot drive where only the system's Firefox is there: over WebDriver BiDi. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import puppeteer, { type Page } from 'puppeteer-core';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { AnnDataShadow } from '../src/shadow/index.ts';
import { startLab } from './lab.ts';
import { expectedOf, MATRIX_BYTES, writeLargeFile } from './large-file.ts';
import { StaticHost } from './static-host.ts';
import { CITESEQ, PBMC, shared } from './viewer.ts';

const firefox = process.env['FIREFOX'] || ['/usr/bin/firefox', '/usr/bin/firefox-esr'].find((path) => existsSync(path));

/** @returns what the page complained of */
async function inFirefox(work: (page: Page) => Promise<void>): Promise<string[]> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox as string,
    headless: true,
    // WebGL without a GPU.
    extraPrefsFirefox: { 'webgl.force-enabled': true, 'webgl.disabled': false },
  });
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.setViewport({ width: 1280, height: 800 });
    await work(page);
    return complaints;
  } finally {
    await browser.close();
  }
}

async function choose(page: Page, file: string): Promise<void> {
  const input = await page.waitForSelector('umbra-viewer >>> input[type=file]');
  await (input as NonNullable<typeof input> & { uploadFile(...paths: string[]): Promise<void> }).uploadFile(file);
}

test('a file opens in Firefox: its tree, its tables, its legend, its cells', async ({ baseURL }) => {
  test.skip(!firefox, 'no Firefox here');
  const complaints = await inFirefox(async (page) => {
    await page.goto(baseURL as string);
    await choose(page, shared('citeseq/citeseq.h5mu') ?? CITESEQ);
    // Without a display, Firefox has no WebGL: then that has to be said where the cells would be, and all else works.
    const hasWebGL = await page.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null);
    const plot = hasWebGL ? 'canvas[data-drawn="rna: celltype"]' : '[role=alert]';
    await page.waitForFunction(
      (selector) => document.querySelector('umbra-viewer')?.shadowRoot?.querySelector(selector),
      { timeout: 30_000 },
      plot,
    );
    const seen = await page.$eval('umbra-viewer', async (element) => {
      const viewer = element as UmbraViewer;
      await viewer.idle();
      return {
        tree: viewer.tree().slice(0, 20),
        read: viewer.memory().read,
        place: viewer.positionOf(0) !== null,
        categories: viewer.shadowRoot?.querySelectorAll('[role=checkbox]').length,
        rows: viewer.shadowRoot?.querySelectorAll('[role=treeitem]').length ?? 0,
        cells: viewer.shadowRoot?.querySelectorAll('[role=gridcell]').length ?? 0,
      };
    });
    expect(seen.tree).toBe('MuData Shadow object');
    expect(seen.read).toBeGreaterThan(0);
    expect(seen.read).toBeLessThanOrEqual(4_000_000);
    expect(seen.place).toBe(hasWebGL);
    expect(seen.categories).toBe(13);
    expect(seen.rows).toBeGreaterThan(10);
    expect(seen.cells).toBeGreaterThan(10);
  });
  expect(complaints).toEqual([]);
});

test('Firefox keeps the index of genes, also for the next visit', async ({ baseURL }) => {
  test.skip(!firefox, 'no Firefox here');
  const folder = await mkdtemp(join(tmpdir(), 'umbra-'));
  const file = join(folder, 'large.h5ad');
  await writeLargeFile(file);
  const opened = async (page: Page): Promise<void> => {
    await choose(page, file);
    await page.waitForFunction(() => (document.querySelector('umbra-viewer') as UmbraViewer).shadow !== null);
  };
  /** What was read of the file for a gene, and its values. */
  const gene = (page: Page, number: number): Promise<{ read: number; values: number[] }> =>
    page.$eval(
      'umbra-viewer',
      async (element, name) => {
        const viewer = element as UmbraViewer;
        await viewer.idle();
        const before = viewer.memory().read;
        await viewer.colorBy({ kind: 'var', name });
        await viewer.idle();
        const read = viewer.memory().read - before;
        return { read, values: [...(await (viewer.shadow as AnnDataShadow).obsVector({ kind: 'var', name })).values] };
      },
      `gene${number}`,
    );
  try {
    const complaints = await inFirefox(async (page) => {
      await page.goto(baseURL as string);
      await opened(page);
      const first = await gene(page, 5);
      expect(first.values).toEqual(expectedOf(5));
      expect(first.read).toBeGreaterThan(MATRIX_BYTES / 2);
      // Not with each frame: the page is busy with it.
      await page.waitForFunction(
        async () => {
          const { X } = (document.querySelector('umbra-viewer') as UmbraViewer).shadow as AnnDataShadow;
          const index = await X?.index();
          return index?.done === 1 && index.key !== null;
        },
        { polling: 1000 },
      );
      expect(await gene(page, 6)).toEqual({ read: 0, values: expectedOf(6) });
      await page.reload();
      await opened(page);
      const next = await gene(page, 1999);
      expect(next.values).toEqual(expectedOf(1999));
      // The file's first and last bytes, by which it is told from others.
      expect(next.read).toBeLessThan(MATRIX_BYTES / 50);
    });
    expect(complaints).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('Firefox starts without a network, and opens a file', async () => {
  test.skip(!firefox, 'no Firefox here');
  await using host = new StaticHost();
  const address = await host.start();
  const complaints = await inFirefox(async (page) => {
    await page.goto(address);
    await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated', {
      timeout: 30_000,
    });
    await host.stop();
    await page.reload();
    await choose(page, PBMC);
    await page.waitForFunction(() => (document.querySelector('umbra-viewer') as UmbraViewer | null)?.shadow, { timeout: 30_000 });
    expect(await page.$eval('umbra-viewer', (element) => (element as UmbraViewer).shadow?.session.outline.file.name)).toBe(
      'pbmc68k_reduced.h5ad',
    );
  });
  expect(complaints).toEqual([]);
});

test('a link is followed in Firefox, and gone back from', async ({ baseURL }) => {
  test.skip(!firefox, 'no Firefox here');
  const complaints = await inFirefox(async (page) => {
    await page.goto(`${baseURL}?url=examples/pbmc68k_reduced.h5ad#v=1&e=X_umap&c=obs/phase&h=G1`);
    await page.waitForFunction(() => (document.querySelector('umbra-viewer') as UmbraViewer).shadow !== null);
    /** Category by category, whether it is shown. */
    const legend = (): Promise<(string | null)[]> =>
      page.$eval('umbra-viewer', async (element) => {
        const viewer = element as UmbraViewer;
        await viewer.idle();
        const boxes = viewer.shadowRoot?.querySelectorAll('[aria-label=Legend] [role=checkbox]') ?? [];
        return [...boxes].map((box) => box.getAttribute('aria-checked'));
      });
    const at = (text: string): Promise<unknown> => page.waitForFunction((wanted) => location.hash.endsWith(wanted), {}, text);
    expect(await legend()).toEqual(['false', 'true', 'true']);
    await page.$eval('umbra-viewer', (element) => (element as UmbraViewer).colorBy({ kind: 'obs', column: 'louvain' }));
    await at('&c=obs/louvain');
    expect(await legend()).toHaveLength(11);
    await page.evaluate(() => history.back());
    await at('&c=obs/phase&h=G1');
    expect(await legend()).toEqual(['false', 'true', 'true']);
    expect(await page.title()).toBe('pbmc68k_reduced.h5ad – Umbra');
  });
  expect(complaints).toEqual([]);
});

test('in Firefox, the element works from a script of another origin, and a frame speaks with the page around it', async ({ baseURL }) => {
  test.skip(!firefox, 'no Firefox here');
  test.setTimeout(120_000);
  const folder = await mkdtemp(join(tmpdir(), 'umbra-'));
  await writeLargeFile(join(folder, 'large.h5ad'));
  const umbra = await startLab({ folders: { '/umbra/': join(import.meta.dirname, '../dist') }, isOpen: true });
  const lab = await startLab({
    folders: { '/made/': folder, '/examples/': join(import.meta.dirname, '../public/examples') },
    isOpen: true,
  });
  const address = lab.put(
    '/page.html',
    `<!doctype html><meta charset="utf-8"><title>Lab</title><link rel="icon" href="data:,">
     <script>
       window.heard = [];
       addEventListener('message', ({ data }) => data?.umbra === 1 && heard.push(data.event));
     </script>
     <umbra-viewer src="made/large.h5ad" color-by="gene7" style="display: block; height: 300px"></umbra-viewer>
     <iframe src="${baseURL}?url=${lab.origin}/examples/pbmc68k_reduced.h5ad&amp;embed&amp;origin=${lab.origin}" width="400" height="300"></iframe>
     <script type="module" src="${umbra.origin}/umbra/umbra-viewer.js"></script>`,
  );
  try {
    await inFirefox(async (page) => {
      await page.goto(address);
      await page.waitForFunction(() => (window as never as { heard: string[] }).heard.includes('ready'), { timeout: 60_000 });
      const values = await page.$eval('umbra-viewer', async (element) => {
        const viewer = element as UmbraViewer;
        if (!viewer.shadow) await new Promise((resolve) => viewer.addEventListener('umbra-open', resolve));
        await viewer.idle();
        return [...(await (viewer.shadow as AnnDataShadow).obsVector({ kind: 'var', name: 'gene1000' })).values];
      });
      expect(values).toEqual(expectedOf(1000));
      expect(await page.evaluate(() => (window as never as { heard: string[] }).heard)).toEqual(
        expect.arrayContaining(['hello', 'open', 'ready']),
      );
    });
  } finally {
    await Promise.all([umbra.close(), lab.close(), rm(folder, { recursive: true })]);
  }
});
