/** A web server of somebody else: pages of its own, folders of files with byte ranges, and CORS where it is wanted. Node, beside the specs. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.ts': 'text/plain',
};

interface LabOptions {
  /** Folders by the paths they are served under, as `/umbra/`. */
  readonly folders: Readonly<Record<string, string>>;
  /** Whether pages of other origins may read what it serves. */
  readonly isOpen: boolean;
}

export interface Lab {
  readonly origin: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** Puts a page at a path. @returns its address */
  put(path: string, html: string): string;
  close(): Promise<void>;
}

export async function startLab({ folders, isOpen }: LabOptions): Promise<Lab> {
  const pages = new Map<string, string>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    if (isOpen) {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Headers', 'Range');
      response.setHeader('Access-Control-Expose-Headers', 'Content-Range, Content-Length, ETag, Accept-Ranges');
    }
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const page = pages.get(pathname);
    const file = page === undefined ? fileAt(folders, decodeURIComponent(pathname)) : null;
    if (page !== undefined) response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    else if (file) send(response, file, request.headers.range, request.method === 'HEAD');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    asked,
    put(path, html) {
      pages.set(path, html);
      return origin + path;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fileAt(folders: LabOptions['folders'], path: string): string | null {
  for (const [under, folder] of Object.entries(folders)) {
    if (!path.startsWith(under)) continue;
    const inside = normalize(path.slice(under.length) || 'index.html');
    const file = join(folder, inside);
    if (!inside.startsWith('..') && existsSync(file) && statSync(file).isFile()) return file;
  }
  return null;
}

function send(response: ServerResponse, file: string, range: string | undefined, isHead: boolean): void {
  const { size } = statSync(file);
  const headers = { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Accept-Ranges': 'bytes', ETag: `"${size}"` };
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const [start, end] = [Number(first ?? 0), Math.min(size - 1, last ? Number(last) : size - 1)];
  const length = { 'Content-Length': end - start + 1 };
  if (first === undefined) response.writeHead(200, { ...headers, ...length });
  else response.writeHead(206, { ...headers, ...length, 'Content-Range': `bytes ${start}-${end}/${size}` });
  if (isHead) response.end();
  else createReadStream(file, { start, end }).pipe(response);
}
