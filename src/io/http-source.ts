/**
 * A file behind a URL, read by byte ranges. Runs in the file worker or in Node.
 * A server that ignores ranges sends the whole file in its first answer; it is then kept in memory.
 */
import { ShadowError } from '../protocol/errors.ts';
import { nameOfUrl } from '../protocol/url-name.ts';
import type { ByteSource } from './byte-source.ts';
import { memorySource } from './memory-source.ts';

/** Enough for superblock and root group in the answer that tells the size. */
const FIRST_REQUEST = 64 * 1024;

export async function httpSource(url: string, signal?: AbortSignal): Promise<ByteSource> {
  const name = nameOfUrl(url);
  const request = async (start: number, end: number, abort: AbortSignal | undefined): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(url, { headers: { Range: `bytes=${start}-${end - 1}` }, signal: abort ?? null });
    } catch (error) {
      abort?.throwIfAborted();
      throw new ShadowError({
        tag: 'io',
        message: `${name} could not be fetched.`,
        hint: 'The server is out of reach, or does not allow other sites to read it (CORS). Download the file and drop it here instead.',
        cause: String(error),
      });
    }
    if (response.ok) return response;
    throw new ShadowError({
      tag: response.status === 404 ? 'not-found' : 'io',
      message: `${name} could not be fetched: the server answered ${response.status} ${response.statusText}`.trimEnd() + '.',
      hint: response.status === 404 ? 'Check the address.' : 'Try again later, or download the file and drop it here.',
    });
  };

  const first = await request(0, FIRST_REQUEST, signal);
  const head = new Uint8Array(await first.arrayBuffer());
  const total = Number(/\/(\d+)$/.exec(first.headers.get('Content-Range') ?? '')?.[1] ?? Number.NaN);
  if (first.status !== 206 || !Number.isFinite(total)) return memorySource(head, name);

  return {
    name,
    size: total,
    async read(offset, length, abort) {
      if (offset + length <= head.byteLength) return head.slice(offset, offset + length);
      const response = await request(offset, offset + length, abort);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (response.status === 206 && bytes.byteLength === length) return bytes;
      throw new ShadowError({
        tag: 'io',
        message: `${name}: the server sent ${bytes.byteLength} bytes where ${length} were asked for.`,
        hint: 'The file may have changed on the server: open it again.',
      });
    },
  };
}
