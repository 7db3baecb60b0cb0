/** Genes out of large sparse matrices, beside h5py and anndata: found by looking, out of an index, as a set, and out of CSC. Node. */
import type { Browser, Page } from '@playwright/test';
import { inFreshPage, median } from './browser.ts';
import { matrixFile } from './matrices.ts';
import { python } from './python.ts';
import { type Context, type Row, row } from './table.ts';
import { type FirstGene, firstGene, type Gene, type IndexedGenes, indexedGenes, openQuietly, readGene, withCores } from './umbra-genes.ts';

const GENES = 20_000;
const PER_CELL = 500;
const FIRST = 777;
const OTHERS = Array.from({ length: 21 }, (_, i) => 1000 + 900 * i);
/** Beside a smaller matrix, what a page and its workers take anyway says nothing of how it is read. */
const MILLIONS_FOR_MEMORY = 100;

interface Measured {
  readonly alone: FirstGene[];
  readonly together: Omit<FirstGene, 'resident'>[];
  readonly indexed: (IndexedGenes & { grown: number })[];
  readonly slabs: Gene[];
  readonly backed: { ms: number; bytes: number }[];
}

/** @param millions of entries in the matrix */
export async function measureGenes(context: Context, millions: number): Promise<Row[]> {
  const size = { cells: Math.round((millions * 1e6) / PER_CELL), genes: GENES, perCell: PER_CELL, gzip: true };
  const [csr, csc] = [matrixFile(size), matrixFile({ ...size, format: 'csc' })];
  if (!csr || !csc) {
    console.log('genes: skipped, the files are made by Python (UMBRA_PYTHON)');
    return [];
  }
  return [...(await byRows(context, csr, millions)), ...(await byColumns(context, csc, millions))];
}

async function byRows({ umbra, rounds }: Context, file: string, millions: number): Promise<Row[]> {
  const { alone, together, indexed, slabs, backed }: Measured = { alone: [], together: [], indexed: [], slabs: [], backed: [] };
  for (let round = 0; round < rounds; round++) {
    const peer = python<Gene[]>('gene_h5py.py', file, String(FIRST))?.[0];
    if (peer) slabs.push(peer);
    const scan = async (page: Page, browser: Browser): Promise<FirstGene> => {
      await openQuietly(page, file);
      return firstGene(page, browser, FIRST);
    };
    alone.push(await inFreshPage(umbra, scan, withCores(1)));
    await inFreshPage(
      umbra,
      async (page, browser) => {
        const { resident, ...first } = await scan(page, browser);
        together.push(first);
        indexed.push({ ...(await indexedGenes(page, OTHERS)), grown: resident.most() });
      },
      withCores(2),
    );
    const anndata = python<{ ms: number; bytes: number }>('gene_backed.py', file, String(FIRST));
    if (anndata) backed.push(anndata);
    for (const gene of [alone.at(-1), together.at(-1)]) assertSame(gene as Gene, peer);
  }
  const X = `CSR of ${millions} M, gzip`;
  const h5py = named('h5py, slab by slab', slabs, 'ms');
  const grown = named('anndata, backed', backed, 'bytes', 1e-6);
  const another = median(indexed.map((each) => each.another.ms));
  const next = median(indexed.flatMap((each) => each.next.map(({ ms }) => ms)));
  return [
    row(`one gene, ${X}, 1 worker`, 'ms', median(alone.map(({ ms }) => ms)), h5py, 1.2),
    row(`one gene, ${X}, 2 workers`, 'ms', median(together.map(({ ms }) => ms)), h5py, 0.8),
    ...(millions < MILLIONS_FOR_MEMORY
      ? []
      : [
          row('renderer grown by it', 'MB', median(together.map((each) => each.grown / 1e6)), grown, 0.15),
          row('renderer grown, index too', 'MB', median(indexed.map((each) => each.grown / 1e6)), grown, 0.3),
        ]),
    row('the next gene, with the index', 'ms', next, { name: 'the first', value: median(together.map(({ ms }) => ms)) }, 0.01),
    row('the next gene, with the index', 'ms', next, { name: 'limit', value: 10 }, 1),
    row('building the index', 'ms', median(indexed.map(({ building }) => building)), { name: 'one gene', value: another }, 3),
    row('100 genes as a set, no index', 'ms', median(indexed.map(({ set }) => set)), { name: 'one gene', value: another }, 2),
  ];
}

async function byColumns({ umbra, rounds }: Context, file: string, millions: number): Promise<Row[]> {
  const [ours, theirs]: [Gene[], Gene[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const peers = python<Gene[]>('gene_h5py.py', file, ...[FIRST, ...OTHERS].map(String)) ?? [];
    theirs.push(...peers);
    await inFreshPage(umbra, async (page) => {
      await openQuietly(page, file);
      for (const [i, gene] of [FIRST, ...OTHERS].entries()) {
        const found = await readGene(page, gene);
        assertSame(found, peers[i]);
        ours.push(found);
      }
    });
  }
  const X = `CSC of ${millions} M, gzip`;
  return [
    row(`one gene, ${X}`, 'ms', median(ours.map(({ ms }) => ms)), named('h5py', theirs, 'ms'), 2),
    row('reads for it, at most', '', Math.max(...ours.map(({ requests }) => requests)), { name: 'limit', value: 8 }, 1),
  ];
}

/** The median of what a peer took; null where it could not run. */
function named<K extends string>(name: string, values: readonly Readonly<Record<K, number>>[], key: K, unit = 1): Row['peer'] {
  return values.length > 0 ? { name, value: median(values.map((value) => value[key] * unit)) } : null;
}

/** Who finds something else is not faster. */
function assertSame(found: Gene, peer: Gene | undefined): void {
  if (!peer || (found.hits === peer.hits && Math.abs(found.sum - peer.sum) <= 1e-6 * Math.abs(peer.sum))) return;
  throw new Error(`Umbra finds ${JSON.stringify(found)}, h5py ${JSON.stringify(peer)}`);
}
