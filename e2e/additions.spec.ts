/** Adding to the object: from the tree and from a page, undone, asked about before it is lost; and closing. */
import { readFileSync } from 'node:fs';
import type { Dialog, Locator } from '@playwright/test';
import type { ElemShadow, MuDataShadow } from '../src/shadow/index.ts';
import { CITESEQ, expect, FIXTURES, PBMC, test, type CellsViewer as UmbraViewer, type ViewerPage } from './viewer.ts';

const tree = (viewer: ViewerPage): Promise<string> => viewer.element.evaluate((element: UmbraViewer) => element.tree());

const dialog = (viewer: ViewerPage): Locator => viewer.page.getByRole('dialog');
const field = (viewer: ViewerPage): Locator => dialog(viewer).getByRole('textbox');
const chip = (viewer: ViewerPage): Locator => viewer.page.getByRole('button', { name: /additions?, not saved/ });

/** In the open menu, by its arrow keys. */
async function chooseByKeys({ page }: ViewerPage, item: string): Promise<void> {
  await expect(page.getByRole('menu')).toBeFocused();
  const highlighted = page.locator('[role=menuitem][data-highlighted]');
  const count = await page.getByRole('menuitem').count();
  for (let i = 0, last = ''; i < count && last !== item; i++) {
    await page.keyboard.press('ArrowDown');
    await expect(highlighted).not.toHaveText(last || 'nothing');
    last = await highlighted.innerText();
  }
  await expect(highlighted).toHaveText(item);
  await page.keyboard.press('Enter');
}

/** Through the menu of an element, by a name; '' leaves the one that is offered. */
async function add(viewer: ViewerPage, path: string, item: string, name = ''): Promise<void> {
  await viewer.choose(path, item);
  await expect(field(viewer)).toBeFocused();
  if (name) await viewer.page.keyboard.type(name);
  await viewer.page.keyboard.press('Enter');
  await expect(dialog(viewer)).toHaveCount(0);
  await viewer.idle();
}

async function openRna(viewer: ViewerPage, slot: string): Promise<void> {
  for (const path of ['mod/rna', `mod/rna/${slot}`]) {
    if ((await viewer.treeItem(path).getAttribute('aria-expanded')) !== 'true') await viewer.treeItem(path).click();
  }
}

async function closeByMenu(viewer: ViewerPage, file: string): Promise<void> {
  await viewer.page.getByRole('button', { name: file }).click();
  await viewer.page.getByRole('menuitem', { name: 'Close' }).click();
}

test('cells 25 to 27 of the notebook, by pointer and by keyboard', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(CITESEQ);
  await openRna(viewer, 'obs');

  // mdata.obs['celltype'] = mdata['rna'].obs.celltype, without the colours
  await viewer.choose('mod/rna/obs/celltype', 'Copy to obs of all cells…');
  await expect(field(viewer)).toHaveValue('celltype');
  await dialog(viewer).getByRole('checkbox', { name: 'With its colours' }).uncheck();
  await dialog(viewer).getByRole('button', { name: 'Copy' }).click();
  await expect(viewer.treeItem('obs/celltype')).toBeInViewport();
  await expect(viewer.treeItem('obs/celltype')).toHaveAttribute('aria-selected', 'true');
  await expect(viewer.treeItem('obs/celltype').getByRole('img', { name: 'added, not saved' })).toBeVisible();
  await viewer.idle();
  expect(await tree(viewer)).toMatch(/\n {2}obs:\t_index.*louvain.*, celltype▲\n/);

  // mdata.uns['celltype_colors'] = mdata['rna'].uns['celltype_colors'], by keyboard
  await openRna(viewer, 'uns');
  await viewer.treeItem('mod/rna/uns/celltype_colors').focus();
  await page.keyboard.press('Shift+F10');
  await chooseByKeys(viewer, 'Copy to uns of all cells…');
  await expect(field(viewer)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(viewer.treeItem('uns/celltype_colors')).toBeInViewport();
  // The focus is where it was before.
  await expect(viewer.treeItem('mod/rna/uns/celltype_colors')).toBeFocused();
  await viewer.idle();
  expect(await tree(viewer)).toMatch(/\n {2}uns:\t.*wnnᐁ?, celltype_colors▲\n/);

  // mu.pl.mofa(mdata, color='celltype'), with the copied colours
  await viewer.choose('obs/celltype', 'Colour the cells by it');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'celltype');
  await expect(viewer.legend.getByRole('checkbox')).toHaveCount(13);
  const swatches = (): Promise<string[]> =>
    viewer.legend
      .getByRole('checkbox')
      .evaluateAll((boxes) =>
        boxes.map((box) =>
          [...(box.parentElement as HTMLElement).querySelectorAll('*'), box]
            .map((part) => getComputedStyle(part).backgroundColor)
            .join(' '),
        ),
      );
  const copied = await swatches();
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ mod: 'rna', kind: 'obs', column: 'celltype' }));
  expect(await swatches()).toEqual(copied);
  expect(new Set(copied).size).toBe(13);

  // mdata.obsm['X_mofa_copy'] = mdata.obsm['X_mofa'].copy()
  await add(viewer, 'obsm/X_mofa', 'Copy under a new name…');
  expect(await tree(viewer)).toMatch(/\n {2}obsm:\tX_mofaᐁ.*rna, X_mofa_copy▲\n/);
  await expect(viewer.treeItem('obsm/X_mofa_copy')).toContainText('700 × 10');
  await viewer.choose('obsm/X_mofa_copy', 'Draw the cells in it');
  await viewer.idle();
  await expect(page.getByRole('combobox', { name: /Embedding: X_mofa_copy/ })).toBeVisible();

  // mdata.clear_cache(): they stay
  await expect(chip(viewer)).toHaveText('3');
  await viewer.element.evaluate((element: UmbraViewer) => element.shadow?.clearCache());
  const cleared = await tree(viewer);
  expect(cleared).not.toContain('ᐁ');
  for (const name of ['celltype▲', 'celltype_colors▲', 'X_mofa_copy▲']) expect(cleared).toContain(name);
  expect(cleared.match(/▲/g)).toHaveLength(3);
  const read = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const data = element.shadow as MuDataShadow;
    const copy = (await (data.obsm.get('X_mofa_copy') as ElemShadow).read()) as { data: Float32Array };
    const original = (await (data.obsm.get('X_mofa') as ElemShadow).read()) as { data: Float32Array };
    return { same: copy.data.every((item, i) => item === original.data[i]), shared: copy.data.buffer === original.data.buffer };
  });
  expect(read).toEqual({ same: true, shared: false });
});

test('a name is checked while it is typed; nothing is added until it is good', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(CITESEQ);
  await openRna(viewer, 'obs');
  await viewer.choose('mod/rna/obs/celltype', 'Copy to obs of all cells…');
  const copy = dialog(viewer).getByRole('button', { name: 'Copy' });
  for (const [name, words] of [
    ['', /must not be empty/],
    ['..', /“\.\.” cannot be a name/],
    ['a/b', /a slash divides/],
    ['_index', /the index of obs/],
  ] as const) {
    await field(viewer).fill(name);
    await expect(dialog(viewer)).toContainText(words);
    await expect(field(viewer)).toHaveAttribute('aria-invalid', 'true');
    await expect(copy).toBeDisabled();
    await page.keyboard.press('Enter');
    await expect(dialog(viewer)).toBeVisible();
  }
  const height = (await dialog(viewer).boundingBox())?.height;
  await field(viewer).fill('leiden_wnn');
  await expect(dialog(viewer)).toContainText('stand in for the file’s obs/leiden_wnn and uns/leiden_wnn_colors until it is removed');
  await expect(copy).toBeEnabled();
  expect((await dialog(viewer).boundingBox())?.height).toBe(height);
  await page.keyboard.press('Escape');
  await expect(dialog(viewer)).toHaveCount(0);
  await expect(viewer.treeItem('mod/rna/obs/celltype')).toBeFocused();
  expect(await tree(viewer)).not.toContain('▲');
  await expect(chip(viewer)).toHaveCount(0);
});

test('an addition stands in for what is in the file, in the plot and the table, until it is removed', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'obs', column: 'leiden' }));
  const first = viewer.tables.locator('[data-row="0"][data-column="1"]');
  await expect(viewer.tables.getByRole('columnheader').nth(1)).toHaveText('leiden');
  const before = { cell: await first.innerText(), categories: await viewer.legend.getByRole('checkbox').count() };
  await openRna(viewer, 'obs');
  await add(viewer, 'mod/rna/obs/celltype', 'Copy to obs of all cells…', 'leiden');
  await expect(viewer.legend.getByRole('checkbox')).toHaveText(Array.from({ length: 13 }, () => /[A-Za-z]/));
  await expect(first).toHaveText('CD8+ memory T');
  await viewer.choose('obs/leiden', 'Remove');
  await viewer.idle();
  await expect(viewer.legend.getByRole('checkbox')).toHaveCount(before.categories);
  await expect(first).toHaveText(before.cell);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'leiden');
});

test('rename and remove; what was shown is followed, or the plot says what it fell back to', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(CITESEQ);
  await openRna(viewer, 'obs');
  await add(viewer, 'mod/rna/obs/celltype', 'Copy to obs of all cells…');
  await viewer.choose('obs/celltype', 'Colour the cells by it');
  await add(viewer, 'obs/celltype', 'Rename…', 'label');
  expect(await tree(viewer)).toMatch(/louvainᐁ?, label▲\n/);
  expect(await tree(viewer)).toMatch(/wnnᐁ?, label_colors▲\n/);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'label');
  await expect(viewer.treeItem('obs/label')).toHaveAttribute('aria-selected', 'true');

  // From the list on top.
  await chip(viewer).click();
  await page.getByRole('button', { name: 'Remove obs/label', exact: true }).click();
  await viewer.idle();
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'rna: celltype');
  await expect(page.getByRole('alert')).toContainText('obs/label was removed: the cells are coloured by rna: celltype.');
  await expect(viewer.treeItem('obs/label')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('an embedding that is drawn and removed: another is drawn', async ({ viewer }) => {
  await viewer.open(CITESEQ);
  await add(viewer, 'obsm/X_wnn_umap', 'Copy under a new name…', 'X_mine');
  await viewer.choose('obsm/X_mine', 'Draw the cells in it');
  await viewer.idle();
  await viewer.choose('obsm/X_mine', 'Remove');
  await viewer.idle();
  await expect(viewer.page.getByRole('alert')).toContainText('obsm/X_mine was removed: the cells are drawn in X_umap.');
  await expect(viewer.page.getByRole('combobox', { name: /Embedding: X_umap/ })).toBeVisible();
});

test('cells that a modality lacks are missing in the copy', async ({ viewer }) => {
  await viewer.open(`${FIXTURES}/partly-shared.h5mu`);
  await openRna(viewer, 'obs');
  // Its colours are kept as rna:cell_type_colors.
  await add(viewer, 'mod/rna/obs/cell_type', 'Copy to obs of all cells…');
  await add(viewer, 'mod/rna/obs/score', 'Copy to obs of all cells…', 'rna_score');
  await viewer.element.evaluate((element: UmbraViewer) => element.colorBy({ kind: 'obs', column: 'cell_type' }));
  await expect(viewer.legend).toContainText(/missing\D*7/i);
  const missing = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const data = element.shadow as MuDataShadow;
    const [codes, score, colors] = [
      await data.obsVector({ kind: 'obs', column: 'cell_type' }),
      await data.obsVector({ kind: 'obs', column: 'rna_score' }),
      await data.categoryColors({ kind: 'obs', column: 'cell_type' }),
    ];
    return {
      codes: codes.values.filter((code) => code === -1).length,
      scores: score.values.filter(Number.isNaN).length,
      colors: colors?.kind,
    };
  });
  expect(missing).toEqual({ codes: 7, scores: 7, colors: 'string' });
});

test('what a page adds is in tree, lists and tables at once; a wrong shape is refused', async ({ viewer }) => {
  await viewer.open(PBMC);
  const refused = await viewer.element.evaluate((element: UmbraViewer) => {
    try {
      element.shadow?.obs.set('short', [1, 2]);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(refused).toContain('obs/short has the shape 2, but 700 rows are needed');
  await viewer.element.evaluate((element: UmbraViewer) => {
    const data = element.shadow as NonNullable<typeof element.shadow>;
    data.obs.set(
      'mine',
      Float32Array.from({ length: 700 }, (_, i) => i),
    );
    data.obsm.set('X_mine', { kind: 'numeric', dtype: 'float32', shape: [700, 2], data: new Float32Array(1400).map((_, i) => i % 37) });
  });
  await viewer.page.setViewportSize({ width: 1800, height: 900 });
  await viewer.idle();
  await expect(viewer.treeItem('obs/mine')).toBeVisible();
  await expect(viewer.tables.getByRole('columnheader').filter({ hasText: 'mine' })).toBeVisible();
  await viewer.choose('obs/mine', 'Colour the cells by it');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'mine');
  await viewer.page.getByRole('combobox', { name: /^Embedding/ }).click();
  await expect(viewer.page.getByRole('option', { name: /X_mine/ })).toBeVisible();
  await viewer.page.keyboard.press('Escape');
});

test('closing asks before additions are lost: keep, or close anyway', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(CITESEQ);
  await add(viewer, 'obsm/X_mofa', 'Copy under a new name…');
  await closeByMenu(viewer, 'citeseq.h5mu');
  await expect(dialog(viewer)).toContainText('1 addition is only in memory');
  await expect(dialog(viewer)).toContainText('obsm/X_mofa_copy ▲');
  await expect(dialog(viewer).getByRole('button', { name: 'Keep it open' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(viewer)).toHaveCount(0);
  expect(await tree(viewer)).toContain('X_mofa_copy▲');
  await closeByMenu(viewer, 'citeseq.h5mu');
  await expect(dialog(viewer).getByRole('button', { name: 'Keep it open' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog(viewer)).toHaveCount(0);
  expect(await tree(viewer)).toContain('X_mofa_copy▲');
  await closeByMenu(viewer, 'citeseq.h5mu');
  await dialog(viewer).getByRole('button', { name: 'Close anyway' }).click();
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await viewer.open(CITESEQ);
  expect(await tree(viewer)).not.toContain('▲');
  // Nothing to lose: nothing is asked.
  await closeByMenu(viewer, 'citeseq.h5mu');
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
});

test('another file, chosen or dropped, asks too; a page is not asked', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(CITESEQ);
  await add(viewer, 'obsm/X_mofa', 'Copy under a new name…');
  await page.locator('umbra-viewer input[type=file]').setInputFiles(PBMC);
  await dialog(viewer).getByRole('button', { name: 'Keep it open' }).click();
  expect(await tree(viewer)).toContain('X_mofa_copy▲');
  const transfer = await page.evaluateHandle(async (base64) => {
    const data = new DataTransfer();
    const content = await (await fetch(`data:application/octet-stream;base64,${base64}`)).arrayBuffer();
    data.items.add(new File([content], 'dropped.h5ad'));
    return data;
  }, readFileSync(PBMC).toString('base64'));
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(dialog(viewer)).toContainText('Close citeseq.h5mu?');
  expect(await tree(viewer)).toContain('X_mofa_copy▲');
  await dialog(viewer).getByRole('button', { name: 'Close anyway' }).click();
  await expect(page.getByRole('button', { name: 'dropped.h5ad' })).toBeVisible();
  await viewer.idle();
  await expect(chip(viewer)).toHaveCount(0);

  await viewer.element.evaluate((element: UmbraViewer) => element.shadow?.obs.set('mine', new Float32Array(700)));
  await expect(chip(viewer)).toHaveText('1');
  await viewer.element.evaluate((element: UmbraViewer) => element.close());
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
});

test('leaving the page asks while there are additions, and only then', async ({ viewer }) => {
  const { page } = viewer;
  const asked: string[] = [];
  page.on('dialog', (shown: Dialog) => {
    asked.push(shown.type());
    void shown.dismiss();
  });
  await viewer.open(PBMC);
  // The browser asks only where somebody clicked before.
  await viewer.treeItem('obs').click();
  await viewer.element.evaluate((element: UmbraViewer) => element.shadow?.obs.set('mine', new Float32Array(700)));
  await expect(chip(viewer)).toBeVisible();
  await page.goto('./?again').catch(() => {});
  expect(asked).toEqual(['beforeunload']);
  expect(await tree(viewer)).toContain('mine▲');
  await viewer.element.evaluate((element: UmbraViewer) => element.shadow?.obs.delete('mine'));
  await expect(chip(viewer)).toHaveCount(0);
  await page.goto('./?again');
  expect(asked).toEqual(['beforeunload']);
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
});

test('cells 28 and 29: closing ends the worker and frees all; every later use says closed', async ({ viewer }) => {
  const { page } = viewer;
  // Started ahead for the file that comes.
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  const [worker] = page.workers();
  await viewer.open(CITESEQ);
  await expect.poll(() => page.workers().includes(worker as never)).toBe(true);
  await page.evaluate(() => {
    const element = document.querySelector('umbra-viewer') as UmbraViewer;
    const data = element.shadow as MuDataShadow;
    data.clearCache();
    Object.assign(window, { kept: data });
  });
  await closeByMenu(viewer, 'citeseq.h5mu');
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await expect.poll(() => page.workers().includes(worker as never)).toBe(false);
  const after = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const { kept } = window as never as { kept: MuDataShadow };
    const uses: Record<string, () => unknown> = {
      column: () => kept.obs.column('leiden'),
      read: () => (kept.obsm.get('X_umap') as ElemShadow).read(),
      slice: () => (kept.obsm.get('X_umap') as ElemShadow).slice([0, 1]),
      obsVector: () => kept.obsVector({ kind: 'obs', column: 'leiden' }),
      embedding: () => kept.embedding({ key: 'X_umap', components: [0, 1] }),
      pullObs: () => kept.pullObs('rna', 'celltype'),
      set: () => kept.obs.set('mine', new Float32Array(700)),
      delete: () => kept.obs.delete('mine'),
      clearCache: () => kept.clearCache(),
      at: () => kept.at('obs/leiden'),
      colorBy: () => element.colorBy({ kind: 'obs', column: 'leiden' }),
    };
    const said: Record<string, unknown> = {};
    for (const [name, use] of Object.entries(uses)) {
      const error = await (async () => use())().catch((reason: { record: { tag: string; hint?: string } }) => reason);
      const { tag, hint } = (error as { record: { tag: string; hint?: string } }).record;
      said[name] = `${tag}${hint ? ', with what to do' : ''}`;
    }
    return { said, memory: element.memory(), tree: element.tree(), text: String(kept), shadow: element.shadow };
  });
  expect(new Set(Object.values(after.said))).toEqual(new Set(['closed, with what to do']));
  expect(after.memory).toEqual({ cached: 0, heap: 0, read: 0 });
  expect(after.tree).toBe('');
  expect(after.text).toBe('MuData Shadow object, closed\n');
  expect(after.shadow).toBeNull();

  await viewer.open(CITESEQ);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'rna: celltype');
  await viewer.open(PBMC);
  await expect(viewer.treeItem('obs/louvain')).toBeVisible();
});

test('closing while a file is opened, and while it is read', async ({ viewer }) => {
  const { page } = viewer;
  const opening = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const attempt = element.open('examples/citeseq.h5mu').then(
      () => 'opened',
      (error: { tag: string }) => error.tag,
    );
    await element.close();
    return attempt;
  });
  expect(opening).toBe('aborted');
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();

  await viewer.open(CITESEQ);
  const reading = await viewer.element.evaluate(async (element: UmbraViewer) => {
    const data = element.shadow as MuDataShadow;
    const reads = [data.modality('rna').X?.read(), data.modality('rna').raw?.X.read(), data.pullObs('rna', 'celltype')];
    const settled = Promise.allSettled(reads);
    await element.close();
    return (await settled).map((result) => (result.status === 'rejected' ? result.reason.tag : 'read'));
  });
  expect(reading).toEqual(['closed', 'closed', 'closed']);
  await viewer.open(CITESEQ);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
});
