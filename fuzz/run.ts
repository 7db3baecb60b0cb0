/**
 * `npm run fuzz`: damages files in a thousand ways and reads them, beside h5py and anndata on the same bytes.
 * `-- --count 2000 --first 0 --python PYTHON --out FILE`. Every reader is a process that is watched and may be killed. Node only.
 *
 * Ends with 1 if one hung, died, took too much memory, gave a value that Python does not, or an error without words.
 */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseExactly } from '../src/testing/compare.ts';
import { mutate } from '../src/testing/mutate.ts';
import { sharedFile } from '../src/testing/paths.ts';
import { BASES, ORACLE, READER } from './bases.ts';
import { judge, type Reading, type Verdict } from './judge.ts';
import { type Answer, Watched } from './pool.ts';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    first: { type: 'string', default: '0' },
    python: { type: 'string', default: process.env['PYTHON'] ?? 'python3' },
    out: { type: 'string', default: 'fuzz/results/latest.jsonl' },
  },
});

const LIMITS = { milliseconds: 60_000, bytes: 3 * 2 ** 30 };

const bases = [...BASES, ...[sharedFile('anndataR-example.h5ad')].filter((file) => file !== undefined)];

const folder = mkdtempSync(join(tmpdir(), 'umbra-fuzz-'));
const ours = new Watched(READER, LIMITS);
const theirs = new Watched([options.python, ORACLE], LIMITS);
const totals = new Map<string, number>();
const count = (what: string): void => void totals.set(what, (totals.get(what) ?? 0) + 1);
let failures = 0;

mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, '');
const intact = new Map<string, Reading>();
for (const base of bases) {
  const answer = await theirs.ask(JSON.stringify({ file: base, paths: [] }));
  if (!('line' in answer)) throw new Error(`${options.python} cannot read ${base}: ${answer.said}`);
  intact.set(base, parseExactly(answer.line) as unknown as Reading);
}

const first = Number(options.first);
for (let seed = first; seed < first + Number(options.count); seed++) {
  const base = bases[seed % bases.length] as string;
  const { bytes, what } = mutate(readFileSync(base), seed);
  const file = join(folder, `${seed}${extname(base)}`);
  writeFileSync(file, bytes);
  const mine = await ours.ask(file);
  const paths = 'line' in mine ? Object.keys((JSON.parse(mine.line) as Reading).digests) : [];
  const request = JSON.stringify({ file, paths });
  const reference = await theirs.ask(request);
  const verdict = report(seed, base, what, mine, reference);
  // Memory that was never written is what libhdf5 gives for chunks that are too short: asked again, h5py answers something else.
  if (verdict && verdict.wrong.length > 0) {
    const again = await theirs.ask(request);
    if ('line' in again && 'line' in reference && again.line !== reference.line) count('wrong, of which h5py is not sure itself');
  }
  rmSync(file);
}
ours.stop();
theirs.stop();
rmSync(folder, { recursive: true });
console.log(
  [...totals]
    .sort()
    .map(([what, n]) => `${String(n).padStart(6)}  ${what}`)
    .join('\n'),
);
process.exitCode = failures > 0 ? 1 : 0;

function report(seed: number, base: string, what: string, mine: Answer, reference: Answer): Verdict | null {
  const known = { seed, base: basename(base), what };
  const python = 'line' in reference ? (parseExactly(reference.line) as unknown as Reading) : null;
  if (!python) count(`Python: ${'died' in reference ? reference.died : ''}`);
  if ('died' in mine) {
    count(`ours: ${mine.died}`);
    fail({ ...known, died: mine.died, said: mine.said });
    return null;
  }
  const reading = parseExactly(mine.line) as unknown as Reading & { elements: { elements: Reading['elements'] } };
  const verdict = judge(
    { ...reading, elements: reading.elements.elements ?? {} },
    python ?? { opens: true, digests: reading.digests, elements: {} },
    intact.get(base) as Reading,
  );
  count(`ours: ${verdict.outcome}`);
  if (mine.peak > 2 ** 30) count('ours: more than 1 GiB');
  for (const kind of ['wrong', 'alone', 'vague', 'beyond', 'missed'] as const) if (verdict[kind].length > 0) count(kind);
  if (verdict.wrong.length + verdict.alone.length + verdict.vague.length > 0) fail({ ...known, ...verdict });
  else if (verdict.missed.length > 0) appendFileSync(options.out, `${JSON.stringify({ ...known, missed: verdict.missed })}\n`);
  return verdict;
}

function fail(finding: object): void {
  failures++;
  appendFileSync(options.out, `${JSON.stringify(finding)}\n`);
}
