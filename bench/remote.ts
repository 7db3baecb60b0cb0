/** Files behind a URL, from a server that takes 50 ms for each answer: requests, bytes and time to the picture, beside H5Web. Node. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { walkStructure } from '../src/storage/hdf5/format/walk.ts';
import { slowServer } from '../src/testing/slow-server.ts';
import { inFreshPage, median } from './browser.ts';
import { openUrlInH5Web } from './h5web.ts';
import { matrixFile } from './matrices.ts';
import { measureZarr } from './remote-zarr.ts';
import { type Context, type Row, row } from './table.ts';
import { openUrlInUmbra, remoteGene } from './umbra-remote.ts';

/** 430 MB. */
const ATLAS = { cells: 100_000, genes: 20_000, perCell: 530, format: 'csc' } as const;
const LATENCY = 50;
const SHARED = join(import.meta.dirname, '../../shared/data/citeseq/citeseq.h5mu');
const GENES = [7777, 15_000, 300];

export async function measureRemote(context: Context): Promise<Row[]> {
  return [...(await measureAtlas(context)), ...(await measureScattered(context))];
}

async function measureAtlas(context: Context): Promise<Row[]> {
  const { umbra, h5web, rounds } = context;
  const atlas = matrixFile(ATLAS);
  if (!atlas) return [];
  const server = await slowServer(atlas, LATENCY);
  try {
    const opened: Awaited<ReturnType<typeof openUrlInUmbra>>[] = [];
    const genes: Awaited<ReturnType<typeof remoteGene>>[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await inFreshPage(umbra, async (page) => {
        opened.push(await openUrlInUmbra(page, server));
        for (const gene of GENES) genes.push(await remoteGene(page, server, gene));
      });
      theirs.push((await inFreshPage(h5web, (page) => openUrlInH5Web(page, server.url))).drawn);
    }
    const needed = await neededBytes(atlas);
    const drawn = opened.map((one) => one.drawn);
    const settled = opened.map((one) => one.settled);
    return [
      row('430 MB by URL → coloured UMAP', 'ms', median(drawn.map(({ ms }) => ms)), { name: 'limit', value: 1300 }, 1),
      row('the same', 'ms', median(drawn.map(({ ms }) => ms)), { name: 'H5Web, whole download', value: median(theirs) }, 1),
      row('requests for it, at most', '', most(drawn.map(({ requests }) => requests)), { name: 'limit', value: 16 }, 1),
      row('bytes for it, at most', 'kB', most(drawn.map(({ bytes }) => bytes)) / 1e3, { name: 'needed', value: needed / 1e3 }, 1.6),
      row('requests until nothing runs any more', '', most(settled.map(({ requests }) => requests)), null, 1),
      row('bytes until nothing runs any more', 'kB', most(settled.map(({ bytes }) => bytes)) / 1e3, null, 1),
      row('a gene out of CSC of it, requests, at most', '', most(genes.map(({ requests }) => requests)), { name: 'limit', value: 4 }, 1),
      row('a gene out of CSC of it', 'ms', median(genes.map(({ ms }) => ms)), { name: 'four answers', value: 4 * LATENCY }, 2),
      ...(await measureZarr(context, atlas, '430 MB', LATENCY, GENES, { drawn, genes })),
    ];
  } finally {
    await server.close();
  }
}

async function measureScattered(context: Context): Promise<Row[]> {
  const { umbra, h5web, rounds } = context;
  if (!existsSync(SHARED)) return [];
  const server = await slowServer(SHARED, LATENCY);
  const { size } = statSync(SHARED);
  try {
    const drawn: Awaited<ReturnType<typeof openUrlInUmbra>>['drawn'][] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      drawn.push((await inFreshPage(umbra, (page) => openUrlInUmbra(page, server))).drawn);
      theirs.push((await inFreshPage(h5web, (page) => openUrlInH5Web(page, server.url))).drawn);
    }
    const ms = median(drawn.map((one) => one.ms));
    return [
      // From this machine a whole download is as fast as bytes can be copied.
      row('citeseq.h5mu by URL → coloured UMAP', 'ms', ms, { name: 'H5Web, whole download', value: median(theirs) }, 3),
      row('requests for it, at most', '', most(drawn.map(({ requests }) => requests)), { name: 'limit', value: 30 }, 1),
      row('bytes for it, at most', 'kB', most(drawn.map(({ bytes }) => bytes)) / 1e3, { name: 'the file', value: size / 1e3 }, 0.25),
      ...(await measureZarr(context, SHARED, 'citeseq.h5mu', LATENCY, [], { drawn })),
    ];
  } finally {
    await server.close();
  }
}

const most = (values: readonly number[]): number => Math.max(...values);

/** The bytes of the structure that are read, each counted once, and of what is drawn: two float32 and a code for each cell. */
async function neededBytes(path: string): Promise<number> {
  const file = openSync(path, 'r');
  const ranges: [start: number, end: number][] = [];
  await walkStructure(async (offset, length) => {
    const bytes = new Uint8Array(length);
    ranges.push([offset, offset + readSync(file, bytes, 0, length, offset)]);
    return bytes;
  }, statSync(path).size);
  closeSync(file);
  let structure = 0;
  let reached = 0;
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    structure += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return structure + ATLAS.cells * (2 * 4 + 1);
}
