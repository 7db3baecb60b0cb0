/**
 * `npx tsx fuzz/expect.ts PYTHON`: what h5py reads of the first damaged files, for the unit test, which has no Python. Node only.
 * Kept is only what differs from the file before it was damaged.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { mutate } from '../src/testing/mutate.ts';
import { BASES, ORACLE } from './bases.ts';
import { EXPECTED, type Expected, SEEDS } from './expected.ts';
import type { Reading } from './judge.ts';
import { Watched } from './pool.ts';

const [python = 'python3'] = process.argv.slice(2);
const oracle = new Watched([python, ORACLE], { milliseconds: 15_000, bytes: 2 ** 31 });
const folder = mkdtempSync(join(tmpdir(), 'umbra-expect-'));

async function read(file: string, paths: readonly string[] = []): Promise<Reading | null> {
  const answer = await oracle.ask(JSON.stringify({ file, paths }));
  return 'line' in answer ? JSON.parse(answer.line) : null;
}

/** An error as 0: which one depends on the version of h5py. */
const compact = (digests: Reading['digests']): Record<string, string | null | 0> =>
  Object.fromEntries(Object.entries(digests).map(([path, digest]) => [path, typeof digest === 'object' && digest ? 0 : digest]));

const bases: Record<string, Record<string, string | null | 0>> = {};
const damaged: Expected['damaged'] = {};
for (const base of BASES) bases[basename(base)] = compact((await read(base))?.digests ?? {});
for (let seed = 0; seed < SEEDS; seed++) {
  const base = BASES[seed % BASES.length] as string;
  const file = join(folder, `${seed}`);
  writeFileSync(file, mutate(readFileSync(base), seed).bytes);
  const reading = await read(file, Object.keys(bases[basename(base)] ?? {}));
  rmSync(file);
  damaged[seed] = reading && (reading.opens ? changes(bases[basename(base)] ?? {}, compact(reading.digests)) : 'closed');
}
oracle.stop();
rmSync(folder, { recursive: true });
writeFileSync(EXPECTED, `${JSON.stringify({ bases, damaged } satisfies Expected)}\n`);

function changes(before: Record<string, string | null | 0>, now: Record<string, string | null | 0>): Record<string, string | null | 0 | 1> {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((path) => before[path] !== now[path]);
  return Object.fromEntries(paths.map((path) => [path, path in now ? (now[path] ?? null) : 1]));
}
