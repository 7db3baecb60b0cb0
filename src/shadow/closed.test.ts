import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../testing/paths.ts';
import {
  type AnnDataShadow,
  type DataFrameShadow,
  type ElemShadow,
  type MuDataShadow,
  open,
  ShadowNode,
  type Slot,
  toValue,
} from './index.ts';

/** What each method does once the file is closed: it says so, or it says what was known and does nothing, with these arguments if it has any. */
type Case = 'harmless' | { readonly harmless: readonly unknown[] } | ((shadow: never) => unknown);
type Cases = Readonly<Record<string, Case>>;

const COMMON: Cases = {
  name: 'harmless',
  shape: 'harmless',
  mark: 'harmless',
  isAdded: 'harmless',
  isCached: 'harmless',
  cachedBytes: 'harmless',
  problem: 'harmless',
  children: 'harmless',
  at: (shadow: ShadowNode) => shadow.at(''),
  pin: (shadow: ShadowNode) => shadow.pin(),
  clearCache: (shadow: ShadowNode) => shadow.clearCache(),
};

const ELEMENT: Cases = {
  ...COMMON,
  dtype: 'harmless',
  encoding: 'harmless',
  isWhole: 'harmless',
  peek: 'harmless',
  read: (shadow: ElemShadow) => shadow.read(),
  sample: (shadow: ElemShadow) => shadow.sample(),
  index: (shadow: ElemShadow) => shadow.index(),
  buildIndex: (shadow: ElemShadow) => shadow.buildIndex(),
  sum: (shadow: ElemShadow) => shadow.sum(Uint32Array.of(0)),
  slice: (shadow: ElemShadow) => shadow.slice([0, 1]),
  select: (shadow: ElemShadow) => shadow.select([[0, 1]]),
};

const MAP: Cases = {
  ...COMMON,
  get: { harmless: ['leiden'] },
  has: { harmless: ['leiden'] },
  keys: 'harmless',
  values: 'harmless',
  entries: 'harmless',
  'Symbol(Symbol.iterator)': 'harmless',
  size: 'harmless',
  edition: 'harmless',
  isInFile: { harmless: ['leiden'] },
  nameProblem: { harmless: ['new'] },
  reservedNames: 'harmless',
  assertFits: { harmless: [toValue(new Float32Array(700)), 'new'] },
  set: (shadow: Slot) => shadow.set('new', new Float32Array(700)),
  delete: (shadow: Slot) => shadow.delete('no such thing'),
};

const FRAME: Cases = {
  ...MAP,
  column: (shadow: DataFrameShadow) => shadow.column('no such column'),
  read: (shadow: DataFrameShadow) => shadow.read(),
};

const DATA: Cases = {
  ...COMMON,
  nObs: 'harmless',
  nVars: 'harmless',
  obsNames: 'harmless',
  varNames: 'harmless',
  isClosed: 'harmless',
  slots: 'harmless',
  additions: 'harmless',
  addEventListener: { harmless: ['change', () => {}] },
  removeEventListener: { harmless: ['change', () => {}] },
  stats: 'harmless',
  keptIndexes: (shadow: AnnDataShadow) => shadow.keptIndexes(),
  forgetIndexes: (shadow: AnnDataShadow) => shadow.forgetIndexes('all'),
  keepFetched: (shadow: AnnDataShadow) => shadow.keepFetched(true),
  keptFiles: (shadow: AnnDataShadow) => shadow.keptFiles(),
  forgetFiles: (shadow: AnnDataShadow) => shadow.forgetFiles('all'),
  close: 'harmless',
  colorsElement: { harmless: [{ kind: 'obs', column: 'leiden' }] },
  obsVector: (data: AnnDataShadow) => data.obsVector({ kind: 'obs', column: 'leiden' }),
  varVector: (data: AnnDataShadow) => data.varVector({ kind: 'var', column: 'no such column' }),
  isView: 'harmless',
  view: (data: AnnDataShadow) => data.view([0, 1]),
  categoryColors: (data: AnnDataShadow) => data.categoryColors({ kind: 'obs', column: 'without colours' }),
  embedding: (data: AnnDataShadow) => data.embedding({ key: 'X_nothing', components: [0, 1] }),
};

const MUDATA: Cases = {
  ...DATA,
  modality: (data: MuDataShadow) => data.modality('rna'),
  cellMap: (data: MuDataShadow) => data.cellMap('rna'),
  geneMap: (data: MuDataShadow) => data.geneMap('rna'),
  pullObs: (data: MuDataShadow) => data.pullObs('rna', 'celltype'),
  pushObs: (data: MuDataShadow) => data.pushObs('rna', 'leiden'),
};

const RAW: Cases = { ...COMMON, nObs: 'harmless', nVars: 'harmless', varNames: 'harmless' };

/** All that a class and those above it define, down to ShadowNode. */
function membersOf(shadow: object): string[] {
  const names = new Set<string>();
  for (let at = Object.getPrototypeOf(shadow); at instanceof ShadowNode || at === ShadowNode.prototype; at = Object.getPrototypeOf(at)) {
    for (const key of Reflect.ownKeys(at)) names.add(String(key));
  }
  // What text says has a test of its own.
  for (const name of ['constructor', 'toString']) names.delete(name);
  return [...names].sort();
}

async function closed(): Promise<Record<string, readonly [ShadowNode, Cases]>> {
  const mdata = (await open(join(EXAMPLES, 'citeseq.h5mu'))) as MuDataShadow;
  const rna = mdata.modality('rna');
  await mdata.obs.column('leiden');
  mdata.obs.set('mine', new Float32Array(700));
  const view = await mdata.view(Uint32Array.from({ length: 700 }, (_, i) => 699 - i));
  const shadows = {
    MuData: [mdata, MUDATA],
    AnnData: [rna, DATA],
    raw: [rna.raw as ShadowNode, RAW],
    obs: [mdata.obs, FRAME],
    obsm: [mdata.obsm, MAP],
    nested: [rna.uns.at('leiden'), MAP],
    column: [mdata.obs.get('leiden') as ElemShadow, ELEMENT],
    added: [mdata.obs.get('mine') as ElemShadow, ELEMENT],
    X: [rna.X as ElemShadow, ELEMENT],
    view: [view, MUDATA],
    'obs of a view': [view.obs, FRAME],
    'X of a view': [view.modality('rna').X as ElemShadow, ELEMENT],
    'map of a view': [view.obsmap.get('rna') as ElemShadow, ELEMENT],
  } as const;
  await mdata.close();
  return shadows;
}

const HOW = { tag: 'closed', record: { message: 'citeseq.h5mu is closed.', hint: expect.stringContaining('Open it again') } };

describe('after closing', async () => {
  const shadows = await closed();

  it.each(Object.keys(shadows))('every method of %s says so, or is harmless', async (name) => {
    const [shadow, cases] = shadows[name] as NonNullable<(typeof shadows)[string]>;
    // A new method has to be thought of here.
    expect(membersOf(shadow)).toEqual(Object.keys(cases).sort());
    for (const [method, use] of Object.entries(cases)) {
      if (typeof use === 'function') {
        const attempt = (async () => use(shadow as never))();
        await expect(attempt, method).rejects.toMatchObject(HOW);
        continue;
      }
      const member = (shadow as unknown as Record<string | symbol, unknown>)[method.startsWith('Symbol') ? Symbol.iterator : method];
      if (typeof member === 'function') await member.apply(shadow, use === 'harmless' ? [] : use.harmless);
    }
  });

  it('the text says so, for each kind', () => {
    const texts = Object.fromEntries(Object.entries(shadows).map(([name, [shadow]]) => [name, String(shadow)]));
    expect(texts).toEqual({
      MuData: 'MuData Shadow object, closed\n',
      AnnData: 'AnnData Shadow object, closed\n',
      raw: 'raw, closed\n',
      obs: 'obs, closed\n',
      obsm: 'obsm, closed\n',
      nested: 'leiden, closed\n',
      column: 'leiden, closed\n',
      added: 'mine, closed\n',
      X: 'X, closed\n',
      view: 'View of MuData Shadow object, closed\n',
      'obs of a view': 'obs, closed\n',
      'X of a view': 'X, closed\n',
      'map of a view': 'rna, closed\n',
    });
  });

  it('nothing is held any more', () => {
    const mdata = shadows['MuData']?.[0] as MuDataShadow;
    expect(mdata.session.cache.bytes('')).toBe(0);
    expect(mdata.session.additions.bytes).toBe(0);
    expect((shadows['added']?.[0] as ElemShadow | undefined)?.peek()).toBeNull();
    expect(mdata.additions()).toEqual([]);
    expect(mdata.stats().heap).toBe(0);
  });
});

describe('closing', () => {
  const file = join(EXAMPLES, 'citeseq.h5mu');

  it('rejects what is being read, whoever waits for it', async () => {
    const mdata = (await open(file)) as MuDataShadow;
    const rna = mdata.modality('rna');
    const pending = [
      rna.X?.read(),
      rna.X?.read(),
      rna.X?.sample(),
      rna.obs.read(),
      mdata.obsVector({ mod: 'rna', kind: 'var', name: 'CD3D' }),
      mdata.pullObs('rna', 'celltype'),
    ];
    const settled = Promise.allSettled(pending);
    await mdata.close();
    for (const result of await settled) expect(result).toMatchObject({ status: 'rejected', reason: HOW });
    expect(mdata.session.cache.bytes('')).toBe(0);
  });

  it('through a modality closes the file; closing again does nothing; opening again works', async () => {
    const first = (await open(file)) as MuDataShadow;
    const heard: string[] = [];
    first.addEventListener('change', ({ change }) => heard.push(change));
    await first.modality('rna').close();
    await first.close();
    expect(first.isClosed).toBe(true);
    expect(heard).toEqual(['closed']);
    const again = (await open(file)) as MuDataShadow;
    expect((await again.obs.column('leiden')).shape).toEqual([700]);
    await expect(first.obs.column('leiden')).rejects.toMatchObject({ tag: 'closed' });
    await again.close();
  });

  it('while a file is being opened: what gave up gets an error, and the next opens', async () => {
    const controller = new AbortController();
    const opening = open(file, { signal: controller.signal });
    controller.abort();
    await expect(opening).rejects.toMatchObject({ tag: 'aborted' });
    const next = await open(file);
    expect(next.isClosed).toBe(false);
    await next.close();
  });
});
