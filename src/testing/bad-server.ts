/**
 * A server of one file that behaves as badly as it is told to, request by request; for tests of what reads over HTTP. Node only, never part
 * of a build. It logs what it was asked for.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export type Fault =
  /** The connection is closed before the answer, or in the middle of the body. */
  | 'drop'
  | 'truncate'
  /** As `truncate`, but the body ends as if it were whole: without Content-Length. */
  | 'end early'
  /** Other bytes than were asked for: told so by Content-Range, told in Content-Length only, or told right and sent in excess. */
  | 'wrong range'
  | 'too short'
  | 'too long'
  | 'whole'
  | 'several parts'
  /** Nothing comes: no answer at all, or half a body. */
  | 'stall'
  | 'stall in body'
  | 'gzip'
  /** From here on the file is another one. */
  | 'change'
  | 'gone'
  | 'precondition failed'
  | 'retry after'
  | 403
  | 429
  | 500
  | 502
  | 503
  | 504;

interface Asked {
  readonly method: string;
  /** End exclusive; null for the whole file. */
  readonly range: { readonly start: number; readonly end: number } | null;
  readonly headers: IncomingMessage['headers'];
}

export interface BadServerOptions {
  /** What goes wrong with request `n`, counted from 0; null is an honest answer. */
  readonly faultOf?: (n: number, asked: Asked) => Fault | null;
  /** Headers that are left out: a page of another origin sees no other than those that the server names. */
  readonly hidden?: readonly string[];
  readonly ranges?: boolean;
  /** Where every request is sent on to. */
  readonly redirect?: () => string;
  /** Milliseconds before each answer. */
  readonly latency?: number;
}

export interface BadServer {
  readonly url: string;
  readonly log: readonly Asked[];
  /** How many requests were left to wait so far. */
  readonly stalls: () => number;
  close(): Promise<void>;
}

export async function badServer(name: string, file: Uint8Array, options: BadServerOptions = {}): Promise<BadServer> {
  const log: Asked[] = [];
  let stalls = 0;
  let bytes = file;
  let version = 1;
  const server = createServer((incoming, response) => {
    const asked: Asked = {
      method: incoming.method ?? '',
      range: rangeOf(incoming.headers.range, bytes.byteLength),
      headers: incoming.headers,
    };
    const fault = options.faultOf?.(log.length, asked) ?? null;
    log.push(asked);
    if (fault === 'change') {
      version++;
      bytes = bytes.map((byte) => byte ^ 0xff);
    }
    const honest: Record<string, string> = {
      ETag: `"${version}"`,
      'Last-Modified': new Date(version * 1e12).toUTCString(),
      'Accept-Ranges': 'bytes',
    };
    const answer = (
      status: number,
      headers: Record<string, string | number>,
      body: Uint8Array | null,
      end: 'end' | 'drop' | 'stall' = 'end',
    ): void => {
      const shown = Object.entries({ ...honest, ...headers }).filter(([header]) => !options.hidden?.includes(header));
      response.writeHead(status, Object.fromEntries(shown));
      if (body && incoming.method !== 'HEAD') response.write(body);
      if (end === 'end') response.end();
      else if (end === 'stall') stalls++;
      // After what was written has gone out.
      else response.write('', () => setImmediate(() => response.destroy()));
    };
    const respond = (): void => {
      if (options.redirect) {
        answer(302, { Location: options.redirect() }, null);
        return;
      }
      if (fault === 'drop') response.destroy();
      else if (fault === 'stall') stalls++;
      else if (fault === 'gone') answer(404, {}, null);
      else if (fault === 'precondition failed') answer(412, {}, null);
      else if (fault === 'retry after') answer(503, { 'Retry-After': '3600' }, null);
      else if (typeof fault === 'number') answer(fault, {}, null);
      else sendBytes(asked, bytes, fault, options.ranges ?? true, answer);
    };
    if (options.latency) setTimeout(respond, options.latency);
    else respond();
  });
  server.keepAliveTimeout = 1000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${encodeURIComponent(name)}`,
    log,
    stalls: () => stalls,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function sendBytes(
  { range }: Asked,
  bytes: Uint8Array,
  fault: Fault | null,
  hasRanges: boolean,
  answer: (status: number, headers: Record<string, string | number>, body: Uint8Array | null, end?: 'end' | 'drop' | 'stall') => void,
): void {
  const total = bytes.byteLength;
  if (!range || !hasRanges || fault === 'whole') {
    const half = bytes.subarray(0, total / 2);
    if (fault === 'truncate') answer(200, { 'Content-Length': total }, half, 'drop');
    else if (fault === 'stall in body') answer(200, { 'Content-Length': total }, half, 'stall');
    else answer(200, { 'Content-Length': total }, bytes);
    return;
  }
  if (range.start >= total) {
    answer(416, { 'Content-Range': `bytes */${total}` }, null);
    return;
  }
  const at = fault === 'wrong range' ? (range.start === 0 ? 1 : 0) : range.start;
  const end = Math.min(total, at + (range.end - range.start));
  const part = bytes.subarray(at, end);
  const half = part.subarray(0, part.byteLength / 2);
  const about = { 'Content-Range': `bytes ${at}-${end - 1}/${total}` };
  const whole = { ...about, 'Content-Length': part.byteLength };
  if (fault === 'truncate') answer(206, whole, half, 'drop');
  else if (fault === 'end early') answer(206, about, half);
  else if (fault === 'too short') answer(206, { ...about, 'Content-Length': half.byteLength }, half);
  else if (fault === 'too long') answer(206, about, bytes.subarray(at, Math.min(total, end + 7)));
  else if (fault === 'several parts') answer(206, { 'Content-Type': 'multipart/byteranges; boundary=x' }, part);
  else if (fault === 'stall in body') answer(206, whole, half, 'stall');
  else if (fault === 'gzip') answer(206, { ...about, 'Content-Encoding': 'gzip' }, gzipSync(part));
  else answer(206, whole, part);
}

function rangeOf(header: string | undefined, total: number): Asked['range'] {
  const found = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  return found && { start: Number(found[1]), end: found[2] ? Number(found[2]) + 1 : total };
}
