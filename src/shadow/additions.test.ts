import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, FIXTURES } from '../testing/paths.ts';
import { type AnnDataShadow, type ArrayValue, ElemShadow, type MuDataShadow, open, Slot, toArray, type ValueInput } from './index.ts';

const zoo = async (): Promise<AnnDataShadow> => (await open(join(FIXTURES, 'zoo.h5ad'))) as AnnDataShadow;
const partlyShared = async (): Promise<MuDataShadow> => (await open(join(FIXTURES, 'partly-shared.h5mu'))) as MuDataShadow;

const matrix = (rows: number, columns: number): ValueInput => ({
  kind: 'numeric',
  dtype: 'float32',
  shape: [rows, columns],
  data: new Float32Array(rows * columns),
});

describe('additions', () => {
  it('survive clearCache, can be taken back, and are heard of', async () => {
    const data = await zoo();
    const heard: string[] = [];
    data.addEventListener('change', (event) => heard.push(`${event.change} ${event.path}`));
    const editions = [data.obs.edition];
    data.obs.set('score', new Float32Array(60).fill(1));
    editions.push(data.obs.edition);
    data.obs.set('float32', new Float64Array(60));
    data.clearCache();
    expect(data.obs.get('score')?.mark).toBe('▲');
    expect((await data.obsVector({ kind: 'obs', column: 'score' })).values[59]).toBe(1);
    expect(data.obs.get('float32')?.dtype).toBe('float64');
    data.obs.delete('float32');
    expect(data.obs.get('float32')?.dtype).toBe('float32');
    data.obs.delete('score');
    editions.push(data.obs.edition);
    expect(data.obs.has('score')).toBe(false);
    expect(data.obs.delete('score')).toBe(false);
    expect(() => data.obs.delete('flag')).toThrow(/cannot be deleted/);
    expect(heard).toEqual(['added obs/score', 'added obs/float32', 'removed obs/float32', 'removed obs/score']);
    expect(new Set(editions).size).toBe(3);
  });

  it('are listed in the order of adding, and weighed; what is taken back is not', async () => {
    const data = await partlyShared();
    data.obsm.set('X_new', matrix(47, 2));
    data.modality('rna').obs.set('n', new Float64Array(40));
    data.obs.set('m', new Uint8Array(47));
    expect(data.additions().map(({ path }) => path)).toEqual(['obsm/X_new', 'mod/rna/obs/n', 'obs/m']);
    expect(
      data
        .modality('rna')
        .additions()
        .map(({ path }) => path),
    ).toEqual(['mod/rna/obs/n']);
    expect(data.session.additions.bytes).toBe(47 * 2 * 4 + 40 * 8 + 47);
    const removed = data.obsm.get('X_new') as ElemShadow;
    data.obsm.delete('X_new');
    data.obs.set('m', new Uint8Array(47).fill(1));
    expect(data.additions().map(({ path }) => path)).toEqual(['mod/rna/obs/n', 'obs/m']);
    await expect(removed.read()).rejects.toMatchObject({ tag: 'not-found' });
  });

  it('are copies: neither what was given nor what was read can change them', async () => {
    const data = await zoo();
    const given = new Float32Array(60);
    data.obs.set('mine', given);
    const read = (await data.obs.column('float32')) as ArrayValue & { data: Float32Array };
    data.obs.set('copy', read);
    const before = toArray(read);
    given.fill(5);
    read.data.fill(5);
    expect(toArray(await data.obs.column('mine'))).toEqual(new Array(60).fill(0));
    expect(toArray(await data.obs.column('copy'))).toEqual(before);
  });

  it.each<[string, (data: AnnDataShadow) => unknown, RegExp]>([
    ['an empty name', (data) => data.obs.set('', new Float32Array(60)), /must not be empty/],
    ['a dot', (data) => data.obsm.set('.', new Float32Array(60)), /“\.” cannot be a name/],
    ['two dots', (data) => data.uns.set('..', 1), /“\.\.” cannot be a name/],
    ['a slash', (data) => data.obsm.set('a/b', new Float32Array(60)), /“a\/b” cannot be a name: a slash/],
    ['an end of text', (data) => data.uns.set('a\0b', 1), /character 0/],
    ['a number for a name', (data) => data.uns.set(1 as never, 1), /must be text, not a number/],
    ['no name', (data) => data.uns.set(null as never, 1), /must be text, not null/],
    [
      "the index's own name",
      (data) => data.obs.set('_index', new Float32Array(60)),
      /“_index” cannot be a name here: it is the index of obs/,
    ],
    ['too few rows', (data) => data.obs.set('short', [1, 2, 3]), /obs\/short has the shape 3, but 60 rows are needed/],
    ['a table for a column', (data) => data.obs.set('wide', matrix(60, 2)), /obs\/wide must be one column/],
    ['one value for a column', (data) => data.obs.set('one', 1), /of a single value, but 60 rows/],
    ['a turned layer', (data) => data.layers.set('x', matrix(24, 60)), /has the shape 24 × 60, but 60 × 24 is needed/],
    ['a graph that is not square', (data) => data.obsp.set('x', matrix(60, 59)), /60 × 60 is needed/],
    ['cells among genes', (data) => data.varm.set('x', matrix(60, 2)), /varm\/x has the shape 60 × 2, but 24 rows/],
    ['a list of mixed types', (data) => data.uns.set('x', ['a', 1] as never), /values of one type/],
  ])('are refused for %s, and nothing is changed', async (_, add, message) => {
    const data = await zoo();
    const before = String(data);
    expect(() => add(data)).toThrow(message);
    try {
      add(data);
    } catch (error) {
      expect(error).toMatchObject({ name: 'ShadowError' });
    }
    expect(String(data)).toBe(before);
    expect(data.additions()).toEqual([]);
  });

  it('refuses the name that the index has in this file', async () => {
    const data = (await open(join(FIXTURES, 'legacy-0.7.h5ad'))) as AnnDataShadow;
    expect(data.var.index.name).toBe('gene');
    expect(data.var.nameProblem('gene')).toMatchObject({ tag: 'invalid', path: 'var/gene' });
    expect(data.var.nameProblem('_index')).toMatchObject({ tag: 'invalid' });
    expect(data.obs.nameProblem('gene')).toBeNull();
    expect(data.uns.nameProblem('_index')).toBeNull();
  });

  it('fit into every slot, also where the file has none, and inside uns', async () => {
    const data = await zoo();
    data.layers.set('new', matrix(60, 24));
    data.obsp.set('new', matrix(60, 60));
    data.varp.set('new', matrix(24, 24));
    data.varm.set('new', matrix(24, 3));
    data.uns.set('new', 'text');
    data.raw?.varm.set('new', matrix(data.raw.nVars, 2));
    const dict = [...data.uns.values()].find((member) => member instanceof Slot) as Slot;
    dict.set('deep', [true, null]);
    expect((dict.get('deep') as ElemShadow).isAdded).toBe(true);
    expect(data.at(`${dict.path}/deep`).mark).toBe('▲');
    expect(String(dict)).toContain('deep▲');
    expect(() => data.uns.set(dict.name, 1)).toThrow(/holds additions, which would be lost/);
    const added = data.additions().map(({ path }) => path);
    expect(added).toContain('layers/new');
    expect(added).toContain(`${dict.path}/deep`);
    // What is counted can be found: each has its place in the tree and its mark.
    for (const path of added) expect(data.at(path).mark, path).toBe('▲');
    expect(String(data)).toMatch(/layers:.*new▲/);
  });
});

describe('columns between a modality and the whole', () => {
  interface Column {
    readonly given: (string | number | boolean | null)[];
    readonly expected: unknown[];
  }
  const python = JSON.parse(readFileSync(join(FIXTURES, 'partly-shared.pull-obs.json'), 'utf8')) as Record<
    'pull' | 'push',
    Record<string, Column>
  >;
  const KINDS: Record<string, (given: Column['given']) => ValueInput> = {
    int8: (given) => Int8Array.from(given as number[]),
    uint16: (given) => Uint16Array.from(given as number[]),
    int64: (given) => BigInt64Array.from((given as number[]).map(BigInt)),
    float32: (given) => Float32Array.from(given as number[]),
    float64: (given) => Float64Array.from(given, (item) => (item === null ? Number.NaN : Number(item))),
    bool: (given) => given as boolean[],
    string: (given) => given as string[],
    nullable_bool: (given) => given as (boolean | null)[],
    nullable_int: (given) => ({
      kind: 'numeric',
      dtype: 'int32',
      shape: [given.length],
      data: Int32Array.from(given, Number),
      mask: Uint8Array.from(given, (item) => (item === null ? 1 : 0)),
    }),
    category: (given) => {
      const categories = ['z', 'x', 'ß', 'unused'];
      const codes = Int8Array.from(given, (item) => categories.indexOf(item as string));
      const bytes = new TextEncoder().encode(categories.join(''));
      return {
        kind: 'categorical',
        shape: [given.length],
        codes,
        categories: { kind: 'string', shape: [4], bytes, offsets: Uint32Array.of(0, 1, 2, 4, 10) },
        ordered: true,
      };
    },
  };
  const plain = (value: ArrayValue): unknown[] =>
    toArray(value).map((item) => (typeof item === 'bigint' ? Number(item) : Number.isNaN(item) ? null : item));

  it.each(Object.entries(python.pull))('pulls %s as mudata does', async (kind, { given, expected }) => {
    const data = await partlyShared();
    const { obs } = data.modality('rna');
    obs.set('column', (KINDS[kind] as (typeof KINDS)[string])(given));
    await data.pullObs('rna', 'column', { name: 'pulled' });
    expect(plain(await data.obs.column('pulled'))).toEqual(expected);
    expect(data.obs.get('pulled')?.dtype).toBe(obs.get('column')?.dtype);
    expect(data.obs.get('pulled')?.mark).toBe('▲');
  });

  it.each(Object.entries(python.push))('pushes %s as mudata does', async (kind, { given, expected }) => {
    const data = await partlyShared();
    data.obs.set('column', (KINDS[kind] as (typeof KINDS)[string])(given));
    await data.pushObs('prot', 'column');
    expect(plain(await data.modality('prot').obs.column('column'))).toEqual(expected);
  });

  it('keeps the categories, their order and their colours', async () => {
    const data = await partlyShared();
    await data.pullObs('rna', 'cell_type');
    const own = await data.obsVector({ mod: 'rna', kind: 'obs', column: 'cell_type' });
    const pulled = await data.obsVector({ kind: 'obs', column: 'cell_type' });
    expect(pulled).toEqual(own);
    expect([...pulled.values].filter((code) => code === -1)).toHaveLength(7);
    const colors = data.colorsElement({ mod: 'rna', kind: 'obs', column: 'cell_type' });
    expect(colors?.path).toBe('uns/rna:cell_type_colors');
    expect(data.colorsElement({ kind: 'obs', column: 'cell_type' })).toBeNull();
  });

  it('tells a wrong name before it reads', async () => {
    const data = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
    await expect(data.pullObs('rna', 'celltype', { name: '_index' })).rejects.toMatchObject({ tag: 'invalid' });
    expect(data.session.cache.bytes('')).toBe(0);
    await expect(data.pullObs('rna', 'nothing')).rejects.toMatchObject({ tag: 'not-found' });
    await expect(data.pullObs('nobody', 'celltype')).rejects.toMatchObject({ tag: 'not-found' });
    await data.pullObs('rna', 'celltype');
    expect(data.obs.get('celltype')).toBeInstanceOf(ElemShadow);
  });
});
