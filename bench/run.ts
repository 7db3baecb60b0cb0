/**
 * `npm run bench`: what opening a file costs, each figure beside a peer or a limit in the same run, round by round. Prints a table, and
 * writes JSON to bench/results/. `npm run bench -- --rounds 7 --file PATH` measures more often, or another MuData file; `--only genes,large`
 * only some of it; `--entries 20` genes out of a smaller matrix than of 100 million entries, for which the limits are not meant. What is measured, and what came of it: docs/performance.md.
 *
 * Machines are noisy: look at the ratios. Python (UMBRA_PYTHON) is needed only for comparisons with it.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { measureGenes } from './genes.ts';
import { buildPeers } from './h5web.ts';
import { measureLarge } from './large.ts';
import { measureMemory } from './memory.ts';
import { measureOpening } from './opening.ts';
import { measureRemote } from './remote.ts';
import { measureScript } from './script-size.ts';
import { type Context, printTable, type Row } from './table.ts';

const ROOT = join(import.meta.dirname, '..');
const SHARED = join(ROOT, '../shared/data/citeseq/citeseq.h5mu');
const EXAMPLE = join(ROOT, 'public/examples/citeseq.h5mu');

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    file: { type: 'string' },
    only: { type: 'string' },
    entries: { type: 'string', default: '100' },
    large: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const file = values.file ?? (existsSync(SHARED) ? SHARED : EXAMPLE);

if (!existsSync(join(ROOT, 'dist/index.html'))) throw new Error('Build first: npm run build');
const MEASURES: Record<string, (context: Context) => Promise<Row[]>> = {
  script: measureScript,
  opening: measureOpening,
  memory: measureMemory,
  genes: (context) => measureGenes(context, Number(values.entries)),
  large: (context) => measureLarge(context, values.large),
  remote: measureRemote,
};
const names = values.only?.split(',') ?? Object.keys(MEASURES);
const unknown = names.find((name) => !(name in MEASURES));
if (unknown) throw new Error(`There is no “${unknown}”, only ${Object.keys(MEASURES).join(', ')}`);

console.log(`${file}, ${rounds} rounds`);
const servers = [await preview({ root: ROOT, logLevel: 'error', preview: { port: 4191, strictPort: true } })];
if (names.includes('opening') || names.includes('remote')) {
  servers.push(await preview({ root: buildPeers(), logLevel: 'error', preview: { port: 4192, strictPort: true } }));
}

const context: Context = { umbra: 'http://localhost:4191/', h5web: 'http://localhost:4192/', file, rounds };
const rows: Row[] = [];
const loads = [loadavg()[0]];
for (const name of names) {
  rows.push(...((await MEASURES[name]?.(context)) ?? []));
  loads.push(loadavg()[0]);
}

console.log(`load ${loads.map((load) => load?.toFixed(1)).join(' → ')}`);
printTable(rows);
mkdirSync(join(ROOT, 'bench/results'), { recursive: true });
writeFileSync(
  join(ROOT, 'bench/results/latest.json'),
  `${JSON.stringify({ date: new Date().toISOString(), file, rounds, loads, rows }, null, 1)}\n`,
);

await Promise.all(servers.map((server) => server.close()));
process.exitCode = rows.some((row) => row.verdict === 'over') ? 1 : 0;
