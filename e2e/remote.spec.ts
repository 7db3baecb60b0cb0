/** Files behind links, from servers of another origin: nginx where it is installed, and one in Node that answers alike. Through the box. */
import { readFileSync } from 'node:fs';
import { test as base, type Page } from '@playwright/test';
import { corsSettings } from '../src/io/http/cors-settings.ts';
import { findNginx, startNginx } from './remote/nginx.ts';
import { startOrigin } from './remote/origin.ts';
import { CITESEQ, expect, ViewerPage } from './viewer.ts';

/** What a browser itself says in the console of a request that failed. */
const OF_THE_BROWSER = /blocked by CORS policy|Failed to load resource/;

const test = base.extend<{ viewer: ViewerPage }>({
  viewer: async ({ page }, use) => {
    const viewer = new ViewerPage(page);
    await viewer.start();
    await use(viewer);
    expect(viewer.complaints.filter((text) => !OF_THE_BROWSER.test(text))).toEqual([]);
  },
});

function paste(page: Page, link: string): Promise<void> {
  return page.getByRole('textbox', { name: 'Link to a file' }).fill(link);
}

async function openLink(page: Page, link: string): Promise<void> {
  await paste(page, link);
  await page.keyboard.press('Enter');
}

/** What is shown of a link that cannot be opened. */
const SAYS: readonly (readonly [path: string, says: RegExp])[] = [
  ['closed/citeseq.h5mu', /HOST answers, but does not let other sites read its files.*PAGE/],
  ['denied/citeseq.h5mu', /HOST does not let everybody read this file.*cannot sign in/],
  ['login/citeseq.h5mu', /HOST sends on to another address, which does not let other sites read it: a login/],
  ['page/citeseq.h5mu', /HOST sent a web page, not a file/],
  ['listing/', /the address of a folder on HOST/],
  ['cors/not-there.h5mu', /HOST has no file at this address/],
];

const program = findNginx();
const SERVERS = [
  { name: 'Node', isThere: true, start: (_: string) => startOrigin() },
  { name: 'nginx', isThere: program !== undefined, start: (origin: string) => startNginx(program ?? '', origin) },
];

for (const { name, isThere, start } of SERVERS) {
  test.describe(`from ${name}`, () => {
    test.skip(!isThere, `${name} is not installed`);
    let server: { readonly url: string; close(): void };
    let pageOrigin: string;

    test.beforeAll(async ({ baseURL }) => {
      pageOrigin = new URL(baseURL as string).origin;
      server = await start(pageOrigin);
    });
    test.afterAll(() => server?.close());

    for (const folder of ['cors', 'unexposed']) {
      test(`${folder}: its cells are drawn, and what was fetched is shown`, async ({ viewer, page }) => {
        await openLink(page, `${server.url}/${folder}/citeseq.h5mu`);
        await viewer.opened('citeseq.h5mu');
        await expect(viewer.canvas).toBeVisible();
        await expect(viewer.legend).toContainText('celltype');
        await page.getByRole('button', { name: /^Memory/ }).click();
        const { host } = new URL(server.url);
        await expect(page.getByText(`from ${host}`, { exact: true })).toBeVisible();
        await expect(page.getByText(/ of 1\.07 MB in \d+ requests?$/)).toBeVisible();
      });
    }

    test('each way to fail is told from the others', async ({ viewer, page }) => {
      test.slow();
      const { host } = new URL(server.url);
      for (const [path, says] of SAYS) {
        await openLink(page, `${server.url}/${path}`);
        const expected = new RegExp(says.source.replace('HOST', host).replace('PAGE', pageOrigin), 's');
        await expect(page.getByRole('alert'), path).toHaveText(expected);
        await viewer.idle();
      }
    });

    test('a server without ranges: asks, and downloads as a whole', async ({ viewer, page }) => {
      await openLink(page, `${server.url}/whole/citeseq.h5mu`);
      const dialog = page.getByRole('dialog', { name: 'Download 1.07 MB?' });
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await viewer.idle();
      await expect(page.getByRole('alert')).toHaveCount(0);
      await openLink(page, `${server.url}/whole/citeseq.h5mu`);
      await dialog.getByRole('button', { name: 'Download' }).click();
      await viewer.opened('citeseq.h5mu');
      await expect(viewer.canvas).toBeVisible();
      await page.getByRole('button', { name: /^Memory/ }).click();
      await expect(page.getByText(`downloaded from ${new URL(server.url).host}, 1.07 MB`)).toBeVisible();
    });

    test('what is compressed on its way is downloaded too', async ({ viewer, page }) => {
      await openLink(page, `${server.url}/gzip/citeseq.h5mu`);
      const dialog = page.getByRole('dialog', { name: 'Download all of citeseq.h5mu?' });
      await expect(dialog).toContainText('compresses');
      await dialog.getByRole('button', { name: 'Download' }).click();
      await viewer.opened('citeseq.h5mu');
      await expect(viewer.canvas).toBeVisible();
    });

    test('a slow download shows how far it is, and can be cancelled', async ({ viewer, page }) => {
      await openLink(page, `${server.url}/slow/pbmc68k_reduced.h5ad`);
      await page.getByRole('dialog').getByRole('button', { name: 'Download' }).click();
      const progress = page.getByRole('status').filter({ hasText: 'Downloading pbmc68k_reduced.h5ad' });
      await expect(progress).toContainText(/\d+ kB of 1\.\d+ MB/);
      await progress.getByRole('button', { name: 'Cancel' }).click();
      await viewer.idle();
      await expect(progress).toHaveCount(0);
      await expect(page.getByRole('alert')).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
    });
  });
}

test('the settings for a server can be copied, with the page’s own origin', async ({ viewer, page, baseURL }) => {
  const server = await startOrigin();
  try {
    await openLink(page, `${server.url}/closed/citeseq.h5mu`);
    const alert = page.getByRole('alert');
    await alert.getByText('nginx', { exact: true }).click();
    await alert.getByRole('button', { name: 'Copy for nginx' }).click();
    const { origin } = new URL(baseURL as string);
    const nginx = corsSettings('example.org', origin).find(({ title }) => title === 'nginx');
    expect(await viewer.clipboard()).toBe(nginx?.text);
  } finally {
    server.close();
  }
});

test('a server that is not there', async ({ viewer, page }) => {
  const server = await startOrigin();
  server.close();
  await openLink(page, `${server.url}/cors/citeseq.h5mu`);
  await expect(page.getByRole('alert')).toContainText(`${new URL(server.url).host} could not be reached.`);
  await viewer.idle();
});

test('what a link comes to is said while it is typed', async ({ viewer, page }) => {
  await paste(page, 'https://github.com/o/r/blob/main/x.h5ad');
  await expect(page.getByText('The file behind the GitHub page, from raw.githubusercontent.com.')).toBeVisible();
  await paste(page, 'https://drive.google.com/file/d/ID/view');
  await expect(page.getByText(/^Google Drive lets no other site read its files/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Link to a file' })).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Enter');
  await viewer.idle();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a link is remembered, opened again with a click, from the menu, and by dropping it', async ({ viewer, page }) => {
  const server = await startOrigin();
  try {
    await openLink(page, `${server.url}/cors/citeseq.h5mu`);
    await viewer.opened('citeseq.h5mu');
    await page.getByRole('button', { name: /^citeseq\.h5mu/ }).click();
    await page.getByRole('menuitem', { name: 'Open a link…' }).click();
    await expect(page.getByRole('textbox', { name: 'Link to a file' })).toBeFocused();
    await openLink(page, `${server.url}/cors/pbmc68k_reduced.h5ad`);
    await viewer.opened('pbmc68k_reduced.h5ad');
    await page.reload();
    await page.getByRole('button', { name: 'Open citeseq.h5mu again' }).click();
    await viewer.opened('citeseq.h5mu');
    await viewer.drop([], `${server.url}/cors/pbmc68k_reduced.h5ad`);
    await viewer.opened('pbmc68k_reduced.h5ad');
  } finally {
    server.close();
  }
});

test('a pasted pointer of Git LFS, and an element’s open() on any page, say why', async ({ viewer, page }) => {
  const server = await startOrigin();
  try {
    await openLink(page, `${server.url}/pointer/x.h5ad`);
    await expect(page.getByRole('alert')).toContainText('has only a pointer of Git LFS at this address');
    const record = await viewer.element.evaluate(
      (element, url) =>
        (element as HTMLElement & { open(url: string): Promise<unknown> }).open(url).catch((error: { record: unknown }) => error.record),
      `${server.url}/denied/x.h5ad`,
    );
    expect(record).toMatchObject({ tag: 'io', message: expect.stringContaining('does not let everybody read') });
  } finally {
    server.close();
  }
});

test('a file’s page on GitHub is opened as the file behind it, also where Git LFS keeps it elsewhere', async ({ viewer, page }) => {
  const serve = (host: string, content: Buffer) =>
    page.route(`https://${host}/**`, async (route) => {
      const [start = 0, end = 0] = (/\d+-\d+/.exec(route.request().headers()['range'] ?? '')?.[0] ?? '0-').split('-').map(Number);
      const last = Math.min(end || content.byteLength, content.byteLength - 1);
      const headers = {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Content-Range',
        'Content-Range': `bytes ${start}-${last}/${content.byteLength}`,
      };
      await route.fulfill({ status: 206, headers, body: content.subarray(start, last + 1) });
    });
  await serve('raw.githubusercontent.com', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:80\nsize 110517008\n'));
  await serve('media.githubusercontent.com', readFileSync(CITESEQ));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await openLink(page, 'https://github.com/lab/data/blob/main/citeseq.h5mu');
  await viewer.opened('citeseq.h5mu');
  await expect(viewer.canvas).toBeVisible();
  expect(asked).toContain('https://raw.githubusercontent.com/lab/data/main/citeseq.h5mu');
  expect(asked).toContain('https://media.githubusercontent.com/media/lab/data/main/citeseq.h5mu');
});
