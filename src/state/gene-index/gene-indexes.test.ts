import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AnnDataShadow, ElemShadow, open, ShadowError, type VarRef } from '../../shadow/index.ts';
import { FIXTURES } from '../../testing/paths.ts';
import { createActivity } from '../activity.ts';
import { makeColoring } from '../plot/coloring.ts';
import { createPlot } from '../plot/plot.ts';
import { createQuestion } from '../question.ts';
import { createGeneIndexes, type GeneIndexesOptions } from './gene-indexes.ts';
import { whenQuiet } from './quiet.ts';
import { indexRows, keptBytes } from './rows.ts';

const GENE: VarRef = { kind: 'var', name: '7' };
const IN_GZIP: VarRef = { ...GENE, layer: 'gzip' };

// Node has no frames.
vi.stubGlobal('requestAnimationFrame', setTimeout);
vi.stubGlobal('cancelAnimationFrame', clearTimeout);

/** A browser's, whose page is loaded anew. */
function stubStorage(): Map<string, string> {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
  return stored;
}

function loadPage(options: Partial<GeneIndexesOptions> = {}) {
  const activity = createActivity();
  const plot = createPlot(activity);
  const question = createQuestion();
  const told: string[] = [];
  const indexes = createGeneIndexes({ activity, plot, question, tell: (text) => told.push(text), pause: 0, ...options });
  const statuses = (): string[] => indexes.getState().matrices.map(({ path, status }) => `${path} ${status}`);
  const background: string[] = [];
  activity.subscribe(({ tasks }) => {
    const running = tasks.filter(({ isBackground }) => isBackground).map(({ label }) => label);
    if (running.length > 0 && running.join() !== background.at(-1)) background.push(running.join());
  });
  return { activity, plot, question, told, indexes, statuses, background };
}

/** What waited for quiet before has begun. */
const quiet = ({ activity }: ReturnType<typeof loadPage>): Promise<void> => whenQuiet(activity, 0, new AbortController().signal);

let data: AnnDataShadow;
let stored: Map<string, string>;

async function openIn({ plot, indexes }: ReturnType<typeof loadPage>, isRemote = false): Promise<void> {
  data = (await open(await openAsBlob(join(FIXTURES, 'scans.h5ad')))) as AnnDataShadow;
  indexes.start(data, { isRemembered: true, isRemote });
  await plot.start(data);
}

beforeEach(() => {
  stored = stubStorage();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await data.close();
});

describe('indexes of genes', () => {
  it('are built once a gene of the matrix is drawn, one after the other, and nobody waits for them', async () => {
    const page = loadPage();
    await openIn(page);
    const list = vi.spyOn(data, 'keptIndexes');
    await page.plot.colorBy(IN_GZIP);
    await page.plot.colorBy({ kind: 'set', names: ['7', '20'] });
    await page.activity.idle();
    expect(page.statuses()).toContain('layers/gzip waiting');
    await expect.poll(page.statuses).toEqual(['layers/gzip complete', 'X complete']);
    expect(page.background).toEqual(['Indexing the genes of layers.gzip', 'Indexing the genes of X']);
    expect((await data.X?.index())?.done).toBe(1);
    // Whoever shows what is kept asks for it. In Node there is no store.
    expect(list).not.toHaveBeenCalled();
    await page.indexes.look();
    expect(page.indexes.getState().hasStore).toBe(false);
    const rows = indexRows('scans.h5ad', page.indexes.getState().matrices, [
      { key: 'k', bytes: 5, head: { file: 'a', path: 'mod/rna/X' } },
    ]);
    expect(rows.map(({ file, matrix, key }) => [file, matrix, key])).toEqual([
      ['scans.h5ad', 'layers.gzip', null],
      ['scans.h5ad', 'X', null],
      ['a', 'rna.X', 'k'],
    ]);
    expect(keptBytes(rows)).toBe(5);
  });

  it('of a file behind a URL are built only for who asks for them: they take the whole matrix', async () => {
    const page = loadPage();
    await openIn(page, true);
    const build = vi.spyOn(ElemShadow.prototype, 'buildIndex');
    await page.plot.colorBy(GENE);
    await expect.poll(page.statuses).toEqual(['X stopped']);
    expect(build).not.toHaveBeenCalled();
    expect(page.question.getState().asked).toBeNull();
    page.indexes.goOn('X');
    await expect.poll(page.statuses).toEqual(['X complete']);
  });

  it('do not begin while the user waits for something', async () => {
    const page = loadPage();
    await openIn(page);
    const build = vi.spyOn(ElemShadow.prototype, 'buildIndex');
    let end: () => void = () => {};
    const reading = page.activity.run('Reading', null, () => new Promise<void>((resolve) => (end = resolve)));
    await page.plot.colorBy(GENE);
    await expect.poll(page.statuses).toEqual(['X waiting']);
    await new Promise((resolve) => setTimeout(resolve));
    expect(build).not.toHaveBeenCalled();
    end();
    await reading;
    await expect.poll(page.statuses).toEqual(['X complete']);
    expect(build).toHaveBeenCalled();
  });

  it('do not begin with a part of a gene, which may be given up', async () => {
    const page = loadPage();
    await openIn(page);
    const index = vi.spyOn(ElemShadow.prototype, 'index');
    // As while a gene is read that takes long.
    page.plot.setState({ coloring: makeColoring(GENE, { values: new Float32Array(data.nObs).fill(Number.NaN, 1) }, null, 0, true) });
    await quiet(page);
    expect(index).not.toHaveBeenCalled();
    index.mockRestore();
    await page.plot.colorBy(GENE);
    await expect.poll(page.statuses).toEqual(['X complete']);
  });

  it('are not built while switched off; switched on, for what is drawn', async () => {
    const page = loadPage();
    page.indexes.setOn(false);
    await openIn(page);
    const index = vi.spyOn(ElemShadow.prototype, 'index');
    await page.plot.colorBy(GENE);
    await quiet(page);
    expect(index).not.toHaveBeenCalled();
    expect(loadPage().indexes.getState().isOn).toBe(false);
    page.indexes.setOn(true);
    await expect.poll(page.statuses).toEqual(['X complete']);
  });

  it('that are cancelled stay as they are until the user goes on', async () => {
    const page = loadPage();
    await openIn(page);
    const stop = page.activity.subscribe(({ tasks }) => {
      for (const task of tasks) if (task.isBackground) task.cancel();
    });
    await page.plot.colorBy(GENE);
    await expect.poll(page.statuses).toEqual(['X stopped']);
    stop();
    const index = vi.spyOn(ElemShadow.prototype, 'index');
    await page.plot.colorBy(null);
    await page.plot.colorBy(GENE);
    await quiet(page);
    expect(index).not.toHaveBeenCalled();
    page.indexes.goOn('X');
    await expect.poll(page.statuses).toEqual(['X complete']);
    await page.indexes.forget('all');
    expect(page.statuses()).toEqual(['X stopped']);
    expect((await data.X?.index())?.done).toBe(0);
  });

  it('stop with the file', async () => {
    const page = loadPage();
    await openIn(page);
    const signals: AbortSignal[] = [];
    vi.spyOn(ElemShadow.prototype, 'buildIndex').mockImplementation(
      ({ signal } = {}) =>
        new Promise((_, reject) => {
          signals.push(signal as AbortSignal);
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    await page.plot.colorBy(GENE);
    await expect.poll(page.statuses).toEqual(['X building']);
    await page.indexes.stop();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(page.statuses()).toEqual([]);
    expect(page.activity.getState().tasks).toEqual([]);
  });

  it('that are large are asked for: no is for this file and this page, yes for ever', async () => {
    const page = loadPage({ askAbove: 1 });
    await openIn(page);
    const asked = () => page.question.getState().asked;
    await page.plot.colorBy(GENE);
    await expect.poll(asked).toMatchObject({ kind: 'room', matrix: 'X' });
    page.question.close();
    await expect.poll(page.statuses).toEqual(['X stopped']);
    await page.plot.colorBy(IN_GZIP);
    await expect.poll(page.statuses).toEqual(['X stopped', 'layers/gzip stopped']);
    expect(asked()).toBeNull();
    await data.close();

    const next = loadPage({ askAbove: 1 });
    await openIn(next);
    await next.plot.colorBy(GENE);
    await expect.poll(() => next.question.getState().asked).not.toBeNull();
    const question = next.question.getState().asked;
    if (question?.kind === 'room') question.answer(true);
    next.question.close();
    await expect.poll(next.statuses).toEqual(['X complete']);
    await data.close();

    const last = loadPage({ askAbove: 1 });
    await openIn(last);
    await last.plot.colorBy(GENE);
    await expect.poll(last.statuses).toEqual(['X complete']);
    expect(last.question.getState().asked).toBeNull();
  });

  it('without room are said to be so once, and are no error', async () => {
    const page = loadPage();
    await openIn(page);
    vi.spyOn(ElemShadow.prototype, 'buildIndex').mockRejectedValue(new ShadowError({ tag: 'unsupported', message: 'no room' }));
    await page.plot.colorBy(GENE);
    await page.plot.colorBy(IN_GZIP);
    await expect.poll(page.statuses).toEqual(['X no room', 'layers/gzip no room']);
    expect(page.told).toEqual(['There is no room for an index of X']);
    expect(page.plot.getState().errors.color).toBeNull();
  });

  it('that are to be forgotten are written down before they are begun, and struck out when they are gone', async () => {
    const page = loadPage();
    page.indexes.setForgetting(true);
    await openIn(page);
    // As where there is a store.
    vi.spyOn(ElemShadow.prototype, 'index').mockResolvedValue({ done: 0, bytes: 1000, key: 'its key' });
    vi.spyOn(ElemShadow.prototype, 'buildIndex').mockImplementation(async () => {
      expect(stored.get('umbra.index.forget')).toBe('["its key"]');
    });
    await page.plot.colorBy(GENE);
    await expect.poll(page.statuses).toEqual(['X complete']);
    page.indexes.setForgetting(false);
    expect(stored.has('umbra.index.forget')).toBe(false);
    page.indexes.setForgetting(true);
    expect(stored.get('umbra.index.forget')).toBe('["its key"]');
    const forget = vi.spyOn(data, 'forgetIndexes');
    await page.indexes.stop();
    expect(forget.mock.calls.map(([which]) => which)).toEqual(['this file']);
    expect(stored.has('umbra.index.forget')).toBe(false);
    // What a page left behind that was gone too soon is finished by the next.
    stored.set('umbra.index.forget', '["left behind"]');
    loadPage();
    await expect.poll(() => stored.has('umbra.index.forget')).toBe(false);
  });
});
