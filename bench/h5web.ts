/** What is measured of H5Web (bench/peers), in its own app and provider. Node. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openDialog } from './browser.ts';

const PEERS = join(import.meta.dirname, 'peers');

/** Installs and builds it, once. Answers the folder with its page. */
export function buildPeers(): string {
  const run = (command: string, args: string[]): void => {
    const { status } = spawnSync(command, args, { cwd: PEERS, stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed in bench/peers`);
  };
  if (!existsSync(join(PEERS, 'node_modules'))) run('npm', ['ci', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel=error']);
  if (!existsSync(join(PEERS, 'dist'))) run('npx', ['vite', 'build', '--logLevel', 'error']);
  return PEERS;
}

export interface H5WebOpening {
  /** File given → the root's members are in its tree, in ms. */
  readonly tree: number;
  /** File given → through the tree to X_umap, until its plot is there. */
  readonly drawn: number;
}

/** As a user would: waits for the tree, opens `obsm`, then `X_umap`, and waits for the heatmap. */
export async function openInH5Web(page: Page, file: string): Promise<H5WebOpening> {
  await prepare(page);
  await (await openDialog(page, page.locator('input[type=file]'))).setFiles(file);
  return measured(page);
}

/** The same, of an address: it downloads the whole file. */
export async function openUrlInH5Web(page: Page, url: string): Promise<H5WebOpening> {
  await prepare(page);
  await page.evaluate((address) => {
    document.querySelector('input')?.dispatchEvent(new Event('umbra-given'));
    void (window as unknown as { openUrl(url: string): Promise<void> }).openUrl(address);
  }, url);
  return measured(page);
}

async function measured(page: Page): Promise<H5WebOpening> {
  await page.waitForFunction(() => (window as unknown as { measured: { drawn?: number } }).measured.drawn, null, { timeout: 120_000 });
  return page.evaluate(() => (window as unknown as { measured: H5WebOpening }).measured);
}

async function prepare(page: Page): Promise<void> {
  await page.evaluate(() => {
    const measured: { given?: number; tree?: number; drawn?: number } = {};
    (window as unknown as { measured: typeof measured }).measured = measured;
    const item = (name: string): HTMLElement | undefined =>
      [...document.querySelectorAll<HTMLElement>('[role=treeitem]')].find((node) => node.textContent?.trim() === name);
    const until = <T>(find: () => T | null | undefined): Promise<T> =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = find();
          if (found) resolve(found);
          else requestAnimationFrame(look);
        };
        look();
      });
    const watch = async (): Promise<void> => {
      const given = performance.now();
      const obsm = await until(() => item('obsm'));
      measured.tree = performance.now() - given;
      obsm.click();
      (await until(() => item('X_umap'))).click();
      await until(() => document.querySelector('canvas'));
      // Its canvas is there a frame before the picture is.
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      measured.drawn = performance.now() - given;
    };
    for (const given of ['change', 'umbra-given'])
      document.querySelector('input')?.addEventListener(given, () => void watch(), { capture: true });
  });
}

/** Every object's dtype, shape and attributes out of its provider, in ms. */
export async function outlineInH5Web(page: Page, file: string): Promise<{ ms: number; objects: number; attributes: number }> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.waitForFunction(() => (window as unknown as { result?: unknown }).result, null, { timeout: 120_000 });
  return page.evaluate(() => (window as unknown as { result: { ms: number; objects: number; attributes: number } }).result);
}
