/** Coming back: recent files, the view they had, what can be undone. Handles are real ones, of the browser's private file system. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import { CITESEQ, expect, PBMC, test, ViewerPage } from './viewer.ts';

/** What the system's dialog would answer: a file of the private file system, whose handles are kept and asked like any other. */
async function answerPicker(page: Page, file: string): Promise<void> {
  await page.evaluate(
    async ({ name, base64 }) => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle(name, { create: true });
      const stream = await handle.createWritable();
      await stream.write(await (await fetch(`data:application/octet-stream;base64,${base64}`)).blob());
      await stream.close();
      Object.assign(window, { showOpenFilePicker: async () => [handle] });
    },
    { name: basename(file), base64: readFileSync(file).toString('base64') },
  );
}

async function openByPicker(viewer: ViewerPage, file: string): Promise<void> {
  await answerPicker(viewer.page, file);
  await viewer.page.getByRole('button', { name: 'Choose a file' }).click();
  await viewer.opened(file);
}

async function reload(viewer: ViewerPage): Promise<void> {
  await viewer.page.reload();
  await viewer.page.getByRole('button', { name: 'Choose a file' }).waitFor();
  await viewer.idle();
}

/** Waits until so many files have a picture: it is taken when there is time. */
async function pictured(viewer: ViewerPage, count: number): Promise<void> {
  const pictures = (): Promise<number> =>
    viewer.page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('umbra', 1);
          // Not there yet: the app makes it.
          opening.onupgradeneeded = () => opening.transaction?.abort();
          opening.onerror = () => resolve(0);
          opening.onsuccess = () => {
            const all = opening.result.transaction('keepsakes').objectStore('keepsakes').getAll();
            all.onerror = () => reject(all.error);
            all.onsuccess = () => {
              opening.result.close();
              resolve(all.result.filter(({ picture }) => picture).length);
            };
          };
        }),
    );
  await expect.poll(pictures).toBe(count);
}

function recent(viewer: ViewerPage): Locator {
  return viewer.page.getByRole('region', { name: 'Recent' });
}

function card(viewer: ViewerPage, file: string): Locator {
  return recent(viewer).getByRole('button', { name: `Open ${basename(file)} again` });
}

const positionOf = (viewer: ViewerPage, cell: number): Promise<{ x: number; y: number } | null> =>
  viewer.element.evaluate((element: UmbraViewer, index) => element.positionOf(index), cell);

/** Zoomed at the middle of the plot, and moved. */
async function moveCamera({ page, canvas }: ViewerPage): Promise<void> {
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no canvas');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -240);
  await page.mouse.down();
  await page.mouse.move(x + 60, y - 40, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(5, 400);
}

/** What is looked at, as one sees it. */
async function look(viewer: ViewerPage): Promise<unknown> {
  const axes = await Promise.all(
    ['x axis', 'y axis'].map((name) =>
      viewer.page
        .getByRole('combobox', { name })
        .inputValue({ timeout: 100 })
        .catch(() => null),
    ),
  );
  return {
    drawn: await viewer.canvas.getAttribute('data-drawn'),
    embedding: await viewer.page.getByRole('combobox', { name: /^Embedding/ }).getAttribute('aria-label'),
    axes,
    hidden: await viewer.legend.getByRole('checkbox', { checked: false }).allTextContents(),
    tab: await viewer.tables.getByRole('tab', { selected: true }).textContent(),
    open: await viewer.tree.locator('[aria-expanded=true]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-id'))),
  };
}

test('a reload offers the file first, and one click brings back the view it had, drawn once and with nothing else read', async ({
  viewer,
}) => {
  const { page } = viewer;
  await openByPicker(viewer, PBMC);
  await page.getByRole('button', { name: 'pbmc68k_reduced.h5ad' }).click();
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await openByPicker(viewer, CITESEQ);
  await viewer.pick(/^Embedding/, 'X_mofa');
  await page.getByRole('combobox', { name: 'x axis' }).selectOption({ value: '2' });
  await viewer.idle();
  await viewer.pick(/^Colour by/, 'rna: leiden');
  await viewer.legend.getByRole('checkbox').nth(1).click();
  await viewer.treeItem('mod/rna').click();
  await viewer.tables.getByRole('tab', { name: 'rna.var', exact: true }).click();
  await moveCamera(viewer);
  await viewer.idle();
  const before = { look: await look(viewer), at: await positionOf(viewer, 7) };
  expect(before.look).toMatchObject({ drawn: 'rna: leiden', axes: ['2', '1'], tab: 'rna.var', hidden: [expect.any(String)] });

  await pictured(viewer, 2);
  await reload(viewer);
  await expect(recent(viewer).getByRole('listitem')).toHaveCount(2);
  await expect(recent(viewer).getByRole('listitem').first()).toContainText('citeseq.h5mu700 cells × 232');
  await expect(recent(viewer).getByRole('listitem').first()).toContainText('just now');
  await expect(recent(viewer).locator('img')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Return to citeseq.h5mu' })).toBeVisible();
  const drawn = page.evaluate(
    () =>
      new Promise<(string | null)[]>((resolve) => {
        const root = document.querySelector('umbra-viewer')?.shadowRoot as ShadowRoot;
        const values: (string | null)[] = [];
        new MutationObserver((changes) => {
          for (const { target, attributeName } of changes)
            if (attributeName === 'data-drawn') values.push((target as Element).getAttribute('data-drawn'));
        }).observe(root, { subtree: true, attributes: true });
        document.querySelector('umbra-viewer')?.addEventListener('umbra-open', async () => {
          await (document.querySelector('umbra-viewer') as UmbraViewer).idle();
          resolve(values);
        });
      }),
  );
  await card(viewer, CITESEQ).click();
  expect(new Set(await drawn)).toEqual(new Set(['rna: leiden']));
  await viewer.opened(CITESEQ);
  expect(await look(viewer)).toEqual(before.look);
  const at = await positionOf(viewer, 7);
  expect(Math.abs((at?.x ?? 0) - (before.at?.x ?? 0))).toBeLessThan(1);
  expect(Math.abs((at?.y ?? 0) - (before.at?.y ?? 0))).toBeLessThan(1);
  const cached = await viewer.element.evaluate(({ shadow }: UmbraViewer) =>
    ['mod/rna/obs/celltype', 'mod/rna/obs/leiden', 'obsm/X_umap', 'obsm/X_mofa'].map((path) => shadow?.at(path).isCached),
  );
  expect(cached).toEqual([false, true, false, true]);
});

test('the camera is right in a window of another size: the same cells are in the middle', async ({ viewer }) => {
  await openByPicker(viewer, PBMC);
  const place = async (): Promise<{ x: number; y: number }> => {
    const [at, box] = [await positionOf(viewer, 3), await viewer.canvas.boundingBox()];
    if (!at || !box) throw new Error('nothing is drawn');
    const size = Math.min(box.width, box.height);
    return { x: (at.x - box.width / 2) / size, y: (at.y - box.height / 2) / size };
  };
  const unmoved = await place();
  await moveCamera(viewer);
  await viewer.idle();
  const before = await place();
  // Twice what is tolerated below.
  expect(Math.hypot(before.x - unmoved.x, before.y - unmoved.y)).toBeGreaterThan(0.1);
  await reload(viewer);
  await viewer.page.setViewportSize({ width: 1600, height: 1000 });
  await viewer.page.getByRole('button', { name: 'Return to pbmc68k_reduced.h5ad' }).click();
  await viewer.opened(PBMC);
  const after = await place();
  expect(after.x).toBeCloseTo(before.x, 1);
  expect(after.y).toBeCloseTo(before.y, 1);
});

test('sorting and filters of a table come back', async ({ viewer }) => {
  const { page } = viewer;
  await openByPicker(viewer, PBMC);
  await viewer.tables.getByRole('columnheader', { name: 'n_genes' }).getByRole('button', { name: 'n_genes' }).first().click();
  await viewer.idle();
  await viewer.tables.getByRole('columnheader', { name: 'bulk_labels' }).hover();
  await viewer.tables.getByRole('button', { name: 'Filter bulk_labels' }).click();
  await page.getByRole('button', { name: 'None' }).click();
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: /CD19\+ B/ })
    .check();
  await page.keyboard.press('Escape');
  await expect(viewer.tables).toContainText('95 of 700 rows');
  await viewer.idle();
  const first = await viewer.tables.getByRole('row').nth(1).textContent();
  await reload(viewer);
  await card(viewer, PBMC).click();
  await viewer.opened(PBMC);
  await expect(viewer.tables).toContainText('95 of 700 rows');
  await expect(viewer.tables.getByRole('row').nth(1)).toHaveText(first as string);
  await expect(page.getByRole('button', { name: 'As in the file' })).toBeVisible();
  // Bringing it back was no step of the user's.
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('an example returns by its URL', async ({ viewer }) => {
  const { page } = viewer;
  await page.getByRole('button', { name: 'pbmc68k_reduced.h5ad' }).click();
  await viewer.opened(PBMC);
  await viewer.pick(/^Colour by/, 'phase');
  await viewer.start();
  await expect(recent(viewer)).toContainText('from localhost');
  await card(viewer, PBMC).click();
  await viewer.opened(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
});

test('another recent file can be opened from the menu', async ({ viewer }) => {
  const { page } = viewer;
  await openByPicker(viewer, PBMC);
  await page.getByRole('button', { name: 'pbmc68k_reduced.h5ad' }).click();
  await expect(page.getByRole('menuitem', { name: 'Open recent' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await openByPicker(viewer, CITESEQ);
  await page.getByRole('button', { name: 'citeseq.h5mu' }).focus();
  await page.keyboard.press('Enter');
  for (const way of ['Open another file…', 'Open a Zarr folder…', 'Open a link…']) {
    await expect(page.getByRole('menuitem', { name: way })).toBeFocused();
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('menuitem', { name: 'pbmc68k_reduced.h5ad' })).toBeFocused();
  await page.keyboard.press('Enter');
  await viewer.opened(PBMC);
});

test('cards can be removed, one or all', async ({ viewer }) => {
  const { page } = viewer;
  for (const file of [PBMC, CITESEQ]) {
    await viewer.open(file);
    await page.getByRole('button', { name: basename(file) }).click();
    await page.getByRole('menuitem', { name: 'Close' }).click();
  }
  await expect(recent(viewer).getByRole('listitem')).toHaveCount(2);
  await recent(viewer).getByRole('listitem').first().hover();
  await page.getByRole('button', { name: 'Remove citeseq.h5mu from the list' }).click();
  await expect(recent(viewer).getByRole('listitem')).toHaveCount(1);
  await reload(viewer);
  await expect(card(viewer, PBMC)).toBeVisible();
  await expect(recent(viewer).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(recent(viewer)).toHaveCount(0);
  await reload(viewer);
  await expect(recent(viewer)).toHaveCount(0);
  await expect.poll(() => kept(page)).toEqual({ stored: [], rows: 0 });
});

/** What this browser keeps of files. */
function kept(page: Page): Promise<{ stored: string[]; rows: number }> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('umbra', 1);
      request.onsuccess = () => resolve(request.result);
    });
    const rows = await new Promise<number>((resolve) => {
      const request = database.transaction('keepsakes').objectStore('keepsakes').count();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return { stored: Object.keys({ ...localStorage, ...sessionStorage }).filter((key) => /recent$|open/.test(key)), rows };
  });
}

test('“Do not remember files” forgets what was kept, and keeps nothing', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await reload(viewer);
  await expect(card(viewer, PBMC)).toBeVisible();
  await page.getByRole('checkbox', { name: 'Do not remember files' }).check();
  await expect(recent(viewer)).toHaveCount(0);
  await viewer.open(CITESEQ);
  await reload(viewer);
  await expect(page.getByRole('checkbox', { name: 'Do not remember files' })).toBeChecked();
  await expect(recent(viewer)).toHaveCount(0);
  await expect.poll(() => kept(page)).toEqual({ stored: [], rows: 0 });
});

test('a file that is gone is said to be, and can be chosen again', async ({ viewer }) => {
  const { page } = viewer;
  await openByPicker(viewer, PBMC);
  await viewer.pick(/^Colour by/, 'phase');
  await reload(viewer);
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('pbmc68k_reduced.h5ad'));
  await card(viewer, PBMC).click();
  await expect(recent(viewer).getByRole('alert')).toContainText('not where it was');
  await answerPicker(page, PBMC);
  await recent(viewer).getByRole('button', { name: 'Choose it again' }).click();
  await viewer.opened(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
  await reload(viewer);
  await expect(recent(viewer).getByRole('listitem')).toHaveCount(1);
});

test('a permission that is denied is said to be, at the card', async ({ viewer }) => {
  const { page } = viewer;
  await openByPicker(viewer, PBMC);
  await reload(viewer);
  await page.evaluate(() => {
    const denied = async (): Promise<PermissionState> => 'denied';
    Object.assign(FileSystemHandle.prototype, { queryPermission: denied, requestPermission: denied });
  });
  await card(viewer, PBMC).click();
  await expect(recent(viewer).getByRole('alert')).toContainText('does not let this page read it');
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
});

test('a file that is chosen and not let be read is said to be', async ({ viewer }) => {
  const { page } = viewer;
  await answerPicker(page, PBMC);
  await page.evaluate(() => {
    const denied = async (): Promise<PermissionState> => 'denied';
    Object.assign(FileSystemHandle.prototype, { queryPermission: denied, requestPermission: denied });
  });
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await expect(page.getByRole('alert')).toContainText('pbmc68k_reduced.h5ad was not opened');
});

test('of two cards the one that was clicked last is opened, whichever permission comes first', async ({ viewer }) => {
  const { page } = viewer;
  await openByPicker(viewer, PBMC);
  await page.getByRole('button', { name: 'pbmc68k_reduced.h5ad' }).click();
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await openByPicker(viewer, CITESEQ);
  await reload(viewer);
  await page.evaluate(() => {
    const query = async function (this: FileSystemHandle): Promise<PermissionState> {
      if (this.name.endsWith('.h5ad')) await new Promise((resolve) => window.addEventListener('answer', resolve));
      return 'granted';
    };
    const read = FileSystemFileHandle.prototype.getFile;
    const getFile = async function (this: FileSystemFileHandle): Promise<File> {
      const file = await read.call(this);
      document.body.dataset['read'] = this.name;
      return file;
    };
    Object.assign(FileSystemFileHandle.prototype, { queryPermission: query, getFile });
  });
  await card(viewer, PBMC).click();
  await card(viewer, CITESEQ).click();
  await viewer.opened(CITESEQ);
  await page.evaluate(() => window.dispatchEvent(new Event('answer')));
  await expect(page.locator('body')).toHaveAttribute('data-read', basename(PBMC));
  await viewer.idle();
  await viewer.opened(CITESEQ);
});

test('what another page forgets is forgotten here at once', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await reload(viewer);
  const other = await startAt(await page.context().newPage());
  await other.page.getByRole('button', { name: 'Clear all' }).click();
  await expect(recent(viewer)).toHaveCount(0);
});

test('without handles a card asks for the file, and brings the view to it, also to one that was changed since', async ({ page }) => {
  const viewer = await startAt(page);
  await viewer.withoutPicker();
  await viewer.open(PBMC);
  await viewer.pick(/^Colour by/, 'phase');
  await viewer.legend.getByRole('checkbox', { name: /^S/ }).click();
  await reload(viewer);
  await expect(recent(viewer)).toContainText('choose it again');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), card(viewer, PBMC).click()]);
  // A byte longer: HDF5 does not mind.
  const buffer = Buffer.concat([readFileSync(PBMC), Buffer.alloc(1)]);
  await chooser.setFiles({ name: basename(PBMC), mimeType: 'application/octet-stream', buffer });
  await viewer.opened(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
  await expect(viewer.legend.getByRole('checkbox', { checked: false })).toHaveText([/^S/]);
  await reload(viewer);
  await expect(recent(viewer).getByRole('listitem')).toHaveCount(1);
  // Chosen by itself it is known again.
  await viewer.page
    .locator('umbra-viewer input[type=file]')
    .setInputFiles({ name: basename(PBMC), mimeType: 'application/octet-stream', buffer });
  await viewer.opened(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
  expect(viewer.complaints).toEqual([]);
});

test('a view that does not fit the file is taken part by part', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await reload(viewer);
  await page.evaluate(() => {
    const [file] = JSON.parse(localStorage.getItem('umbra.recent') ?? '[]');
    file.view = {
      v: 1,
      place: { kind: 'embedding', key: 'X_gone', components: [0, 1] },
      camera: { target: [0, 0], zoom: 3 },
      color: { kind: 'var', name: 'NO_SUCH_GENE' },
      hidden: ['B'],
      opacity: 'half',
      table: 'var',
      element: 'obs/gone',
      tree: 7,
    };
    localStorage.setItem('umbra.recent', JSON.stringify([file]));
  });
  await page.reload();
  await viewer.open(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', 'bulk_labels');
  await expect(viewer.legend.getByRole('checkbox', { checked: false })).toHaveCount(0);
  await expect(viewer.tables.getByRole('tab', { selected: true })).toHaveText('var');
  await expect(page.getByRole('combobox', { name: 'Embedding: X_umap' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

for (const [what, forbid] of [
  [
    'IndexedDB',
    () =>
      Object.assign(IDBFactory.prototype, {
        open: () => {
          throw new DOMException('forbidden', 'SecurityError');
        },
      }),
  ],
  [
    'all storage',
    () => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('forbidden', 'SecurityError');
          },
        });
    },
  ],
] as const) {
  test(`where ${what} is forbidden, files open as ever`, async ({ page }) => {
    await page.addInitScript(forbid);
    const viewer = await startAt(page);
    await viewer.open(PBMC);
    await viewer.pick(/^Colour by/, 'phase');
    await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
    await reload(viewer);
    await viewer.open(CITESEQ);
    expect(viewer.complaints).toEqual([]);
  });
}

async function startAt(page: Page): Promise<ViewerPage> {
  const viewer = new ViewerPage(page);
  await viewer.start();
  return viewer;
}

test('nothing on the start page moves when what was kept comes in', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await page.addInitScript(() => {
    const shifts: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as never as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
    Object.assign(window, { shifts });
  });
  await pictured(viewer, 1);
  await reload(viewer);
  await expect(recent(viewer).locator('img')).toHaveCount(1);
  // Shifts are told after the frame that they are seen in.
  await recent(viewer)
    .locator('img')
    .evaluate(async (picture: HTMLImageElement) => {
      await picture.decode();
      for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
  expect(await page.evaluate(() => (window as never as { shifts: number[] }).shifts)).toEqual([]);
});

test.describe('undo', () => {
  const undo = (viewer: ViewerPage, keys = 'Control+z'): Promise<void> => viewer.page.keyboard.press(keys).then(() => viewer.idle());
  const told = (viewer: ViewerPage): Locator => viewer.page.getByRole('status', { name: 'Undo' });

  test('takes colour, hidden categories and embedding back in reverse, and does them again', async ({ viewer }) => {
    await viewer.open(CITESEQ);
    const views = [await look(viewer)];
    const note = async (): Promise<unknown> => views.push(await look(viewer));
    await viewer.pick(/^Colour by/, 'rna: leiden');
    await note();
    await viewer.legend.getByRole('checkbox').nth(2).click();
    await viewer.idle();
    await note();
    await moveCamera(viewer);
    const at = await positionOf(viewer, 11);
    await viewer.pick(/^Embedding/, 'X_mofa');
    await note();

    await undo(viewer);
    expect(await look(viewer)).toEqual(views[2]);
    await expect(told(viewer)).toHaveText('Undone: draw X_mofa');
    const back = await positionOf(viewer, 11);
    expect(back?.x).toBeCloseTo(at?.x ?? 0, 0);
    expect(back?.y).toBeCloseTo(at?.y ?? 0, 0);
    await viewer.page.getByRole('button', { name: /^Undo: hide/ }).click();
    await viewer.idle();
    expect(await look(viewer)).toEqual(views[1]);
    await undo(viewer);
    expect(await look(viewer)).toEqual(views[0]);
    await expect(viewer.page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
    for (const [keys, view] of [
      ['Control+Shift+z', views[1]],
      ['Control+y', views[2]],
      ['Control+Shift+z', views[3]],
    ] as const) {
      await undo(viewer, keys);
      expect(await look(viewer)).toEqual(view);
    }
    await expect(told(viewer)).toHaveText('Done again: draw X_mofa');
  });

  test('leaves the keys to a field that is typed in', async ({ viewer }) => {
    await viewer.open(PBMC);
    await viewer.pick(/^Colour by/, 'phase');
    await viewer.page.keyboard.press('/');
    await viewer.page.keyboard.type('umap');
    await undo(viewer);
    await expect(viewer.canvas).toHaveAttribute('data-drawn', 'phase');
    await expect(viewer.page.getByRole('textbox', { name: 'Filter the tree' })).not.toHaveValue('umap');
  });

  test('takes a dragged slider back in one step, also while it has the focus', async ({ viewer }) => {
    await viewer.open(PBMC);
    await viewer.page.getByRole('button', { name: 'Size and opacity' }).click();
    const slider = viewer.page.getByRole('slider', { name: 'Opacity' });
    await slider.focus();
    for (let i = 0; i < 4; i++) await viewer.page.keyboard.press('ArrowLeft');
    await expect(slider).toHaveValue('0.7');
    await undo(viewer);
    await expect(slider).toHaveValue('0.9');
  });
});
