/** The examples of embedding, as they stand in examples/: run with the built app in the place of Umbra, and an example file. */
import { join } from 'node:path';
import { build } from 'vite';
import { type Lab, startLab } from './lab.ts';
import { test as base, expect, text, ViewerPage } from './viewer.ts';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLES = join(ROOT, 'examples');

let umbra: Lab;
let lab: Lab;

base.beforeAll(async () => {
  umbra = await startLab({ folders: { '/': join(ROOT, 'dist') }, isOpen: true });
  lab = await startLab({ folders: { '/examples/': join(ROOT, 'public/examples') }, isOpen: true });
});
base.afterAll(() => Promise.all([umbra.close(), lab.close()]));

const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const { complaints } = new ViewerPage(page);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** An example with addresses that are there. */
function filled(content: string): string {
  expect(content).toContain('https://umbra.example/');
  return content
    .replaceAll('https://umbra.example/', `${umbra.origin}/`)
    .replaceAll('https://data.example/cells.h5ad', `${lab.origin}/examples/pbmc68k_reduced.h5ad`);
}

/** A page of the lab's. */
function put(body: string): string {
  return lab.put(
    '/page.html',
    body.includes('<!doctype')
      ? body.replace('<title>', '<link rel="icon" href="data:,"><title>')
      : `<!doctype html><title>Page</title><link rel="icon" href="data:,">${body}`,
  );
}

const SLOW = { timeout: 30_000 };

test('HTML: a frame that is driven by messages', async ({ page }) => {
  await page.goto(put(filled(text(join(EXAMPLES, 'html/frame.html')))));
  const inside = page.frameLocator('iframe');
  await expect(inside.locator('canvas[data-drawn]')).toBeVisible(SLOW);
  await page.getByRole('button', { name: 'Clusters' }).click();
  await expect(inside.locator('canvas[data-drawn="louvain"]')).toBeVisible(SLOW);
  await page.getByRole('button', { name: 'CD3D' }).click();
  await expect(inside.locator('canvas[data-drawn="CD3D · X"]')).toBeVisible(SLOW);
  const at = await inside
    .locator('umbra-viewer')
    .evaluate((viewer) => (viewer as never as { positionOf(cell: number): { x: number; y: number } }).positionOf(7));
  await inside.locator('canvas').hover({ position: at });
  await expect(page.getByRole('status')).toHaveText(/^[ACGT]+-\d$/);
});

test('HTML: the element, and a field of the page', async ({ page }) => {
  await page.goto(put(filled(text(join(EXAMPLES, 'html/element.html')))));
  await expect(page.locator('canvas[data-drawn="louvain"]')).toBeVisible(SLOW);
  await expect(page.locator('#said')).toHaveText('700 cells', SLOW);
  const field = page.getByRole('textbox', { name: 'Colour by' });
  await field.fill('CD3E');
  await field.press('Enter');
  await expect(page.locator('canvas[data-drawn="CD3E · X"]')).toBeVisible(SLOW);
  await field.fill('obs:phse');
  await field.press('Enter');
  await expect(page.locator('#said')).toHaveText('obs has no column “phse”. Near: phase.', SLOW);
});

test('HTML: several viewers, and a cell that is marked in all of them', async ({ page }) => {
  await page.goto(put(filled(text(join(EXAMPLES, 'html/several.html')))));
  for (const color of ['louvain', 'phase', 'CD3D · X']) await expect(page.locator(`canvas[data-drawn="${color}"]`)).toBeVisible(SLOW);
  const views = await page.locator('umbra-viewer').evaluateAll(async (viewers) => {
    const told = viewers.map(
      (viewer) =>
        new Promise((resolve) => viewer.addEventListener('umbra-select', (event) => resolve((event as CustomEvent).detail.index))),
    );
    await (viewers[0] as never as { select(cell: number): Promise<void> }).select(5);
    return Promise.all(told);
  });
  expect(views).toEqual([5, 5, 5]);
});

test('MediaWiki: what the widget makes of its template', async ({ page }) => {
  const values: Readonly<Record<string, string>> = {
    url: 'https://data.example/cells.h5ad',
    view: 'v=1&c=obs/louvain&e=X_umap',
    show: 'legend,toolbar',
    height: '480',
  };
  // As Smarty: `urlpathinfo` encodes all but slashes, `html` the five that mean something there.
  const escaped: Readonly<Record<string, (value: string) => string>> = {
    urlpathinfo: (value) =>
      encodeURIComponent(value.replaceAll('https://data.example/cells.h5ad', `${lab.origin}/examples/pbmc68k_reduced.h5ad`)).replaceAll(
        '%2F',
        '/',
      ),
    html: (value) =>
      value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#039;'),
  };
  const template = /<includeonly>(.*)<\/includeonly>/s.exec(text(join(EXAMPLES, 'mediawiki/Umbra.widget')))?.[1] ?? '';
  const written = template.replaceAll(/<!--\{\$(\w+)(.*?)\}-->/g, (_, name: string, modifiers: string) => {
    const how = /escape:'(\w+)'/.exec(modifiers)?.[1];
    if (how === undefined) expect(modifiers).toContain('validate:int');
    return (how ? escaped[how] : (value: string) => String(Number(value)))?.(values[name] ?? '') ?? '';
  });
  expect(written).not.toContain('{$');
  await page.goto(put(filled(written)));
  await expect(page.frameLocator('iframe').locator('canvas[data-drawn="louvain"]')).toBeVisible(SLOW);
  await expect(page.frameLocator('iframe').getByRole('region', { name: 'Legend' })).toBeVisible();
});

test('Notion, Confluence and others: an address that is put into a frame', async ({ page }) => {
  const address = filled(text(join(EXAMPLES, 'frames/address.txt'))).trim();
  expect(text(join(EXAMPLES, 'frames/README.md'))).toContain(text(join(EXAMPLES, 'frames/address.txt')).trim());
  // As they do it: in a sandbox that lets scripts run, and opens links.
  await page.goto(
    put(
      `<iframe src="${address.replaceAll('&', '&amp;')}" sandbox="allow-scripts allow-same-origin allow-popups allow-forms" width="720" height="420"></iframe>`,
    ),
  );
  await expect(page.frameLocator('iframe').locator('canvas[data-drawn="louvain"]')).toBeVisible(SLOW);
});

test('Jupyter: the frame that the notebook shows', async ({ page }) => {
  const notebook = JSON.parse(text(join(EXAMPLES, 'jupyter/umbra.ipynb'))) as {
    nbformat: number;
    cells: { cell_type: string; source: string[] }[];
  };
  expect(notebook.nbformat).toBe(4);
  const [code = ''] = notebook.cells.filter(({ cell_type }) => cell_type === 'code').map(({ source }) => source.join(''));
  const match = (pattern: RegExp): string => pattern.exec(code)?.[1] ?? '';
  const values: Readonly<Record<string, string>> = {
    UMBRA: match(/^UMBRA = '(.*)'$/m),
    'quote(url, safe=":/")': match(/^umbra\('([^']*)'/m),
    show: match(/show='([^']*)'/),
    view: match(/^umbra\(.*view='([^']*)'/m),
  };
  // Python's f-string.
  const address = match(/IFrame\(f'([^']*)'/).replaceAll(
    /\{([^}]*)\}/g,
    (_, expression: string) => values[expression] ?? `{${expression}}`,
  );
  expect(address).not.toContain('{');
  await page.goto(put(`<iframe src="${filled(address).replaceAll('&', '&amp;')}" width="100%" height="480"></iframe>`));
  await expect(page.frameLocator('iframe').locator('canvas[data-drawn="louvain"]')).toBeVisible(SLOW);
});

test('React: the component', async ({ page }) => {
  const built = await build({
    configFile: false,
    root: join(EXAMPLES, 'react'),
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry: 'App.tsx', formats: ['es'] } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunk = output && 'output' in output ? output.output[0] : null;
  if (!chunk) throw new Error('nothing was built');
  const script = filled(chunk.code).replaceAll('</script', '<\\/script');
  await page.goto(put(`<div id="root"></div><script type="module">${script}</script>`));
  await expect(page.locator('canvas[data-drawn="louvain"]')).toBeVisible(SLOW);
  await expect(page.getByText('700 cells; selected: none')).toBeVisible(SLOW);
  await page.getByRole('combobox', { name: 'Colour by' }).first().selectOption('CD3D');
  await expect(page.locator('canvas[data-drawn="CD3D · X"]')).toBeVisible(SLOW);
  await page.locator('umbra-viewer').evaluate((viewer) => (viewer as never as { select(cell: number): Promise<void> }).select(0));
  await expect(page.getByText(/selected: [ACGT]+-\d/)).toBeVisible();
});
