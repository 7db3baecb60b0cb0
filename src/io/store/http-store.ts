/**
 * A folder on a web server as a store: a request for each key, nothing is listed. Runs in the file worker or in Node.
 * Small objects are had whole by asking for their end: a shard's index and its chunks come in one request.
 */
import { ShadowError } from '../../protocol/errors.ts';
import { nameOfUrl } from '../../protocol/url-name.ts';
import { cut, type KeyRange, type KeyStore } from './store.ts';

/** Asked for where a shard's index is wanted: of columns and coordinates of tens of thousands of cells it is all there is. */
const END = 64 * 1024;
/** Ends that are kept, for what is asked of them next. */
const MOST_ENDS = 32;

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of an object from `start` to its end. */
interface End {
  readonly start: number;
  readonly bytes: Bytes;
}

/** @param url of the folder; what follows a question mark is sent with every request */
export function httpStore(url: string): KeyStore {
  const [address = '', query] = url.split('#')[0]?.split('?') ?? [];
  const folder = address.replace(/\/+$/, '');
  const urlOf = (key: string): string => `${folder}/${key.split('/').map(encodeURIComponent).join('/')}${query ? `?${query}` : ''}`;
  const name = nameOfUrl(folder);
  /** Insertion order is use order: the first is the least recently used. */
  const ends = new Map<string, End>();

  const endOf = async (key: string, length: number, signal: AbortSignal | undefined): Promise<Bytes | undefined> => {
    const wanted = Math.max(length, END);
    const response = await ask(urlOf(key), key, name, { Range: `bytes=-${wanted}` }, signal);
    if (!response) return undefined;
    const bytes = new Uint8Array(await bodyOf(response, key, name, signal));
    // Without the header, which a server may not show to other sites, the place is known only if this is all of it.
    const first = Number(/^bytes (\d+)-/.exec(response.headers.get('Content-Range') ?? '')?.[1] ?? Number.NaN);
    const start = response.status !== 206 || bytes.byteLength < wanted ? 0 : first;
    if (Number.isFinite(start)) keep(key, { start, bytes });
    return cut(bytes, { suffixLength: length });
  };

  const keep = (key: string, end: End): void => {
    ends.delete(key);
    ends.set(key, end);
    for (const oldest of ends.keys()) {
      if (ends.size <= MOST_ENDS) break;
      ends.delete(oldest);
    }
  };

  return {
    name,
    size: null,
    async get(key, range, signal) {
      if (!range) {
        const response = await ask(urlOf(key), key, name, {}, signal);
        return response && new Uint8Array(await bodyOf(response, key, name, signal));
      }
      if ('suffixLength' in range) return endOf(key, range.suffixLength, signal);
      const known = ends.get(key);
      if (known && range.offset >= known.start) return cut(known.bytes, { offset: range.offset - known.start, length: range.length });
      return rangeOf(urlOf(key), key, name, range, signal);
    },
  };
}

async function rangeOf(
  url: string,
  key: string,
  name: string,
  range: Extract<KeyRange, { offset: number }>,
  signal: AbortSignal | undefined,
): Promise<Bytes | undefined> {
  if (range.length === 0) return new Uint8Array(0);
  const response = await ask(url, key, name, { Range: `bytes=${range.offset}-${range.offset + range.length - 1}` }, signal);
  if (!response) return undefined;
  const bytes = new Uint8Array(await bodyOf(response, key, name, signal));
  // A server without ranges sends everything.
  return response.status === 206 ? bytes : cut(bytes, range);
}

/**
 * One request. Undefined where there is nothing under the key: 404 and 410; and 403 where an object store says so of a missing object to
 * those who may not list (“AccessDenied”, as S3 and Google's do).
 * @throws ShadowError `io`
 */
async function ask(
  url: string,
  key: string,
  name: string,
  headers: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<Response | undefined> {
  const response = await request(url, `${key} in ${name}`, headers, signal);
  if (response.ok) return response;
  if (response.status === 404 || response.status === 410) return undefined;
  const text = response.status === 403 ? new TextDecoder().decode(new Uint8Array(await response.arrayBuffer())) : '';
  if (/<Code>(AccessDenied|NoSuchKey)<\/Code>/.test(text)) return undefined;
  throw new ShadowError({
    tag: 'io',
    message: `${key} in ${name} could not be fetched: the server answered ${response.status} ${response.statusText}`.trimEnd() + '.',
    hint: 'Try again later, or download the store and drop its folder here.',
  });
}

async function request(url: string, what: string, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(url, { headers, signal: signal ?? null });
  } catch (error) {
    throw unreached(what, error, signal);
  }
}

async function bodyOf(response: Response, key: string, name: string, signal: AbortSignal | undefined): Promise<ArrayBuffer> {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    throw unreached(`${key} in ${name}`, error, signal);
  }
}

function unreached(what: string, error: unknown, signal: AbortSignal | undefined): ShadowError {
  signal?.throwIfAborted();
  return new ShadowError({
    tag: 'io',
    message: `${what} could not be fetched.`,
    hint: 'The server is out of reach, or does not allow other sites to read it (CORS). Download the store and drop its folder here instead.',
    cause: String(error),
  });
}
