/** Script that is fetched before a file is opened, compressed, beside its budget. The worker with HDF5 comes ahead and is not counted. Node. */
import { gzipSync } from 'node:zlib';
import { launch } from './browser.ts';
import { type Context, type Row, row } from './table.ts';

const BUDGET_KB = 350;

export async function measureScript({ umbra }: Context): Promise<Row[]> {
  const browser = await launch();
  const page = await browser.newPage({ serviceWorkers: 'block' });
  const sizes: number[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script' || /\/entry-/.test(response.url())) return;
    void response.body().then((body) => sizes.push(gzipSync(body).byteLength));
  });
  await page.goto(umbra);
  await page.waitForTimeout(3000);
  await browser.close();
  const total = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  return [row('script before a file is opened, gzip', 'kB', total, { name: 'budget', value: BUDGET_KB }, 1)];
}
