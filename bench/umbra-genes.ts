/** Genes as a page gets them from Umbra's shadow, in its built app. Node; what is evaluated runs on the page. */
import type { Browser, Page } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { AnnDataShadow } from '../src/shadow/index.ts';
import { type Growth, watchResident } from './renderer.ts';
import { openInUmbra } from './umbra.ts';

export interface Gene {
  readonly ms: number;
  /** Cells that are not zero, and the sum of all: what Python has to find too. */
  readonly hits: number;
  readonly sum: number;
  /** Reads of the file worker, without those of its scan workers. */
  readonly requests: number;
}

export interface FirstGene extends Gene {
  /** How far the renderer grew meanwhile, in bytes. */
  readonly grown: number;
  readonly resident: Growth;
}

export interface IndexedGenes {
  /** Looked for without an index, when everything was started already. */
  readonly another: Gene;
  /** The sum of a hundred genes, without an index, in ms. */
  readonly set: number;
  /** Building the index, in ms. */
  readonly building: number;
  /** Genes out of it. */
  readonly next: readonly Gene[];
}

const SETTLE_MS = 1500;

/** Workers start with the worker's own idea of how many cores there are: that is the limit of how many scan. */
export function withCores(cores: number): (page: Page) => Promise<unknown> {
  return (page) =>
    page.route(/\/entry-[^/]*\.js$/, async (route) => {
      const response = await route.fetch();
      const override = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${cores} });`;
      await route.fulfill({ response, body: override + (await response.text()) });
    });
}

/** Names of genes are read as well: whoever looks for one in the search box has them. */
export async function openQuietly(page: Page, file: string): Promise<void> {
  await openInUmbra(page, file);
  await page.evaluate(async () => {
    const viewer = document.querySelector('umbra-viewer') as UmbraViewer;
    await (viewer.shadow as AnnDataShadow).varNames.read();
    await viewer.idle();
  });
  await page.waitForTimeout(SETTLE_MS);
}

export async function firstGene(page: Page, browser: Browser, gene: number): Promise<FirstGene> {
  const resident = await watchResident(page, browser);
  const found = await readGene(page, gene);
  return { ...found, grown: resident.most(), resident };
}

/** @param genes the first is looked for, a hundred from the second on are added up, the others come out of the index */
export async function indexedGenes(page: Page, genes: readonly number[]): Promise<IndexedGenes> {
  const [gene = 0, ...others] = genes;
  const another = await readGene(page, gene);
  const set = await page.evaluate(async (first) => {
    const { X } = (document.querySelector('umbra-viewer') as UmbraViewer).shadow as AnnDataShadow;
    const started = performance.now();
    await X?.sum(Uint32Array.from({ length: 100 }, (_, i) => first + i));
    return performance.now() - started;
  }, others[0] ?? 0);
  const building = await page.evaluate(async () => {
    const { X } = (document.querySelector('umbra-viewer') as UmbraViewer).shadow as AnnDataShadow;
    const started = performance.now();
    await X?.buildIndex();
    return performance.now() - started;
  });
  const next: Gene[] = [];
  for (const other of others) next.push(await readGene(page, other));
  return { another, set, building, next };
}

export function readGene(page: Page, gene: number): Promise<Gene> {
  return page.evaluate(async (position) => {
    const data = (document.querySelector('umbra-viewer') as UmbraViewer).shadow as AnnDataShadow;
    const before = data.stats().requests;
    const started = performance.now();
    const { values } = await data.obsVector({ kind: 'var', name: `GENE${position}` });
    const ms = performance.now() - started;
    let [hits, sum] = [0, 0];
    for (const value of values) {
      hits += Number(value !== 0);
      sum += value;
    }
    return { ms, hits, sum, requests: data.stats().requests - before };
  }, gene);
}
