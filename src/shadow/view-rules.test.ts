import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EXAMPLES, FIXTURES } from '../testing/paths.ts';
import {
  type AnnDataShadow,
  type AxisSelection,
  type BooleanArray,
  type DataFrameShadow,
  type ElemShadow,
  type MuDataShadow,
  open,
  readNames,
  ShadowError,
  type Slot,
  toArray,
} from './index.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const data of opened.splice(0)) await data.close();
});

async function openFile<Data extends AnnDataShadow | MuDataShadow>(file: string): Promise<Data> {
  const data = (await open(file)) as Data;
  opened.push(data);
  return data;
}
const zoo = () => openFile<AnnDataShadow>(join(FIXTURES, 'zoo.h5ad'));

describe('additions and views', () => {
  it('of the parent are in the view, also later ones; to the view nothing is added', async () => {
    const data = await zoo();
    const positions = new Uint32Array([7, 3]);
    const [before, score] = [Array.from({ length: 60 }, (_, i) => i), Float32Array.from({ length: 60 }, (_, i) => i / 2)];
    data.obs.set('before', before);
    const view = await data.view(positions, [0, 4]);
    data.obs.set('score', score);
    data.layers.set('mine', {
      kind: 'numeric',
      dtype: 'float32',
      shape: [60, 24],
      data: Float32Array.from({ length: 60 * 24 }, (_, i) => i),
    });
    expect(String(view.obs)).toContain('before▲, score▲');
    expect(toArray(await view.obs.column('before'))).toEqual([7, 3]);
    expect((await view.obsVector({ kind: 'obs', column: 'score' })).values).toEqual(Float32Array.of(3.5, 1.5));
    expect(toArray(await (view.layers.get('mine') as ElemShadow).slice(1))).toEqual([72, 73, 74, 75]);
    data.obs.delete('score');
    expect([view.obs.has('score'), view.obs.edition, view.additions().length]).toEqual([false, data.obs.edition, 2]);

    const texts = [String(data), String(view)];
    for (const [map, value] of [
      [view.obs, [1, 2]],
      [view.var, [1, 2, 3, 4]],
      [view.obsm, new Float32Array(2)],
      [view.uns, 5],
      [view.uns.at('nested') as Slot, 5],
      [view.obsm.get('frame') as DataFrameShadow, [1, 2]],
    ] as [Slot, never][]) {
      expect(() => map.set('new', value)).toThrow('is in a view');
      expect(map.nameProblem('new')).toMatchObject({ tag: 'invalid', hint: expect.stringContaining('parent') });
    }
    expect(() => view.obs.delete('before')).toThrow('is in a view');
    expect(view.obs.delete('no such column')).toBe(false);
    expect([String(data), String(view)]).toEqual(texts);
  });

  it('of a MuData’s view are refused before anything is read', async () => {
    const data = await openFile<MuDataShadow>(join(EXAMPLES, 'citeseq.h5mu'));
    const view = await data.view([0, 10]);
    const { read } = data.stats();
    await expect(view.pullObs('rna', 'celltype')).rejects.toThrow('obs/celltype is in a view');
    await expect(view.pushObs('rna', 'leiden')).rejects.toThrow('mod/rna/obs/leiden is in a view');
    expect(data.stats().read).toBe(read);
  });
});

describe('what is asked for', () => {
  it('can be a boolean column, as it was read', async () => {
    const data = await zoo();
    const flag = (await data.obs.column('flag')) as BooleanArray;
    const view = await data.view(flag);
    expect(view.nObs).toBe(flag.data.filter(Boolean).length);
    expect(toArray(await view.obs.column('flag'))).toEqual(new Array(view.nObs).fill(true));
    await expect(data.view((await data.obs.column('nullable_bool')) as BooleanArray)).rejects.toThrow('has missing values');
  });

  it('is all of it, or nothing', async () => {
    const data = await zoo();
    const all = await data.view([0, 100], new Array(24).fill(true));
    expect([all.shape, all.isView, all.X === data.X, all.obsNames === data.obsNames]).toEqual([[60, 24], true, true, true]);
    const none = await data.view([], []);
    expect([none.shape, await readNames(none.obsNames), (await none.X?.slice(null))?.shape]).toEqual([[0, 0], [], [0, 0]]);
    expect((await none.view(null)).shape).toEqual([0, 0]);
  });

  it.each<[AxisSelection | number[], string, string]>([
    ['nobody', 'not-found', 'There is no “nobody” among the 60 names of obs/_index.'],
    [['cell1', 'nobody'], 'not-found', 'There is no “nobody”'],
    [60, 'invalid', 'There is no cell 60: it runs from 0 to 59.'],
    [-1, 'invalid', 'There is no cell -1'],
    [[-3, 5], 'invalid', 'There is no cell -3'],
    [[5, 3], 'invalid', 'This does not say which cells are meant.'],
    [[5, 3, 1], 'invalid', 'This does not say which cells are meant.'],
    [new Uint32Array([3, 60]), 'invalid', 'There is no cell 60'],
    [new Uint8Array([5, 3]), 'mismatch', 'A mask has one value for each of the 60 cells, but this one has 2.'],
    [new Uint8Array(60).fill(2), 'invalid', 'This does not say'],
    [[true, false], 'mismatch', 'this one has 2'],
    [['cell1', 5] as never, 'invalid', 'This does not say'],
    [new Float32Array(60) as never, 'invalid', 'This does not say'],
    [undefined as never, 'invalid', 'This does not say'],
  ])('is refused where it is not there or not clear: %o', async (cells, tag, message) => {
    const data = await zoo();
    const refusal = await data.view(cells as AxisSelection).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ShadowError);
    expect(refusal).toMatchObject({ tag, message: expect.stringContaining(message) });
  });

  it('is refused for a name that several genes have', async () => {
    const data = await openFile<AnnDataShadow>(join(FIXTURES, 'ensembl.h5ad'));
    const names = await readNames(data.varNames);
    const repeated = names.find((name, i) => names.indexOf(name) !== i) as string;
    expect(repeated).toBeDefined();
    await expect(data.view(null, [names[0] as string, repeated])).rejects.toThrow(`“${repeated}” is the name of several rows of var/`);
    expect((await data.view(null, names.find((name) => names.lastIndexOf(name) === names.indexOf(name)) as string)).nVars).toBe(1);
  });
});
