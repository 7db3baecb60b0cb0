/**
 * A second origin in Node, for browsers and tests: each folder of its addresses answers in another way, with the same files.
 * nginx.conf has the same folders, as far as nginx has them. Node.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const FOLDERS = [join(import.meta.dirname, '../../public/examples'), join(import.meta.dirname, '../fixtures')];

const CORS = { 'Access-Control-Allow-Origin': '*' };
const EXPOSED = { ...CORS, 'Access-Control-Expose-Headers': 'Content-Range, Content-Length, Content-Encoding, ETag' };
const LOGIN = '<!DOCTYPE html><title>Sign in</title><form><input type=password></form>';

export interface Origin {
  readonly url: string;
  /** Addresses that were asked for, with the method. */
  readonly asked: readonly string[];
  close(): void;
}

type Answer = (request: IncomingMessage, response: ServerResponse, name: string) => void;

const ANSWERS: Readonly<Record<string, Answer>> = {
  cors: (request, response, name) => file(request, response, name, EXPOSED),
  closed: (request, response, name) => file(request, response, name, {}),
  unexposed: (request, response, name) => file(request, response, name, CORS),
  whole: (_, response, name) => whole(response, EXPOSED, read(name)),
  // As Express does with a stream: in chunks, without a length.
  unsized: (_, response, name) => {
    response.writeHead(200, CORS);
    response.write(read(name));
    response.end();
  },
  gzip: (request, response, name) => part(request, response, gzipSync(read(name)), { ...CORS, 'Content-Encoding': 'gzip' }),
  denied: (_, response) => response.writeHead(403, CORS).end('no'),
  busy: (_, response) => response.writeHead(503, CORS).end('no'),
  many: (_, response) => response.writeHead(429, CORS).end('no'),
  teapot: (_, response) => response.writeHead(418, CORS).end('no'),
  login: (_, response) => response.writeHead(302, { ...CORS, Location: '/closed/login.html' }).end(),
  page: (_, response) => html(response, '<!DOCTYPE html><title>About x.h5ad</title>'),
  listing: (_, response) => html(response, '<html>\n<head><title>Index of /data/</title></head>'),
  pointer: (request, response) =>
    part(request, response, Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:80\nsize 110517008\n'), EXPOSED),
  empty: (request, response) => part(request, response, Buffer.alloc(0), EXPOSED),
  // Answers the head of the answer, and then a byte now and then.
  slow: (_, response, name) => {
    const bytes = read(name);
    response.writeHead(200, { ...EXPOSED, 'Content-Length': bytes.byteLength });
    response.write(bytes.subarray(0, 300_000));
  },
};

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { ...CORS, 'Content-Type': 'text/html; charset=utf-8' }).end(text);
}

function read(name: string): Buffer<ArrayBuffer> {
  const found = FOLDERS.map((folder) => join(folder, basename(name))).find((path) => existsSync(path));
  if (!found) throw new Error(`there is no ${name}`);
  return readFileSync(found);
}

function file(request: IncomingMessage, response: ServerResponse, name: string, headers: Record<string, string>): void {
  try {
    part(request, response, name === 'login.html' ? Buffer.from(LOGIN) : read(name), headers);
  } catch {
    response.writeHead(404, headers).end('not found');
  }
}

function whole(response: ServerResponse, headers: Record<string, string>, bytes: Buffer): void {
  response.writeHead(200, { ...headers, 'Content-Length': bytes.byteLength }).end(bytes);
}

function part(request: IncomingMessage, response: ServerResponse, bytes: Buffer, headers: Record<string, string>): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range) {
    whole(response, headers, bytes);
    return;
  }
  const start = Number(range[1]);
  const end = Math.min(bytes.byteLength - 1, range[2] ? Number(range[2]) : bytes.byteLength - 1);
  if (start > end) {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${bytes.byteLength}` }).end();
    return;
  }
  const told = { 'Content-Length': end - start + 1, 'Content-Range': `bytes ${start}-${end}/${bytes.byteLength}` };
  response.writeHead(206, { ...headers, ...told }).end(bytes.subarray(start, end + 1));
}

export async function startOrigin(): Promise<Origin> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, folder = '', name = ''] = pathname.split('/');
    asked.push(`${request.method} ${pathname}`);
    const answer = ANSWERS[folder];
    // Firefox and Safari may ask whether they may send a Range.
    if (request.method === 'OPTIONS' && folder === 'cors')
      response.writeHead(204, { ...CORS, 'Access-Control-Allow-Headers': 'Range' }).end();
    else if (answer) answer(request, response, decodeURIComponent(name));
    else response.writeHead(404, CORS).end('not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
