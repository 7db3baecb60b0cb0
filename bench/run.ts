/**
 * `npm run bench`: what opening a file costs, each figure beside a peer or a limit in the same run, round by round. Prints a table, and
 * writes JSON to bench/results/. `npm run bench -- --rounds 7 --file PATH` measures more often, or another MuData file.
 *
 * Machines are noisy: look at the ratios. Python (UMBRA_PYTHON) is needed only for comparisons with it.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { buildPeers } from './h5web.ts';
import { measureMemory } from './memory.ts';
import { measureOpening } from './opening.ts';
import { measureScript } from './script-size.ts';
import { printTable, type Row } from './table.ts';

const ROOT = join(import.meta.dirname, '..');
const SHARED = join(ROOT, '../shared/data/citeseq/citeseq.h5mu');
const EXAMPLE = join(ROOT, 'public/examples/citeseq.h5mu');

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, file: { type: 'string' } } });
const rounds = Number(values.rounds);
const file = values.file ?? (existsSync(SHARED) ? SHARED : EXAMPLE);

if (!existsSync(join(ROOT, 'dist/index.html'))) throw new Error('Build first: npm run build');
console.log(`${file}, ${rounds} rounds`);
const umbra = await preview({ root: ROOT, logLevel: 'error', preview: { port: 4191, strictPort: true } });
const h5web = await preview({ root: buildPeers(), logLevel: 'error', preview: { port: 4192, strictPort: true } });

const context = { umbra: 'http://localhost:4191/', h5web: 'http://localhost:4192/', file, rounds };
const rows: Row[] = [...(await measureScript(context)), ...(await measureOpening(context)), ...(await measureMemory(context))];

printTable(rows);
mkdirSync(join(ROOT, 'bench/results'), { recursive: true });
writeFileSync(
  join(ROOT, 'bench/results/latest.json'),
  `${JSON.stringify({ date: new Date().toISOString(), file, rounds, rows }, null, 1)}\n`,
);

await Promise.all([umbra.close(), h5web.close()]);
process.exitCode = rows.some((row) => row.verdict === 'over') ? 1 : 0;
