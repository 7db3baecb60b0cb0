/** Umbra as an installed app: without a network, from one build to the next, and with files that are opened from the desktop. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { UmbraViewer } from '../src/embed/umbra-viewer.tsx';
import type { AnnDataShadow, ElemShadow } from '../src/shadow/index.ts';
import { StaticHost } from './static-host.ts';
import { test as base, type CellsViewer, CITESEQ, expect, FIXTURES, fileLike, PBMC, text, ViewerPage } from './viewer.ts';

const test = base.extend<{ host: StaticHost }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  host: async ({}, use) => {
    await using host = new StaticHost();
    await use(host);
  },
});

test.use({ serviceWorkers: 'allow' });

/** Until all files are kept, and their worker has taken over. */
async function isKept(page: Page): Promise<void> {
  const states = () =>
    page.evaluate(async () => {
      const { installing, waiting, active } = await navigator.serviceWorker.ready;
      return [installing?.state, waiting?.state, active?.state];
    });
  await expect.poll(states).toEqual([undefined, undefined, 'activated']);
}

/** Addresses of all that is kept, by the name of the cache. */
function keptFiles(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(async () => {
    const found: Record<string, string[]> = {};
    for (const name of await caches.keys()) found[name] = (await (await caches.open(name)).keys()).map(({ url }) => url);
    return found;
  });
}

function started(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Choose a file' }).waitFor();
}

function openName(): string | undefined {
  return (document.querySelector('umbra-viewer') as UmbraViewer | null)?.shadow?.session.outline.file.name;
}

test('without a network it starts, opens a dropped file with a filter of its own, and draws', async ({ page, host }) => {
  const address = await host.start();
  await page.goto(address);
  await started(page);
  await isKept(page);
  await host.stop();
  const viewer = new ViewerPage(page);
  await page.reload();
  await started(page);
  const file = join(FIXTURES, 'filters/zstd.h5ad');
  await viewer.drop([fileLike(file)]);
  await viewer.opened(file);
  const sum = await viewer.element.evaluate(async (element: CellsViewer) => {
    const value = (await ((element.shadow as AnnDataShadow).obsm.get('f4_0') as ElemShadow).read()) as { data: Float32Array };
    return value.data.reduce((all, one) => all + one, 0);
  });
  expect(sum).toBeCloseTo(JSON.parse(text(`${file}.reference.json`)).elements['obsm/f4_0'].sum, 2);
  await viewer.drop([fileLike(PBMC)]);
  await viewer.opened(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
  expect(viewer.complaints).toEqual([]);
});

test('keeps the files of the build, each of them, the list of datasets, and nothing that was read', async ({ page, host }) => {
  const address = await host.start();
  await page.goto(address);
  await started(page);
  await isKept(page);
  await page.reload();
  await page.getByRole('button', { name: 'pbmc68k_reduced.h5ad' }).click();
  const viewer = new ViewerPage(page);
  await viewer.opened(PBMC);
  const caches = await keptFiles(page);
  expect(Object.keys(caches)).toHaveLength(1);
  const [files = []] = Object.values(caches);
  const names = files.map((url) => url.slice(address.length));
  expect(
    names.filter(
      (name) => name !== '' && !/^(assets\/[\w.-]+\.(js|so)|icons\/[\w-]+\.png|icon\.svg|index\.json|manifest\.webmanifest)$/.test(name),
    ),
  ).toEqual([]);
  const script = text(join(host.folder, 'service-worker.js'));
  expect(names).toHaveLength(JSON.parse(/^const BUILD = (.*);$/m.exec(script)?.[1] ?? '').files.length + 2);
});

test('a new build is there with the next visit; a page of the one before still finds its parts', async ({ page, context, host }) => {
  const address = await host.start();
  await page.goto(address);
  await started(page);
  await isKept(page);
  await page.reload();
  await started(page);

  host.deployNext(host.asset('scatter-renderer'));
  const next = await context.newPage();
  await next.goto(address);
  await expect(next).toHaveTitle('Umbra, the next');
  await expect.poll(async () => Object.keys(await keptFiles(next)).filter((name) => name.endsWith(' next'))).toHaveLength(1);
  await isKept(next);

  // This one was not reloaded, and has not drawn yet.
  const viewer = new ViewerPage(page);
  await expect(page).toHaveTitle('Umbra');
  await viewer.open(PBMC);
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
  expect(viewer.complaints).toEqual([]);

  await host.stop();
  await next.reload();
  await expect(next).toHaveTitle('Umbra, the next');
  await started(next);
});

test('a host in the middle of an update: what is kept stays whole', async ({ page, host }) => {
  const address = await host.start();
  await page.goto(address);
  await started(page);
  await isKept(page);
  const before = await keptFiles(page);
  // The worker of the next build is there, its page is not.
  host.edit('service-worker.js', (script) =>
    script.replace(/"script":"[^"]+"/, '"script":"assets/index-next.js"').replace(/"version":"\w+"/, '"version":"next"'),
  );
  const failed = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker>((resolve) =>
      registration.addEventListener('updatefound', () => resolve(registration.installing as ServiceWorker)),
    );
    await registration.update();
    const installing = await found;
    await new Promise<void>((resolve) => installing.addEventListener('statechange', () => installing.state === 'redundant' && resolve()));
    return registration.active?.state;
  });
  expect(failed).toBe('activated');
  await host.stop();
  await page.reload();
  await started(page);
  const after = await keptFiles(page);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [name, files] of Object.entries(before)) expect(after[name]).toEqual(expect.arrayContaining(files));
});

test('nothing is kept in a frame, nor where the page has no manifest; then what was kept is given up', async ({ page, host }) => {
  const address = await host.start();
  const registrations = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  await page.goto(`${address}icon.svg`);
  await page.goto(address.replace('/umbra/', '/'), { waitUntil: 'commit' }).catch(() => {});
  await page.setContent(`<iframe src="${address}" style="width: 800px; height: 600px"></iframe>`);
  await page.frameLocator('iframe').getByRole('button', { name: 'Choose a file' }).waitFor();
  await page
    .frameLocator('iframe')
    .locator('umbra-viewer')
    .evaluate((viewer: UmbraViewer) => viewer.idle());
  expect(await registrations()).toBe(0);

  await page.goto(address);
  await started(page);
  await isKept(page);
  expect(await registrations()).toBe(1);
  host.edit('index.html', (html) => html.replace(/<link rel="manifest"[^>]*>/, ''));
  await page.reload();
  await expect.poll(registrations).toBe(0);
});

test('Chromium finds nothing amiss with the manifest; its icons have the sizes that it says', async ({ page, host }) => {
  const address = await host.start();
  await page.goto(address);
  const session = await page.context().newCDPSession(page);
  const { errors, url, data = '' } = await session.send('Page.getAppManifest');
  expect([errors, url]).toEqual([[], `${address}manifest.webmanifest`]);
  // A window without an address is no place to install from: that is of this test.
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  const { icons, file_handlers: handlers } = JSON.parse(data);
  for (const { src, sizes, type } of icons) {
    if (type !== 'image/png') continue;
    const png = readFileSync(join(host.folder, src));
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
  expect(Object.values(handlers[0].accept)).toEqual([['.h5ad', '.h5mu', '.loom', '.h5']]);
});

test('installed, it opens two files from the desktop, each in a window of its own', async ({ host, launchOptions }) => {
  test.skip(process.platform !== 'linux', 'an installed app would be left in the menus of this computer');
  // Three windows, each drawn in software.
  test.slow();
  const address = await host.start();
  // What is installed goes there, not into the user's menus.
  const home = mkdtempSync(join(tmpdir(), 'umbra-home-'));
  const env = { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home } as Record<string, string>;
  const context = await chromium.launchPersistentContext(join(home, 'profile'), { ...launchOptions, env });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await started(page);
    const session = await context.newCDPSession(page);
    const app = { manifestId: address };
    const refused = await session.send('PWA.install', { ...app, installUrlOrBundleUrl: address }).then(() => '', String);
    test.skip(refused.includes("wasn't found"), 'this browser is without installed apps');
    expect(refused).toBe('');
    const windows: Page[] = [];
    context.on('page', (window) => windows.push(window));
    await session.send('PWA.launchFilesInApp', { ...app, files: [PBMC, CITESEQ] });
    await expect.poll(() => windows.length, { timeout: 30_000 }).toBe(2);
    const names = () => Promise.all(windows.map((window) => window.evaluate(openName)));
    await expect.poll(async () => (await names()).sort(), { timeout: 30_000 }).toEqual(['citeseq.h5mu', 'pbmc68k_reduced.h5ad']);
    await session.send('PWA.uninstall', app);
  } finally {
    await context.close();
    rmSync(home, { recursive: true, force: true });
  }
});

test('a file that is opened from the desktop is remembered; one that is gone is told', async ({ page }) => {
  // A queue of this test: the real one gives no file that is gone. The handles are real.
  await page.addInitScript(() => {
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer: (consume: unknown) => Object.assign(window, { consume }) } });
  });
  const viewer = new ViewerPage(page);
  await viewer.start();
  const launch = (name: string, base64: string | null) =>
    page.evaluate(
      async ([name, base64]) => {
        const folder = await navigator.storage.getDirectory();
        const handle = await folder.getFileHandle(name, { create: true });
        if (base64 === null) await folder.removeEntry(name);
        else {
          const writable = await handle.createWritable();
          await writable.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
          await writable.close();
        }
        (window as unknown as { consume(launch: object): void }).consume({ files: [handle] });
      },
      [name, base64] as const,
    );
  await launch('desk.h5ad', readFileSync(PBMC).toString('base64'));
  await viewer.opened('desk.h5ad');
  await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
  await launch('gone.h5ad', null);
  await expect(page.getByText(/gone.h5ad was not opened/)).toBeVisible();
  expect(viewer.complaints).toEqual([]);

  // It is among the recent files, and opens without being asked for.
  await page.getByRole('button', { name: 'desk.h5ad' }).first().click();
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Open desk.h5ad again' }).click();
  await viewer.opened('desk.h5ad');
});

test('opened as a file from a folder it says why it does not start', async ({ page }) => {
  await page.goto(`file://${join(import.meta.dirname, '../dist/index.html')}`);
  await expect(page.getByRole('heading', { name: 'Umbra has not started' })).toBeVisible();
  await expect(page.getByText('python3 -m http.server')).toBeVisible();
});
