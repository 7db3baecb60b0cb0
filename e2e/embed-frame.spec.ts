/** Umbra's page in a frame on somebody else's page: without what is around the cells, and what the two say to each other. */
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { type Lab, startLab } from './lab.ts';
import { test as base, type CellsViewer, CITESEQ, expect, FIXTURES, ViewerPage } from './viewer.ts';

let lab: Lab;

base.beforeAll(async () => {
  lab = await startLab({
    folders: { '/examples/': join(import.meta.dirname, '../public/examples'), '/fixtures/': FIXTURES },
    isOpen: true,
  });
});
base.afterAll(() => lab.close());

const test = base.extend<{ umbra: string; complaints: string[] }>({
  umbra: async ({ baseURL }, use) => use(baseURL as string),
  complaints: [
    async ({ page }, use) => {
      const { complaints } = new ViewerPage(page);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** In the page around: what came from the frame, and a way to ask it. */
const SPEAK = `<script>
  window.heard = [];
  const waiting = new Map();
  addEventListener('message', ({ data, origin }) => {
    if (data?.umbra !== 1) return;
    if ('event' in data) heard.push([data.event, data.detail, origin]);
    else { heard.push(['answer', data.id]); waiting.get(data.id)?.(data.error ? { error: data.error } : { result: data.result }); }
  });
  let last = 0;
  function ask(method, params) {
    const id = ++last;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      frames[0].postMessage({ umbra: 1, id, method, params }, '*');
    });
  }
  function raw(message) { frames[0].postMessage(message, '*'); }
</script>`;

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly tag: string; readonly message: string; readonly hint?: string };
}
type Heard = readonly (readonly [event: string, detail: unknown, origin?: string])[];

function ask(page: Page, method: string, params?: object): Promise<Answer> {
  return page.evaluate(
    ([name, given]) => (window as never as { ask(method: unknown, params: unknown): Promise<Answer> }).ask(name, given),
    [method, params] as const,
  );
}

function heard(page: Page): Promise<Heard> {
  return page.evaluate(() => (window as never as { heard: Heard }).heard);
}

async function hears(page: Page, event: string): Promise<unknown> {
  await expect.poll(async () => (await heard(page)).map(([name]) => name)).toContain(event);
  return (await heard(page)).findLast(([name]) => name === event)?.[1];
}

async function frame(page: Page, src: string, size = { width: 800, height: 500 }): Promise<FrameLocator> {
  const html = `<!doctype html><meta charset="utf-8"><title>Wiki</title><link rel="icon" href="data:,">${SPEAK}
    <iframe src="${src.replaceAll('&', '&amp;')}" width="${size.width}" height="${size.height}" style="border: 0" title="Cells"></iframe>`;
  await page.goto(lab.put('/wiki.html', html));
  return page.frameLocator('iframe[title=Cells]');
}

/** The first picture: a busy machine takes a while. */
function shows(canvas: Locator): Promise<void> {
  return expect(canvas).toBeVisible({ timeout: 30_000 });
}

const pbmc = (): string => `${lab.origin}/examples/pbmc68k_reduced.h5ad`;

test('without anything around the cells; the rest of Umbra is a click away, with the same view', async ({ page, umbra, context }) => {
  const inside = await frame(page, `${umbra}?url=${pbmc()}&embed#v=1&e=X_pca&c=obs/phase`);
  await shows(inside.locator('canvas[data-drawn="phase"]'));
  await expect(inside.getByRole('banner')).toBeHidden();
  await expect(inside.getByRole('tree')).toBeHidden();
  await expect(inside.getByRole('region', { name: 'Legend' })).toBeHidden();
  await expect(inside.getByRole('button', { name: 'Zoom in' })).toBeHidden();
  await expect(inside.getByRole('contentinfo')).toContainText('pbmc68k_reduced.h5ad');
  const opening = context.waitForEvent('page');
  await inside.getByRole('link', { name: 'Open in Umbra' }).click();
  const full = await opening;
  await shows(full.locator('canvas[data-drawn="phase"]'));
  await expect(full.getByRole('tree')).toBeVisible();
  expect(new URL(full.url()).search).not.toContain('embed');
  expect(full.url()).toContain('X_pca');
  await full.close();
});

for (const [width, height, isLegendBeside] of [
  [800, 500, true],
  [400, 300, true],
  [300, 200, false],
] as const) {
  test(`chosen parts find their place in ${width} × ${height}`, async ({ page, umbra }) => {
    const inside = await frame(page, `${umbra}?url=${pbmc()}&embed=legend,toolbar#v=1&e=X_umap&c=obs/louvain`, { width, height });
    await shows(inside.locator('canvas[data-drawn="louvain"]'));
    const legend = inside.getByRole('region', { name: 'Legend' });
    const tabs = inside.getByRole('navigation', { name: 'Panels' });
    if (isLegendBeside) await expect(tabs).toBeHidden();
    else {
      await expect(tabs.getByRole('button')).toHaveText(['Cells', 'Legend']);
      // By keyboard.
      await tabs.getByRole('button', { name: 'Legend' }).focus();
      await page.keyboard.press('Enter');
    }
    await expect(legend).toBeVisible();
    await expect(legend.getByRole('checkbox').first()).toBeVisible();
    await expect(inside.getByRole('contentinfo')).toBeInViewport();
  });
}

test('nothing that the user left elsewhere is read or written', async ({ page, umbra }) => {
  // On a page of its own: in a frame of another site, browsers keep nothing at all.
  await page.addInitScript(() => localStorage.setItem('umbra.panels', '{"theme":"dark","open":{"tree":true,"legend":false,"table":true}}'));
  await page.goto(`${umbra}?url=${pbmc()}&embed=header,legend,table`);
  await shows(page.locator('canvas[data-drawn]'));
  await expect(page.getByRole('region', { name: 'Legend' })).toBeVisible();
  expect(await page.locator('[data-theme]').first().getAttribute('data-theme')).toBe('system');
  const kept = (): Promise<object> => page.evaluate(() => ({ ...localStorage }));
  const before = await kept();
  await page.getByRole('button', { name: 'Hide legend' }).click();
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect(page.getByRole('region', { name: 'Legend' })).toBeHidden();
  expect(await kept()).toEqual(before);
  expect(Object.keys(before)).toEqual(['umbra.panels']);
  // A panel that was not chosen cannot be opened.
  await expect(page.getByRole('button', { name: 'Hide tables' })).toBeVisible();
  await expect(page.getByRole('button', { name: /contents$/ })).toBeHidden();
});

test.describe('messages', () => {
  test('a page that the address names opens, colours, selects, and hears of it', async ({ page, umbra }) => {
    const inside = await frame(page, `${umbra}?embed=legend&origin=${lab.origin}`);
    expect(await hears(page, 'hello')).toEqual({ version: 1 });
    expect(await ask(page, 'hello')).toEqual({ result: { version: 1, opened: null, color: null } });
    expect(await ask(page, 'color', { by: 'obs:louvain' })).toMatchObject({ error: { tag: 'closed' } });
    expect(await ask(page, 'open', { source: pbmc() })).toEqual({ result: { kind: 'AnnData', shape: [700, 765] } });
    expect(await hears(page, 'ready')).toEqual({ kind: 'AnnData', shape: [700, 765] });
    expect(await ask(page, 'color', { by: 'obs:louvain' })).toEqual({ result: null });
    expect(await hears(page, 'color')).toEqual({ text: 'obs:louvain', ref: { kind: 'obs', column: 'louvain' } });
    await shows(inside.locator('canvas[data-drawn="louvain"]'));
    const { result: cell } = await ask(page, 'select', { cell: 3 });
    expect(cell).toMatchObject({ index: 3 });
    expect(await hears(page, 'select')).toEqual(cell);
    const at = await inside
      .locator('umbra-viewer')
      .evaluate((viewer) => (viewer as never as { positionOf(cell: number): { x: number; y: number } }).positionOf(7));
    await inside.locator('canvas').hover({ position: at });
    expect(await hears(page, 'hover')).toMatchObject({ index: expect.any(Number), name: expect.stringMatching(/-\d$/) });
    const { result: view } = await ask(page, 'getView');
    expect(await ask(page, 'embedding', { name: 'X_pca' })).toEqual({ result: null });
    expect(await ask(page, 'setView', { view })).toEqual({ result: null });
    expect((await ask(page, 'getView')).result).toMatchObject({ v: 1, place: { key: 'X_umap' }, color: { column: 'louvain' } });
    expect(await ask(page, 'show', { parts: 'tree' })).toEqual({ result: null });
    await expect(inside.getByRole('tree')).toBeVisible();
    expect(await ask(page, 'close')).toEqual({ result: null });
    expect(await hears(page, 'close')).toBeNull();
    expect((await heard(page)).every(([, , origin]) => origin === undefined || origin === new URL(umbra).origin)).toBe(true);
  });

  test('what the reader added to a file is not lost by a message', async ({ page, umbra }) => {
    const inside = await frame(page, `${umbra}?url=${pbmc()}&embed&origin=${lab.origin}`);
    await hears(page, 'ready');
    await inside.locator('umbra-viewer').evaluate((viewer) => {
      const { shadow } = viewer as never as CellsViewer;
      shadow?.obs.set('mine', new Float32Array(700));
    });
    for (const [method, params] of [['open', { source: pbmc() }] as const, ['close'] as const]) {
      const answer = ask(page, method, params);
      await inside.getByRole('button', { name: 'Keep it open' }).click();
      expect(await answer).toMatchObject({ error: { tag: 'aborted' } });
    }
    expect(await ask(page, 'hello')).toMatchObject({ result: { opened: { kind: 'AnnData' } } });
    const closed = ask(page, 'close');
    await inside.getByRole('button', { name: 'Close anyway' }).click();
    expect(await closed).toEqual({ result: null });
    expect(await ask(page, 'hello')).toMatchObject({ result: { opened: null } });
  });

  test('another part of a file that the page named is no file of the reader’s', async ({ page, umbra }) => {
    const inside = await frame(page, `${umbra}?url=${lab.origin}/fixtures/zarr/spatial-v2.zarr.zip&embed=header&origin=${lab.origin}`);
    await hears(page, 'ready');
    const others = (await heard(page)).length;
    await inside.getByRole('button', { name: 'spatial-v2.zarr.zip' }).click();
    await inside.getByRole('menuitem', { name: /^Show the table/ }).click();
    await expect.poll(async () => (await heard(page)).slice(others).map(([name]) => name)).toContain('ready');
    expect(await ask(page, 'hello')).toMatchObject({ result: { opened: { kind: 'AnnData' } } });
  });

  test('a file of the page itself is opened, and told of', async ({ page, umbra }) => {
    await frame(page, `${umbra}?embed&origin=${lab.origin}`);
    await hears(page, 'hello');
    const opened = await page.evaluate(async () => {
      const source = await (await fetch('fixtures/zoo.h5ad')).arrayBuffer();
      return (window as never as { ask(method: string, params: object): Promise<unknown> }).ask('open', { source });
    });
    expect(opened).toEqual({ result: { kind: 'AnnData', shape: [60, 24] } });
    expect(await hears(page, 'ready')).toEqual({ kind: 'AnnData', shape: [60, 24] });
  });

  test('what is no message of Umbra’s, or not in its shape, does nothing', async ({ page, umbra }) => {
    await frame(page, `${umbra}?url=${pbmc()}&embed&origin=${lab.origin}`);
    await hears(page, 'ready');
    expect(await ask(page, 'destroy')).toMatchObject({ error: { tag: 'invalid', message: 'There is no method “destroy”.' } });
    expect(await ask(page, 'constructor')).toMatchObject({ error: { tag: 'invalid' } });
    for (const [method, params] of [
      ['open', {}],
      ['open', { source: 'examples/x.h5ad' }],
      ['open', { source: 'javascript:alert(1)' }],
      ['open', { source: 'file:///etc/passwd' }],
      ['open', { source: pbmc(), path: 1 }],
      ['open', { source: pbmc(), view: { v: 99 } }],
      ['color', {}],
      ['color', { by: { kind: 'obs' } }],
      ['color', { by: { kind: 'obs', column: { toString: 1 } } }],
      ['embedding', { name: 1 }],
      ['select', { cell: {} }],
      ['select', { cell: 1e9 }],
      ['setView', { view: 'v1' }],
      ['show', { parts: 'everything' }],
      ['theme', { theme: 'pink' }],
    ] as const) {
      expect(await ask(page, method, params), JSON.stringify([method, params])).toMatchObject({ error: { tag: 'invalid' } });
    }
    expect(await ask(page, 'color', { by: 'obs:Louvian' })).toMatchObject({ error: { tag: 'not-found', hint: 'Near: louvain.' } });
    const before = (await heard(page)).length;
    await page.evaluate(() => {
      const { raw } = window as never as { raw(message: unknown): void };
      for (const message of [
        null,
        'umbra',
        1,
        [],
        { umbra: 2, id: 1, method: 'close' },
        { method: 'close', id: 9 },
        { umbra: '1', id: 9, method: 'close' },
      ])
        raw(message);
    });
    // An answer to a later message comes after those to earlier ones.
    expect(await ask(page, 'hello')).toMatchObject({ result: { opened: { kind: 'AnnData' } } });
    expect((await heard(page)).length).toBe(before + 1);
  });

  test('a page that the address does not name hears nothing, and is told why', async ({ page, umbra }) => {
    const inside = await frame(page, `${umbra}?url=${pbmc()}&embed&origin=https://wiki.lab.org`);
    await shows(inside.locator('canvas[data-drawn]'));
    expect(await ask(page, 'getView')).toMatchObject({ error: { tag: 'invalid', hint: expect.stringContaining('origin') } });
    expect(await ask(page, 'close')).toMatchObject({ error: { tag: 'invalid' } });
    await shows(inside.locator('canvas[data-drawn]'));
    expect((await heard(page)).filter(([event]) => event !== 'answer')).toEqual([]);
  });

  test('another frame of the same page is not the page around', async ({ page, umbra }) => {
    const inside = await frame(page, `${umbra}?url=${pbmc()}&embed&origin=${lab.origin}`);
    await hears(page, 'ready');
    const answers = await page.evaluate(async () => {
      const other = document.body.appendChild(document.createElement('iframe'));
      const script = `<script>
        let answers = 0;
        addEventListener('message', () => answers++);
        parent.frames[0].postMessage({ umbra: 1, id: 1, method: 'close' }, '*');
      </${'script'}>`;
      other.srcdoc = script;
      await new Promise((resolve) => other.addEventListener('load', resolve));
      await (window as never as { ask(method: string): Promise<unknown> }).ask('hello');
      return (other.contentWindow as (Window & { answers?: number }) | null)?.answers ?? 0;
    });
    expect(answers).toBe(0);
    await shows(inside.locator('canvas[data-drawn]'));
    expect(await ask(page, 'hello')).toMatchObject({ result: { opened: { kind: 'AnnData' } } });
  });

  test('of a file that the user gives the frame, the page around hears nothing at all', async ({ page, umbra }) => {
    const inside = await frame(page, `${umbra}?url=${pbmc()}&embed=tree,legend,table&origin=${lab.origin}`);
    await hears(page, 'ready');
    await inside.locator('umbra-viewer input[type=file]').setInputFiles(CITESEQ);
    await expect(inside.getByRole('contentinfo')).toContainText('citeseq.h5mu');
    await inside.locator('umbra-viewer').evaluate((viewer) => (viewer as never as { idle(): Promise<void> }).idle());
    expect(await hears(page, 'close')).toBeNull();
    const count = (await heard(page)).length;
    const at = await inside
      .locator('umbra-viewer')
      .evaluate((viewer) => (viewer as never as { positionOf(cell: number): { x: number; y: number } }).positionOf(7));
    await inside.locator('canvas').click({ position: at });
    await inside.locator('umbra-viewer input[type=file]').setInputFiles(join(FIXTURES, 'not-anndata.h5'));
    await expect(inside.getByRole('contentinfo')).toContainText('not-anndata.h5');
    await inside
      .locator('umbra-viewer input[type=file]')
      .setInputFiles({ name: 'secret-name.h5ad', mimeType: '', buffer: Buffer.from('no') });
    await expect(inside.getByRole('alert')).toContainText('secret-name');
    // As if nothing were open.
    const answers = [
      await ask(page, 'hello'),
      await ask(page, 'getView'),
      await ask(page, 'close'),
      await ask(page, 'select', { cell: 0 }),
      await ask(page, 'color', { by: 'obs:leiden' }),
      await ask(page, 'setView', { view: { v: 1 } }),
    ];
    const closed = { error: { tag: 'closed', message: 'No file is open.', hint: 'Open one first.' } };
    expect(answers).toEqual([
      { result: { version: 1, opened: null, color: null } },
      { result: null },
      { result: null },
      closed,
      closed,
      closed,
    ]);
    await expect(inside.getByRole('contentinfo')).toContainText('not-anndata.h5');
    expect((await heard(page)).length).toBe(count + answers.length);
    expect(JSON.stringify(await heard(page))).not.toMatch(/citeseq|secret|not-anndata/);
    // The address of the frame does not tell of it either, nor does it know the file once it is loaded anew.
    expect(page.frames()[1]?.url()).toContain('pbmc68k_reduced.h5ad');
    // A file that the page names is told of again.
    await ask(page, 'open', { source: pbmc() });
    expect(await ask(page, 'hello')).toMatchObject({ result: { opened: { shape: [700, 765] } } });
  });

  test('a page of Umbra’s own origin, which could look into the frame, hears of everything', async ({ page, umbra }) => {
    const html = `<!doctype html><title>Own</title><link rel="icon" href="data:,">${SPEAK}<iframe src="./?embed" width="800" height="500"></iframe>`;
    await page.route('**/own.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto(`${umbra}own.html`);
    await hears(page, 'hello');
    await page.frameLocator('iframe').locator('umbra-viewer input[type=file]').setInputFiles(CITESEQ);
    expect(await hears(page, 'ready')).toEqual({ kind: 'MuData', shape: [700, 232] });
  });
});

test.describe('Share, Embed', () => {
  test('writes a frame and an element that show what is shown', async ({ page, umbra }) => {
    await page.goto(`${umbra}?url=${pbmc()}#v=1&e=X_pca&c=obs/phase`);
    await shows(page.locator('canvas[data-drawn="phase"]'));
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('menuitem', { name: 'Embed…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Embed in a page' });
    await dialog.getByRole('checkbox', { name: 'Bar over the cells' }).uncheck();
    await dialog.getByRole('checkbox', { name: 'Tables' }).check();
    await dialog.getByLabel('Height').fill('520');
    await dialog.getByRole('combobox', { name: 'Theme' }).selectOption('Dark');
    await dialog.getByRole('button', { name: 'Copy the HTML' }).click();
    await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
    const snippet = await page.evaluate(() => navigator.clipboard.readText());
    await dialog.getByRole('combobox', { name: 'As' }).selectOption({ label: 'Element, for pages with scripts' });
    const element = await dialog.getByRole('textbox', { name: 'HTML' }).inputValue();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    await page.goto(lab.put('/paper.html', `<!doctype html><title>Paper</title><link rel="icon" href="data:,"><p>Figure 1</p>${snippet}`));
    const inside = page.frameLocator('iframe');
    await shows(inside.locator('canvas[data-drawn="phase"]'));
    await expect(inside.getByRole('region', { name: 'Legend' })).toBeVisible();
    await expect(inside.getByRole('region', { name: 'Tables' })).toBeVisible();
    await expect(inside.getByRole('button', { name: 'Zoom in' })).toBeHidden();
    expect((await page.locator('iframe').boundingBox())?.height).toBe(520);
    expect(await inside.locator('umbra-viewer').evaluate((viewer) => (viewer as never as { getView(): object }).getView())).toMatchObject({
      place: { key: 'X_pca' },
    });
    expect(
      await inside
        .locator('[data-theme]')
        .first()
        .evaluate((root) => getComputedStyle(root).colorScheme),
    ).toBe('dark');

    // The element needs a host that lets other origins read the script: here it is put on a page of the same one.
    await page.route('**/own.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Own</title>${element}` }),
    );
    await page.goto(`${umbra}own.html`);
    await shows(page.locator('canvas[data-drawn="phase"]'));
    await expect(page.getByRole('tree')).toBeHidden();
    expect(await page.locator('umbra-viewer').evaluate((viewer) => viewer.clientHeight)).toBe(520);
  });

  test('of a file on this computer says what it needs', async ({ page, umbra }) => {
    await page.goto(umbra);
    await page.locator('umbra-viewer input[type=file]').setInputFiles(CITESEQ);
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('menuitem', { name: 'Embed…' }).click();
    await expect(page.getByRole('dialog', { name: 'Embed in a page' })).toContainText('other pages cannot open it');
  });
});
