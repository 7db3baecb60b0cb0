/** A smoke run in Firefox, which Playwright's own protocol cannot drive where only the system's Firefox is there: over WebDriver BiDi. */
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import puppeteer from 'puppeteer-core';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import { CITESEQ, shared } from './viewer.ts';

const firefox = process.env['FIREFOX'] || ['/usr/bin/firefox', '/usr/bin/firefox-esr'].find((path) => existsSync(path));

test('a file opens in Firefox: its tree, its tables, its legend, its cells', async ({ baseURL }) => {
  test.skip(!firefox, 'no Firefox here');
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
    await page.goto(baseURL as string);
    const input = await page.waitForSelector('umbra-viewer >>> input[type=file]');
    await (input as NonNullable<typeof input> & { uploadFile(...paths: string[]): Promise<void> }).uploadFile(
      shared('citeseq/citeseq.h5mu') ?? CITESEQ,
    );
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
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
