/** What opening a file adds to the page's memory, beside what reading it takes in Python. Node. */
import { inFreshPage, median } from './browser.ts';
import { python } from './python.ts';
import { privateBytes } from './renderer.ts';
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
        const before = await privateBytes(page, browser);
        await chooser.setFiles(file);
        await page.waitForFunction(() => document.querySelector('umbra-viewer')?.shadowRoot?.querySelector('canvas[data-drawn]'));
        await page.waitForTimeout(SETTLE_MS);
        return (await privateBytes(page, browser)) - before;
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
