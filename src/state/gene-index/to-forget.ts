/**
 * Indexes that are to be gone once their file is closed, by their keys; in local storage. A page can go away before it gave them up,
 * and cannot then: the next one finishes it. Page, no React.
 */
import { forgetKeptIndexes, type KeptIndex } from '../../shadow/index.ts';
import { readJson, writeStored } from '../stored.ts';

const KEY = 'umbra.index.forget';

/** Written down before the index is begun. */
export function writeDown(keys: readonly string[]): void {
  const before = written();
  if (keys.some((key) => !before.includes(key))) write([...new Set([...before, ...keys])]);
}

/** @param kept what is still there, as one that another page has open: that is tried again */
export function strikeOut(keys: readonly string[], kept: readonly KeptIndex[] | null = null): void {
  const gone = keys.filter((key) => !kept?.some((other) => other.key === key));
  write(written().filter((key) => !gone.includes(key)));
}

/** Gives up what another page left behind. One that a page has open now is left to it. */
export async function finishForgetting(): Promise<void> {
  const left = written();
  if (left.length === 0) return;
  strikeOut(left, await forgetKeptIndexes(left));
}

function written(): readonly string[] {
  const stored = readJson(KEY);
  return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
}

/** Where nothing can be written down, the browser has no store for indexes either. */
function write(keys: readonly string[]): void {
  writeStored(KEY, keys.length > 0 ? JSON.stringify(keys) : null);
}
