import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { open } from '../shadow/index.ts';
import { compareDescriptions, parseExactly } from '../testing/compare.ts';
import { EXAMPLES, FIXTURES, filesWithReference, sharedFile } from '../testing/paths.ts';
import { describeFile } from './describe-file.ts';
import { toJson } from './json.ts';

/** Files that need what is not built yet. */
const LATER = new Map([
  ['anndata-v0.7.0.h5ad', 'compressed with lzf: no filter plugins yet'],
  ['pbmc68k_reduced.h5ad', 'anndata 0.6: neighbours inside uns, scalars as arrays of one'],
  ['mudata-v0.1.2-axis0.h5mu', 'one-dimensional obsm'],
  ['mudata-v0.2.4-axis0.h5mu', 'one-dimensional obsm'],
]);

const shared = sharedFile('');
const files = [
  ...filesWithReference(FIXTURES),
  ...filesWithReference(FIXTURES, EXAMPLES),
  ...filesWithReference(join(FIXTURES, 'foreign')),
  ...(shared
    ? ['', 'edge', 'citeseq'].flatMap((folder) => filesWithReference(join(shared, folder))).filter(([file]) => !LATER.has(basename(file)))
    : []),
];

describe('what Python sees, element by element', () => {
  it('finds the files', () => expect(files.length).toBeGreaterThanOrEqual(8));

  it.each(files)('%s', async (file, reference) => {
    const data = await open(file);
    const got = parseExactly(toJson(await describeFile(data)));
    await data.close();
    expect(compareDescriptions(parseExactly(readFileSync(reference, 'utf8')), got)).toEqual([]);
  });

  it('would notice a wrong value', async () => {
    const [file = '', reference = ''] = files[0] ?? [];
    const data = await open(file);
    const got = parseExactly(toJson(await describeFile(data)).replace(/"sum": ([\d.]+)/, '"sum": 1$1'));
    expect(compareDescriptions(parseExactly(readFileSync(reference, 'utf8')), got)).toHaveLength(1);
  });
});

describe('single elements that cannot be read', () => {
  it('says why, and describes the rest', async () => {
    const data = await open(join(FIXTURES, 'broken-elements.h5ad'));
    const { elements } = parseExactly(toJson(await describeFile(data)));
    const unreadable = Object.entries(elements).filter(([, element]) => element['type'] === 'unreadable');
    expect(Object.fromEntries(unreadable.map(([path, element]) => [path, element['reason']]))).toEqual({
      'layers/lzf': expect.stringContaining('lzf'),
      'obs/lzf': expect.stringContaining('lzf'),
      'obs/lies': expect.stringContaining('code 7, but only 2 categories'),
      'obs/absent': expect.stringContaining('no obs/absent'),
    });
    expect(elements['obs/score']).toMatchObject({ type: 'numeric', n: 20 });
    expect(elements['obsm/X_umap']).toMatchObject({ shape: [20, 2] });
  });
});

describe('the command line', () => {
  const run = (...args: string[]) => promisify(execFile)('npm', ['run', '-s', 'describe', '--', ...args], { cwd: join(FIXTURES, '../..') });

  it('prints the tree as the Python package does, to the character', async () => {
    const { stdout } = await run('--tree', join(EXAMPLES, 'citeseq.h5mu'));
    expect(stdout).toBe(readFileSync(join(FIXTURES, 'citeseq.h5mu.tree.txt'), 'utf8'));
  });

  it.each([
    ['nothing.h5ad', 'There is no file'],
    [join(FIXTURES, 'make_fixtures.py'), 'not an HDF5 file'],
    [FIXTURES, 'is a folder'],
    [join(EXAMPLES, 'citeseq.h5mu/mod/atac'), 'has no group mod/atac'],
  ])('ends with 1 and one line for %s', async (file, message) => {
    const failure = await run(file).then(
      () => null,
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
    expect(failure).toMatchObject({ code: 1, stdout: '' });
    expect(failure?.stderr).toMatch(/^[^\n]+\n$/);
    expect(failure?.stderr).toContain(message);
  });

  it('opens a part of a file', async () => {
    const { stdout } = await run('--tree', join(EXAMPLES, 'citeseq.h5mu/mod/rna'));
    expect(stdout).toMatch(/^AnnData Shadow object with n_obs × n_vars = 700 × 200\n {2}X {2}\n/);
  });
});
