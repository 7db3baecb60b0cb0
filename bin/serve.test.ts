/** `umbra serve` as a process, as a package has it: only `bin` and `dist`. Requests go out as they are written: fetch would tidy their paths. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
const PAGE =
  '<head>\n    <link rel="manifest" href="./manifest.webmanifest" />\n  </head><script type="module" src="./assets/index-1.js"></script>';
const SCRIPT = 'export const shadows = true;\n'.repeat(100);

const work = mkdtempSync(join(tmpdir(), 'umbra-serve-'));
const UMBRA = join(work, 'package/bin/umbra.mjs');
const DATA = join(work, 'data');
const running: ChildProcess[] = [];

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Whether all that was announced came. */
  readonly isWhole: boolean;
}

function get(address: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    request({ host: hostname, port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', () => {});
      response.on('close', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(parts), isWhole: response.complete });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** Resolves with the address that it prints. */
function serve(args: readonly string[], env: Record<string, string> = {}): Promise<URL> {
  const child = spawn(process.execPath, [UMBRA, 'serve', ...args, '--no-open'], { env: { PATH: process.env['PATH'], ...env } });
  running.push(child);
  let printed = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      printed += text;
      const address = /^ {2}(http:\S+)$/m.exec(printed)?.[1];
      if (address && printed.includes('Ctrl+C')) resolve(new URL(address));
    });
    child.stderr.on('data', (text) => reject(new Error(String(text))));
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${printed}`)));
  });
}

beforeAll(() => {
  mkdirSync(join(work, 'package/dist/assets'), { recursive: true });
  cpSync(import.meta.dirname, join(work, 'package/bin'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
  writeFileSync(join(work, 'package/dist/index.html'), PAGE);
  writeFileSync(join(work, 'package/dist/assets/index-1.js'), SCRIPT);
  writeFileSync(join(work, 'package/dist/.hidden'), 'secret');
  for (const folder of ['more', '.git', 'cells.zarr/X', 'node_modules']) mkdirSync(join(DATA, folder), { recursive: true });
  for (const name of ['a.h5ad', 'more/b #1 ü.h5mu', '.secret.h5ad', '.git/c.h5ad', 'node_modules/d.h5ad', 'grown.h5ad'])
    writeFileSync(join(DATA, name), BYTES);
  writeFileSync(join(DATA, 'notes.txt'), 'secret');
  for (const name of ['cells.zarr/.zgroup', 'cells.zarr/.env', 'cells.zarr/X/0.0']) writeFileSync(join(DATA, name), '{}');
  writeFileSync(join(work, 'outside.h5ad'), 'secret');
  mkdirSync(join(work, 'data-beside'));
  writeFileSync(join(work, 'data-beside/e.h5ad'), 'secret');
  symlinkSync(join(work, 'outside.h5ad'), join(DATA, 'out.h5ad'));
  symlinkSync(join(work, 'data-beside'), join(DATA, 'out'));
  symlinkSync(join(DATA, 'a.h5ad'), join(DATA, 'link.h5ad'));
  symlinkSync(DATA, join(DATA, 'circle'));
  symlinkSync(join(work, 'nowhere'), join(DATA, 'broken.h5ad'));
});

afterAll(() => {
  for (const child of running) child.kill();
  rmSync(work, { recursive: true });
});

describe('a folder', () => {
  let address = '';
  let base = '';
  const at = (path: string, headers?: Record<string, string>, method?: string) => get(address, `${base}${path}`, headers, method);

  beforeAll(async () => {
    const { href, pathname } = await serve([DATA, '--port', '0']);
    address = href;
    base = pathname;
  });

  it('listens on this computer only, under a token of 24 characters', () => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\/$/);
  });

  it.each(['/', '/index.html', '/index.json', '/files/data/a.h5ad', '/wrong/index.html', '/%2e/', '/assets/index-1.js'])(
    'says nothing without the token: %s',
    async (path) => {
      const { status, body } = await get(address, path);
      expect(status).toBe(404);
      expect(String(body)).toContain('token');
    },
  );

  it('needs the whole token', async () => {
    expect((await get(address, `${base.slice(0, -2)}/`)).status).toBe(404);
    expect((await get(address, `${base.slice(0, -2)}x/index.json`)).status).toBe(404);
  });

  it('lists single-cell files by their addresses, without what is hidden, leads out, or is something else', async () => {
    const { body, headers } = await at('index.json');
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    const { title, datasets } = JSON.parse(String(body));
    expect(title).toBe('data');
    expect(datasets).toEqual([
      { url: 'files/data/a.h5ad', title: 'a.h5ad', size: 1000 },
      { url: 'files/data/cells.zarr/', title: 'cells.zarr' },
      { url: 'files/data/grown.h5ad', title: 'grown.h5ad', size: 1000 },
      { url: 'files/data/link.h5ad', title: 'link.h5ad', size: 1000 },
      { url: 'files/data/more/b%20%231%20%C3%BC.h5mu', title: 'b #1 ü.h5mu', description: 'in more', size: 1000 },
    ]);
  });

  it('gives all that it lists', async () => {
    const { datasets } = JSON.parse(String((await at('index.json')).body)) as { datasets: { url: string; size?: number }[] };
    const files = datasets.filter(({ size }) => size !== undefined);
    expect(files.length).toBe(4);
    for (const { url } of files) expect((await at(url)).body.equals(BYTES), url).toBe(true);
  });

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=990-2000', 990, 1000],
    ['bytes=900-', 900, 1000],
    ['bytes=-8', 992, 1000],
    ['bytes=-2000', 0, 1000],
  ])('range %s', async (range, start, end) => {
    const { status, headers, body } = await at('files/data/a.h5ad', { range });
    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${start}-${end - 1}/1000`);
    expect(headers['content-length']).toBe(String(end - start));
    expect(body.equals(BYTES.subarray(start, end))).toBe(true);
  });

  it.each(['bytes=1000-', 'bytes=1000-1001', 'bytes=-0'])('range %s lies outside', async (range) => {
    const { status, headers, body } = await at('files/data/a.h5ad', { range });
    expect([status, headers['content-range'], body.length]).toEqual([416, 'bytes */1000', 0]);
  });

  it.each(['bytes=0-1,4-5', 'bytes=5-2', 'bytes=-', 'items=0-1', 'bytes=a-b'])('%s is no range it knows: the whole', async (range) => {
    const { status, body } = await at('files/data/a.h5ad', { range });
    expect([status, body.length]).toEqual([200, 1000]);
  });

  it('validators: unchanged, changed, and a range of what has changed', async () => {
    const { headers } = await at('files/data/a.h5ad');
    const { etag = '', 'last-modified': modified = '' } = headers;
    expect(etag).toMatch(/^"[^"]+"$/);
    expect((await at('files/data/a.h5ad', { 'if-none-match': etag })).status).toBe(304);
    expect((await at('files/data/a.h5ad', { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await at('files/data/a.h5ad', { 'if-modified-since': modified })).status).toBe(304);
    expect((await at('files/data/a.h5ad', { range: 'bytes=0-0', 'if-range': etag })).status).toBe(206);
    expect((await at('files/data/a.h5ad', { range: 'bytes=0-0', 'if-range': modified })).status).toBe(206);
    expect((await at('files/data/a.h5ad', { range: 'bytes=0-0', 'if-range': '"other"' })).status).toBe(200);
    writeFileSync(join(DATA, 'grown.h5ad'), Buffer.concat([BYTES, BYTES]));
    expect((await at('files/data/grown.h5ad')).headers.etag).not.toBe(etag);
  });

  it('HEAD says what GET would, of the whole', async () => {
    const { status, headers, body } = await at('files/data/a.h5ad', { range: 'bytes=0-0' }, 'HEAD');
    expect([status, headers['content-length'], headers['accept-ranges'], body.length]).toEqual([200, '1000', 'bytes', 0]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
    expect((await at('files/data/a.h5ad', {}, method)).status).toBe(405);
  });

  it.each([
    '../outside.h5ad',
    'files/data/../../outside.h5ad',
    'files/data/..%2f..%2foutside.h5ad',
    'files/data/%2e%2e/%2e%2e/outside.h5ad',
    'files/../outside.h5ad',
    'files/data/..\\..\\outside.h5ad',
    'files/data//a.h5ad',
    'files/data/a.h5ad%00',
    'files/data/%ff.h5ad',
    'files/data-beside/e.h5ad',
    'files/data/out.h5ad',
    'files/data/out/e.h5ad',
    'files/data/broken.h5ad',
    'files/data/.secret.h5ad',
    'files/data/.git/c.h5ad',
    'files/data/notes.txt',
    'files/data/cells.zarr/.env',
    'files/data/.zgroup',
    'files/data/more',
    'files/data/',
    'files/data',
    'files/',
    'assets/',
    '.hidden',
    '../package.json',
    '..%2fbin/umbra.mjs',
  ])('does not give %s', async (path) => {
    const { status, body } = await at(path);
    expect(status).toBe(404);
    expect(String(body)).not.toContain('secret');
  });

  it('gives the metadata and the chunks of a Zarr store', async () => {
    expect((await at('files/data/cells.zarr/.zgroup')).status).toBe(200);
    expect((await at('files/data/cells.zarr/X/0.0')).status).toBe(200);
  });

  it('gives the app: not to be installed, its scripts compressed and for good, files never compressed', async () => {
    const page = await at('');
    expect(String(page.body)).toBe(PAGE.replace(/\s*<link[^>]*>/, ''));
    expect(page.headers['cache-control']).toBe('no-cache');
    const script = await at('assets/index-1.js', { 'accept-encoding': 'gzip' });
    expect(script.headers['content-encoding']).toBe('gzip');
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.body.length).toBeLessThan(SCRIPT.length);
    expect(String((await at('assets/index-1.js')).body)).toBe(SCRIPT);
    expect((await at('files/data/a.h5ad', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBeUndefined();
  });

  it('tells nobody its address, and lets no other page read', async () => {
    const { headers } = await at('files/data/a.h5ad');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('an answer that is cut short looks like one', async () => {
    const large = join(DATA, 'large.h5ad');
    writeFileSync(large, '');
    truncateSync(large, 2 ** 28);
    const { hostname, port } = new URL(address);
    const isWhole = await new Promise((resolve, reject) => {
      request({ host: hostname, port, path: `${base}files/data/large.h5ad`, agent: false }, (response) => {
        response.once('data', () => truncateSync(large, 2 ** 20));
        response.on('error', () => {});
        response.on('close', () => resolve(response.complete));
      })
        .on('error', reject)
        .end();
    });
    expect(isWhole).toBe(false);
  });
});

describe('what is printed', () => {
  it('one file, whatever its name: its link', async () => {
    const { pathname, search, href } = await serve([join(DATA, 'notes.txt'), '--port', '0']);
    expect(search).toBe('?url=files/notes.txt');
    expect(String((await get(href, `${pathname}files/notes.txt`)).body)).toBe('secret');
    expect((await get(href, `${pathname}files/a.h5ad`)).status).toBe(404);
  });

  it('several things, some of one name', async () => {
    const { pathname, search, href } = await serve([join(DATA, 'a.h5ad'), join(DATA, 'more'), join(DATA, 'a.h5ad'), '--port', '0']);
    expect(search).toBe('');
    const { datasets } = JSON.parse(String((await get(href, `${pathname}index.json`)).body));
    expect(datasets.map(({ url }: { url: string }) => url)).toEqual([
      'files/a.h5ad',
      'files/more/b%20%231%20%C3%BC.h5mu',
      'files/2-a.h5ad',
    ]);
    expect((await get(href, `${pathname}files/2-a.h5ad`)).status).toBe(200);
  });

  it('a token of the user’s', async () => {
    const { pathname } = await serve([DATA, '--port', '0'], { UMBRA_TOKEN: 'chosen-by-me' });
    expect(pathname).toBe('/chosen-by-me/');
  });

  const refused = (args: readonly string[], env: Record<string, string> = {}) => {
    const { status, stderr } = spawnSync(process.execPath, [UMBRA, ...args], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
    });
    expect(status).toBe(1);
    expect(stderr).not.toContain('    at ');
    return stderr;
  };

  it('what is wrong with the command, without a stack', async () => {
    expect(refused([])).toContain('what shall be served?');
    expect(refused(['serve'])).toContain('umbra serve FILE_OR_DIR…');
    expect(refused(['serve', 'x', '--what'])).toContain("Unknown option '--what'");
    expect(refused(['serve', join(DATA, 'none.h5ad')])).toContain('none.h5ad is not there');
    expect(refused(['serve', DATA, '--port', 'x'])).toContain('x is no port');
    expect(refused(['serve', DATA], { UMBRA_TOKEN: 'short' })).toContain('UMBRA_TOKEN needs');
    const { port } = await serve([DATA, '--port', '0']);
    expect(refused(['serve', DATA, '--port', port])).toContain(`port ${port} is taken`);
  });
});
