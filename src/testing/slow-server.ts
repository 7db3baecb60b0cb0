/** Serves one file, or the files of a folder, by ranges, each answer after a set latency, to pages of any origin; logs what it was asked for. Node only, never part of a build. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, normalize } from 'node:path';

interface Asked {
  /** Milliseconds since 1970, as `performance.timeOrigin + performance.now()` has them on a page. */
  readonly at: number;
  readonly start: number;
  readonly bytes: number;
}

export interface SlowServer {
  readonly url: string;
  readonly log: Asked[];
  close(): Promise<void>;
}

const SHOWN = 'Content-Range, Accept-Ranges, ETag';

export async function slowServer(path: string, latency: number): Promise<SlowServer> {
  const log: Asked[] = [];
  const server = createServer((request, response) => {
    const file = join(dirname(path), normalize(new URL(request.url ?? '/', 'http://localhost').pathname));
    const found = file.startsWith(path) ? statSync(file, { throwIfNoEntry: false }) : undefined;
    const size = found?.isFile() ? found.size : 0;
    const [, from = '0', to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const start = Number(from);
    const end = to ? Math.min(Number(to) + 1, size) : size;
    const isRange = request.headers.range !== undefined;
    // A preflight is a request too.
    const isFile = request.method === 'GET';
    log.push({ at: performance.timeOrigin + performance.now(), start, bytes: isFile ? end - start : 0 });
    setTimeout(() => {
      if (!found?.isFile()) {
        response.writeHead(404, { 'Access-Control-Allow-Origin': '*' }).end();
        return;
      }
      response.writeHead(isRange ? 206 : 200, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': SHOWN,
        'Accept-Ranges': 'bytes',
        // As nginx makes it.
        ETag: `"${Math.floor(found.mtimeMs / 1000).toString(16)}-${size.toString(16)}"`,
        'Content-Length': end - start,
        ...(isRange ? { 'Content-Range': `bytes ${start}-${end - 1}/${size}` } : {}),
      });
      if (isFile) createReadStream(file, { start, end: end - 1, highWaterMark: 2 ** 20 }).pipe(response);
      else response.end();
    }, latency);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/${path.split('/').at(-1)}`,
    log,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
