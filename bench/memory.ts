/** What opening a file adds to the page's memory, beside what reading it takes in Python. Node. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { inFreshPage, median } from './browser.ts';
import { python } from './python.ts';
import { type Context, type Row, row } from './table.ts';
import { openUmbraDialog } from './umbra.ts';

const SETTLE_MS = 1500;

export async function measureMemory({ umbra, file, rounds }: Context): Promise<Row[]> {
  const read = python<{ bytes: number }>('mudata_read.py', file);
  const grown: number[] = [];
  for (let round = 0; round < rounds; round++) {
    grown.push(
      await inFreshPage(umbra, async (page, browser) => {
        const chooser = await openUmbraDialog(page);
        const before = await pageMemory(page, browser);
        await chooser.setFiles(file);
        await page.waitForFunction(() => document.querySelector('umbra-viewer')?.shadowRoot?.querySelector('canvas[data-drawn]'));
        await page.waitForTimeout(SETTLE_MS);
        return (await pageMemory(page, browser)) - before;
      }),
    );
  }
  return [
    row(
      'memory of the page, grown by opening',
      'MB',
      median(grown) / 1e6,
      read && { name: 'mudata.read_h5mu', value: read.bytes / 1e6 },
      0.1,
    ),
  ];
}

/** Private memory of the renderer process that has the page, after a collection: V8's heaps, wasm, buffers and all else. Linux only. */
async function pageMemory(page: Page, browser: Browser): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  await system.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateBytes(id));
  return Math.max(...renderers);
}

function privateBytes(pid: number): number {
  if (!readdirSync('/proc').includes(String(pid))) return 0;
  const kilobytes = [...readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+:\s+(\d+) kB$/gm)].map(([, value]) =>
    Number(value),
  );
  return kilobytes.reduce((sum, value) => sum + value, 0) * 1024;
}
