import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { open } from '../shadow/index.ts';
import { compareDescriptions, type Description, parseExactly } from '../testing/compare.ts';
import { EXAMPLES, FILTERS, FIXTURES, FORMATS, filesWithReference, sharedFile, ZARR } from '../testing/paths.ts';
import { describeFile } from './describe-file.ts';
import { toJson } from './json.ts';

const shared = sharedFile('');
const files = [
  ...filesWithReference(FIXTURES),
  ...filesWithReference(FIXTURES, EXAMPLES),
  ...filesWithReference(FORMATS),
  ...filesWithReference(join(FIXTURES, 'foreign')),
  ...filesWithReference(ZARR),
  ...filesWithReference(FILTERS),
  ...(shared ? ['', 'edge', 'citeseq'].flatMap((folder) => filesWithReference(join(shared, folder))) : []),
];

/** mudata reads no `raw` of the modalities of a Zarr store: _read_zarr_mod in its `_core/io.py` passes over it, then looks for it. */
function withoutRaw(got: Description, { kind }: Description): Description {
  if (kind !== 'MuData') return got;
  return { ...got, elements: Object.fromEntries(Object.entries(got.elements).filter(([path]) => !/^mod\/[^/]+\/raw\//.test(path))) };
}

describe('what Python sees, element by element', () => {
  it('finds the files', () => expect(files.length).toBeGreaterThanOrEqual(70));

  it.each(files)('%s', async (file, reference) => {
    const data = await open(file);
    const got = parseExactly(toJson(await describeFile(data)));
    await data.close();
    const wanted = parseExactly(readFileSync(reference, 'utf8'));
    expect(compareDescriptions(wanted, file.includes('.zarr') ? withoutRaw(got, wanted) : got)).toEqual([]);
  });

  it('would notice a wrong value', async () => {
    const [file = '', reference = ''] = files[0] ?? [];
    const data = await open(file);
    const got = parseExactly(toJson(await describeFile(data)).replace(/"sum": ([\d.]+)/, '"sum": 1$1'));
    expect(compareDescriptions(parseExactly(readFileSync(reference, 'utf8')), got)).toHaveLength(1);
  });
});

type Elements = Record<string, Record<string, unknown>>;

async function elementsOf(file: string): Promise<Elements> {
  const data = await open(file);
  const { elements } = JSON.parse(toJson(await describeFile(data))) as { elements: Elements };
  await data.close();
  return elements;
}

function unreadable(elements: Elements): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(elements).flatMap(([path, { type, reason }]) => (type === 'unreadable' ? [[path, reason]] : [])),
  );
}

describe('single elements that cannot be read', () => {
  it('says why, and describes the rest', async () => {
    const elements = await elementsOf(join(FIXTURES, 'broken-elements.h5ad'));
    expect(unreadable(elements)).toEqual({
      'obs/filtered': 'obs/filtered is compressed with own (filter 511), which Umbra cannot undo.',
      'layers/filtered': 'layers/filtered is compressed with own (filter 511), which Umbra cannot undo.',
      'obs/lies': expect.stringContaining('code 7, but only 2 categories'),
      'obs/absent': expect.stringContaining('no obs/absent'),
    });
    expect(elements['obs/score']).toMatchObject({ type: 'numeric', n: 20 });
    expect(elements['obsm/X_umap']).toMatchObject({ shape: [20, 2] });
  });

  it('keeps each in its place, wherever it is', async () => {
    const elements = await elementsOf(join(FORMATS, 'odd-ones.h5ad'));
    expect(unreadable(elements)).toEqual({
      'obs/short': 'obs/short has 11 values, but a column here needs 12 values.',
      'obs/wide': 'obs/wide has the shape 12 × 2, but a column here needs 12 values.',
      'obs/opaque': 'obs/opaque holds values of the type opaque bytes, which Umbra does not read.',
      'obs/lies': 'obs/lies has the code 7, but only 2 categories.',
      'obs/dangling': 'obs/dangling is a link to /nowhere, which is not in the file.',
      'obs/absent': 'There is no obs/absent in the file.',
      var: 'var has no member “gone”, which it names as its index.',
      'obsm/external': 'obsm/external is a link to /obsm/X_umap in another file, other.h5ad.',
      'obsm/few_rows': 'obsm/few_rows has the shape 3 × 2, but 12 rows are needed.',
      'layers/transposed': 'layers/transposed has the shape 5 × 12, but 12 × 5 is needed.',
      'layers/outside': 'layers/outside has an entry at 5, where it ends at 4.',
      'layers/cut': 'layers/cut is 12 × 5, but its indptr has 3 offsets instead of 13.',
      'obsp/unclear': 'obsp/unclear is a sparse matrix that does not say whether it lies by rows or by columns.',
      'uns/loop': 'uns/loop is a link back to the whole file, which it lies in.',
      'uns/reference': 'uns/reference holds values of the type reference, which Umbra does not read.',
      'uns/long_double': 'uns/long_double holds values of the type float128, which Umbra does not read.',
    });
    expect(elements['X']).toMatchObject({ type: 'numeric', shape: [12, 5] });
    expect(elements['obs']).toMatchObject({ type: 'dataframe', n: 12 });
    expect(elements['obs/score']).toMatchObject({ type: 'numeric', n: 12, sum: 16.5 });
    expect(elements['obsm/X_umap']).toMatchObject({ type: 'numeric', shape: [12, 2] });
    expect(elements['uns/fine']).toEqual({ type: 'scalar', value: 1 });
  });
});

describe('objects inside objects', () => {
  it('describes a modality that is a MuData as that MuData, and an AnnData in uns', async () => {
    const data = await open(join(FORMATS, 'nested.h5mu'));
    const got = parseExactly(toJson(await describeFile(data)));
    const inner = parseExactly(readFileSync(join(FORMATS, 'shared-cells.h5mu.reference.json'), 'utf8'));
    const below = Object.entries(got.elements).flatMap(([path, element]) =>
      path.startsWith('mod/inner/') ? [[path.slice('mod/inner/'.length), element] as const] : [],
    );
    expect(compareDescriptions(inner, { ...inner, elements: Object.fromEntries(below) })).toEqual([]);
    expect(got.mod).toEqual(['inner', 'rna']);
    expect(got.elements['uns/nested/obs/score']).toMatchObject({ n: 12n, sum: 16.5 });
    expect(String(data)).toContain('    inner: 12 x 9\n        obs:\t');
    expect(String(data)).toContain('        mod:\t3 modalities\n          1: 12 x 2\n              X ');
    expect(data.at('mod/inner/mod/rna/obsm/X_pca').shape).toEqual([12, 2]);
    await data.close();
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
