/** A fresh Chromium page for each measurement, and what is measured in it. Node. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type FileChooser, type LaunchOptions, type Locator, type Page } from '@playwright/test';

const FLAGS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SOFTWARE_WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Milliseconds a page is left alone before anything is clicked, and before a file is chosen: both are short for a human. */
const CHOOSING_MS = 1500;

function options(): LaunchOptions {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { ...(executablePath ? { executablePath } : {}), args: [...sandbox, ...FLAGS, ...SOFTWARE_WEBGL] };
}

export function launch(): Promise<Browser> {
  return chromium.launch(options());
}

/** As a user does: clicks, then looks for the file in the browser's dialog. */
export async function openDialog(page: Page, control: Locator): Promise<FileChooser> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), control.click()]);
  await page.waitForTimeout(CHOOSING_MS);
  return chooser;
}

/**
 * Runs in a browser of its own, with a new profile: nothing of an earlier round is cached. Without a profile the page would be private,
 * and what it keeps on disk would lie in another process: a read then takes 0.2 ms, 20 times as long.
 * @param prepare what the page is to find when it is loaded
 */
export async function inFreshPage<T>(
  url: string,
  measure: (page: Page, browser: Browser) => Promise<T>,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'umbra-bench-'));
  // What is kept for the next visit is fetched once for each build, while nobody waits.
  const serviceWorkers = 'block';
  const context = await chromium.launchPersistentContext(profile, { ...options(), serviceWorkers, viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await prepare?.(page);
    // tsx keeps the names of functions by a helper, which functions handed to the page then call.
    await page.addInitScript('globalThis.__name = (value) => value');
    // Playwright answers the chooser of a file field, not the dialog that gives handles.
    await page.addInitScript('delete window.showOpenFilePicker');
    await page.goto(url);
    await page.waitForTimeout(CHOOSING_MS);
    return await measure(page, context.browser() as Browser);
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
