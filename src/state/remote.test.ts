import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type AnnDataShadow, type OpenedShadow, open } from '../shadow/index.ts';
import { EXAMPLES, sharedFile } from '../testing/paths.ts';
import { type SlowServer, slowServer } from '../testing/slow-server.ts';
import { createActivity } from './activity.ts';
import { cellsOf } from './file.ts';
import { createPlot } from './plot/plot.ts';

/** Made by `npm run bench -- --only remote`: 100,000 cells, 20,000 genes, 53 M entries in a CSC matrix, nothing compressed. */
const ATLAS = join(import.meta.dirname, '../../.cache/bench/csc-100000x20000x530.h5ad');
const SCATTERED = sharedFile('citeseq/citeseq.h5mu');

let server: SlowServer | undefined;
let shadow: OpenedShadow | undefined;
afterEach(async () => {
  await shadow?.close();
  await server?.close();
});

/** What a page reads before it shows the cells in their colours. */
async function draw(path: string): Promise<{ log: SlowServer['log']; bytes: number }> {
  server = await slowServer(path, 0);
  shadow = await open(server.url);
  const plot = createPlot(createActivity());
  const data = cellsOf(shadow);
  if (data) await plot.start(data);
  const { points, coloring, errors } = plot.getState();
  // More points than that are put in order by a worker, which Node does not have: they are read all the same.
  const isOrdered = (data?.nObs ?? 0) < 30_000;
  expect([coloring !== null, errors.color]).toEqual([true, null]);
  if (isOrdered) expect([points?.count, errors.place]).toEqual([data?.nObs, null]);
  return { log: server.log, bytes: server.log.reduce((sum, asked) => sum + asked.bytes, 0) };
}

describe('a file behind a URL, opened and drawn', () => {
  it('takes few requests where it is small', async () => {
    const { log } = await draw(join(EXAMPLES, 'citeseq.h5mu'));
    expect(log.length).toBeLessThanOrEqual(10);
    // No range is asked for twice.
    expect(new Set(log.map(({ start }) => start)).size).toBe(log.length);
  });

  it.skipIf(!SCATTERED)('takes at most 30 requests and a quarter of it where 338 objects lie all over 46 MB', async () => {
    const path = SCATTERED as string;
    const { log, bytes } = await draw(path);
    expect(log.length).toBeLessThanOrEqual(30);
    expect(bytes).toBeLessThanOrEqual(statSync(path).size / 4);
  });

  it.skipIf(!existsSync(ATLAS))('takes at most 16 requests and little more than the picture needs of 430 MB, and a gene 4', async () => {
    const { log, bytes } = await draw(ATLAS);
    expect(log.length).toBeLessThanOrEqual(16);
    // Of the picture alone, two float32 and a code for each cell.
    expect(bytes).toBeLessThanOrEqual(1.6 * 900_000);
    const data = shadow as AnnDataShadow;
    // Whoever looks for a gene has its names; what is fetched with them is there once the next read is.
    await data.varNames.read();
    await data.obsNames.read();
    for (const gene of [7777, 15_000, 300]) {
      const before = log.length;
      const { values } = await data.obsVector({ kind: 'var', name: `GENE${gene}` });
      expect(values.filter((value) => value !== 0).length).toBe(2650);
      expect(log.length - before).toBeLessThanOrEqual(4);
    }
  });
});
