/** A file of a million cells and more than 8 GB, beside the file that everything else opens: time to its picture, and memory. Node. */
import type { Page } from '@playwright/test';
import { inFreshPage, median } from './browser.ts';
import { matrixFile } from './matrices.ts';
import { watchResident } from './renderer.ts';
import { type Context, type Row, row } from './table.ts';
import { openInUmbra, openUmbraDialog } from './umbra.ts';

/** X is small beside the padding: nothing of either is read for the picture. */
const SIZE = { cells: 1_000_000, genes: 30_000, perCell: 20, padGb: 8 };
const MOST_MB = 120;
const SETTLE_MS = 1500;

/** @param large a file to open instead of one that is made */
export async function measureLarge({ umbra, file, rounds }: Context, large = matrixFile(SIZE)): Promise<Row[]> {
  if (!large) {
    console.log('large: skipped, the file is made by Python (UMBRA_PYTHON)');
    return [];
  }
  const [drawn, small, grown]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    small.push(await inFreshPage(umbra, async (page) => (await openInUmbra(page, file)).drawn));
    drawn.push(await inFreshPage(umbra, async (page) => (await openInUmbra(page, large)).drawn));
    grown.push(
      await inFreshPage(
        umbra,
        async (page, browser) => {
          const chooser = await openUmbraDialog(page);
          const resident = await watchResident(page, browser);
          await chooser.setFiles(large);
          await page.waitForFunction(() => document.querySelector('umbra-viewer')?.shadowRoot?.querySelector('canvas[data-drawn]'));
          await page.waitForTimeout(SETTLE_MS);
          return resident.now();
        },
        withPanelsClosed,
      ),
    );
  }
  return [
    row('a million cells, file given → coloured UMAP', 'ms', median(drawn), { name: 'the file above', value: median(small) }, 6),
    row('renderer grown by opening it, panels closed', 'MB', median(grown) / 1e6, { name: 'limit', value: MOST_MB }, 1),
  ];
}

/** Only the plot is left: tables and tree are views, which read for themselves. */
function withPanelsClosed(page: Page): Promise<unknown> {
  const closed = JSON.stringify({ open: { tree: false, legend: false, table: false } });
  return page.addInitScript(`localStorage.setItem('umbra.panels', '${closed}')`);
}
