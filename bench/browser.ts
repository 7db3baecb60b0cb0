/** A fresh Chromium page for each measurement, and what is measured in it. Node. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type FileChooser, type Locator, type Page } from '@playwright/test';

const FLAGS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SOFTWARE_WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Milliseconds a page is left alone before anything is clicked, and before a file is chosen: both are short for a human. */
const CHOOSING_MS = 1500;

export function launch(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: [...sandbox, ...FLAGS, ...SOFTWARE_WEBGL] });
}

/** As a user does: clicks, then looks for the file in the browser's dialog. */
export async function openDialog(page: Page, control: Locator): Promise<FileChooser> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), control.click()]);
  await page.waitForTimeout(CHOOSING_MS);
  return chooser;
}

/** Runs in a browser of its own: nothing of an earlier round is cached. */
export async function inFreshPage<T>(url: string, measure: (page: Page, browser: Browser) => Promise<T>): Promise<T> {
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    // tsx keeps the names of functions by a helper, which functions handed to the page then call.
    await page.addInitScript('globalThis.__name = (value) => value');
    // Playwright answers the chooser of a file field, not the dialog that gives handles.
    await page.addInitScript('delete window.showOpenFilePicker');
    await page.goto(url);
    await page.waitForTimeout(CHOOSING_MS);
    return await measure(page, browser);
  } finally {
    await browser.close();
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
