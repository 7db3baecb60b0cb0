/** The settings for nginx in docs/hosting.md, as they stand there, in a real nginx: headers, compression, ranges, and the page. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpGet, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findNginx, freePort } from './remote/nginx.ts';
import { StaticHost } from './static-host.ts';
import { expect, PBMC, test, ViewerPage } from './viewer.ts';

const DOCUMENT = join(import.meta.dirname, '../docs/hosting.md');
const PROGRAM = findNginx();

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As it came: not unpacked. */
function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    httpGet(url, { headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
    }).on('error', reject);
  });
}

test.describe('nginx', () => {
  test.skip(PROGRAM === undefined, 'nginx is not installed');
  test.use({ serviceWorkers: 'allow' });

  const host = new StaticHost();
  const work = mkdtempSync(join(tmpdir(), 'umbra-nginx-'));
  let server: ChildProcess;
  let address = '';

  test.beforeAll(async () => {
    host.copy();
    const port = await freePort();
    const block = /```nginx\n(.*?)```/s.exec(readFileSync(DOCUMENT, 'utf8'))?.[1] ?? '';
    const settings = block.replace('listen 80;', `listen 127.0.0.1:${port};`).replace('root /srv/umbra;', `root ${host.folder};`);
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${work}/${name};`).join(' ');
    writeFileSync(
      join(work, 'nginx.conf'),
      `daemon off; pid ${work}/pid; error_log ${work}/error; ${process.getuid?.() === 0 ? 'user root;' : ''}
      events {} http { access_log off; ${places} ${settings} }`,
    );
    const args = ['-p', work, '-c', join(work, 'nginx.conf')];
    const { status, stderr } = spawnSync(PROGRAM as string, ['-t', ...args], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    server = spawn(PROGRAM as string, args, { stdio: 'ignore' });
    address = `http://localhost:${port}/`;
    await expect
      .poll(() =>
        get(address).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  test.afterAll(async () => {
    server?.kill();
    await host[Symbol.asyncDispose]();
    rmSync(work, { recursive: true, force: true });
  });

  test('each file is cached as the document says, with its type', async () => {
    const IMMUTABLE = 'public, max-age=31536000, immutable';
    const files: [path: string, type: string, control: string][] = [
      ['', 'text/html', 'no-cache'],
      ['index.html', 'text/html', 'no-cache'],
      ['index.json', 'application/json', 'no-cache'],
      ['service-worker.js', 'application/javascript', 'no-cache'],
      ['manifest.webmanifest', 'application/manifest+json', 'no-cache'],
      ['icon.svg', 'image/svg+xml', 'no-cache'],
      [`assets/${host.asset('index')}`, 'application/javascript', IMMUTABLE],
      [`assets/${host.asset('libH5Zzstd')}`, 'application/wasm', IMMUTABLE],
      ['examples/pbmc68k_reduced.h5ad', 'application/octet-stream', 'no-cache'],
    ];
    for (const [path, type, control] of files) {
      const { status, headers } = await get(address + path);
      expect([status, headers['content-type'], headers['cache-control']], path).toEqual([200, type, control]);
      expect(headers.etag, path).toBeDefined();
      expect((await get(address + path, { 'if-none-match': headers.etag ?? '' })).status, path).toBe(304);
    }
  });

  test('scripts are compressed, data are not, and their ranges are theirs', async () => {
    const gzip = { 'accept-encoding': 'gzip' };
    for (const path of [
      `assets/${host.asset('index')}`,
      `assets/${host.asset('libH5Zzstd')}`,
      'icon.svg',
      'index.json',
      'manifest.webmanifest',
    ])
      expect((await get(address + path, gzip)).headers['content-encoding'], path).toBe('gzip');
    const { status, headers, body } = await get(`${address}examples/pbmc68k_reduced.h5ad`, { ...gzip, range: 'bytes=1000-1999' });
    expect([status, headers['content-encoding']]).toEqual([206, undefined]);
    expect(body.equals(readFileSync(PBMC).subarray(1000, 2000))).toBe(true);
  });

  test('the page starts, draws an example by ranges, and starts again without the server', async ({ page }) => {
    const viewer = new ViewerPage(page);
    await page.goto(address);
    await page.getByRole('button', { name: /^pbmc68k_reduced.h5ad/ }).click();
    await viewer.opened(PBMC);
    await expect(viewer.canvas).toHaveAttribute('data-drawn', /./);
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)).toBe('activated');
    server.kill();
    await new Promise((resolve) => server.once('exit', resolve));
    await page.reload();
    await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
    expect(viewer.complaints).toEqual([]);
  });
});
