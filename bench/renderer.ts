/** What the renderer process of a page takes, by what Linux says of it. Node. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

const LOOK_EVERY_MS = 20;

/** Private memory after a collection: V8's heaps, wasm, buffers and all else. */
export async function privateBytes(page: Page, browser: Browser): Promise<number> {
  await collect(page);
  return Math.max(...(await renderers(browser)).map(privateBytesOf));
}

export interface Growth {
  /** At its highest since, in bytes. */
  most(): number;
  /** What is left of it. */
  now(): Promise<number>;
}

/** How far resident memory grows beyond what it is now. Shared memory counts as well. */
export async function watchResident(page: Page, browser: Browser): Promise<Growth> {
  await collect(page);
  const pids = await renderers(browser);
  const pid = pids.reduce((most, next) => (kilobytes(next, 'VmRSS') > kilobytes(most, 'VmRSS') ? next : most));
  const before = kilobytes(pid, 'VmRSS');
  // The most so far is forgotten. Linux itself misses peaks whose pages were given back lazily, so it is also looked at now and then.
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  let most = 0;
  const look = (): void => {
    if (!existsSync(`/proc/${pid}`)) clearInterval(timer);
    else most = Math.max(most, kilobytes(pid, 'VmRSS'), kilobytes(pid, 'VmHWM'));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    most() {
      look();
      return (most - before) * 1024;
    },
    async now() {
      await collect(page);
      return (kilobytes(pid, 'VmRSS') - before) * 1024;
    },
  };
}

async function collect(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
}

/** Those that are still there. */
async function renderers(browser: Browser): Promise<number[]> {
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  await system.detach();
  const alive = readdirSync('/proc');
  return processInfo.filter(({ type, id }) => type === 'renderer' && alive.includes(String(id))).map(({ id }) => id);
}

function kilobytes(pid: number, of: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`^${of}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

function privateBytesOf(pid: number): number {
  const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+:\s+(\d+) kB$/gm);
  return [...lines].reduce((sum, [, value]) => sum + Number(value), 0) * 1024;
}
