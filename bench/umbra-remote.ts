/** What is measured of Umbra when it opens a URL, in its built app. Node; what is evaluated runs on the page. */
import type { Page } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { AnnDataShadow } from '../src/shadow/index.ts';
import type { SlowServer } from '../src/testing/slow-server.ts';

export interface Traffic {
  readonly ms: number;
  readonly requests: number;
  readonly bytes: number;
}

/** Address given → cells drawn in their colours; what was asked for until then, and what by the time that nothing runs any more. */
export async function openUrlInUmbra(page: Page, server: SlowServer): Promise<{ readonly drawn: Traffic; readonly settled: Traffic }> {
  server.log.length = 0;
  const given = await page.evaluate((url) => {
    const viewer = document.querySelector('umbra-viewer') as UmbraViewer;
    const measured: { drawn?: number } = {};
    (window as unknown as { measured: typeof measured }).measured = measured;
    const watch = (): void => {
      if (viewer.shadowRoot?.querySelector('canvas[data-drawn]')) measured.drawn = performance.timeOrigin + performance.now();
      else requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
    const now = performance.timeOrigin + performance.now();
    void viewer.open(url);
    return now;
  }, server.url);
  await page.waitForFunction(() => (window as unknown as { measured: { drawn?: number } }).measured.drawn, null, { timeout: 120_000 });
  const drawn = await page.evaluate(() => (window as unknown as { measured: { drawn: number } }).measured.drawn);
  await settle(page);
  const last = server.log.at(-1)?.at ?? drawn;
  return { drawn: trafficOf(server, given, drawn), settled: trafficOf(server, given, Math.max(drawn, last)) };
}

/** A gene whose name is known, out of X. */
export async function remoteGene(page: Page, server: SlowServer, position: number): Promise<Traffic> {
  await page.evaluate(async () => {
    const viewer = document.querySelector('umbra-viewer') as UmbraViewer;
    await (viewer.shadow as AnnDataShadow).varNames.read();
  });
  await settle(page);
  const [from, to] = await page.evaluate(async (gene) => {
    const data = (document.querySelector('umbra-viewer') as UmbraViewer).shadow as AnnDataShadow;
    const started = performance.now();
    await data.obsVector({ kind: 'var', name: `GENE${gene}` });
    return [performance.timeOrigin + started, performance.timeOrigin + performance.now()] as const;
  }, position);
  return trafficOf(server, from, to);
}

async function settle(page: Page): Promise<void> {
  await page.evaluate(() => (document.querySelector('umbra-viewer') as UmbraViewer).idle());
  await page.waitForTimeout(1000);
}

function trafficOf({ log }: SlowServer, from: number, to: number): Traffic {
  const asked = log.filter(({ at }) => at >= from && at <= to);
  return { ms: to - from, requests: asked.length, bytes: asked.reduce((sum, { bytes }) => sum + bytes, 0) };
}
