/** What h5py read of the first damaged files: written by `expect.ts`, read by the unit test. Node only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from './judge.ts';

export const SEEDS = 156;
export const EXPECTED = join(import.meta.dirname, 'expected.json');

/** A digest; null for what is not compared, 0 for an error, 1 for what is no longer there. */
type Change = string | null | 0 | 1;

export interface Expected {
  readonly bases: Record<string, Record<string, Change>>;
  /** By seed, what differs from the base; `closed` where h5py does not open it, null where it died or did not end. */
  readonly damaged: Record<number, Record<string, Change> | 'closed' | null>;
}

/** What Python read, put together again; null where it gave no answer. */
export function expectedReading(base: string, seed: number, { bases, damaged }: Expected): Reading | null {
  const changes = damaged[seed];
  if (!changes) return null;
  if (changes === 'closed') return { opens: false, digests: {}, elements: {} };
  const all = Object.entries({ ...bases[base], ...changes }).filter(([, digest]) => digest !== 1);
  const digests = Object.fromEntries(all.map(([path, digest]) => [path, typeof digest === 'number' ? { error: 'an error' } : digest]));
  return { opens: true, digests, elements: {} };
}

export function loadExpected(): Expected {
  return JSON.parse(readFileSync(EXPECTED, 'utf8'));
}
