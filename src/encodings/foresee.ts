/**
 * What is fetched before it is asked for, of files whose every read takes its time. Runs on the file side. Whoever reads the names of genes
 * is about to look for one: a gene of a CSC matrix begins with its offsets, which are few.
 */
import type { Storage } from '../storage/storage.ts';
import { isCompressed } from './compressed.ts';
import { type Element, member } from './encoding.ts';

/** Offsets of so many genes, 8 bytes each. */
const MOST_GENES = 2 ** 17;

/** @param path of something in `var` that is read @returns the matrix beside it, if its offsets are worth fetching */
export function matrixOfNames(path: string, elementAt: (path: string) => Element | undefined): Element | null {
  const around = /^(.*?)var\/[^/]+$/.exec(path)?.[1];
  const matrix = around === undefined ? undefined : elementAt(`${around}X`);
  if (!matrix || matrix.outline.problem || !isCompressed(matrix, 'csc')) return null;
  const genes = matrix.outline.shape?.[1] ?? 0;
  return genes <= MOST_GENES ? matrix : null;
}

/** Nobody waits for it: what goes wrong is found when the gene is read. */
export async function fetchOffsets(matrix: Element, storage: Storage): Promise<void> {
  await storage.read(member(matrix, 'indptr').node, null).catch(() => {});
}
