/** Serves folders by keys as a bucket does, and writes down what is asked of it. Node only; for tests. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join, normalize } from 'node:path';

export interface ZarrServer {
  readonly url: string;
  /** Keys in the order they were asked for, with their range. */
  readonly asked: { readonly key: string; readonly range: string | undefined; readonly bytes: number }[];
  close(): Promise<void>;
}

/** @param answer answers instead where it returns true */
export async function serveFolder(
  folder: string,
  answer: (key: string, response: ServerResponse, request: IncomingMessage) => boolean = () => false,
): Promise<ZarrServer> {
  const asked: { key: string; range: string | undefined; bytes: number }[] = [];
  const server = createServer((request, response) => {
    const key = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname.slice(1));
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Range');
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range');
    if (request.method === 'OPTIONS') {
      response.end();
      return;
    }
    const { range } = request.headers;
    const file = join(folder, normalize(key));
    const entry = { key, range, bytes: 0 };
    asked.push(entry);
    if (answer(key, response, request)) return;
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end('not found');
      return;
    }
    const bytes = readFileSync(file);
    const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
    const start = from ? Number(from) : range ? Math.max(0, bytes.byteLength - Number(to)) : 0;
    const end = from && to ? Math.min(bytes.byteLength, Number(to) + 1) : bytes.byteLength;
    const part = bytes.subarray(start, end);
    entry.bytes = part.byteLength;
    if (range) response.writeHead(206, { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.byteLength}` });
    response.end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${portOf(server)}`, asked, close: () => new Promise((resolve) => void server.close(() => resolve())) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
