/**
 * A folder on a web server as a store: a request for each key, nothing is listed. Runs in the file worker or in Node.
 * Where the end of an object is wanted, its beginning is asked for: small ones are had whole, a shard's index with its chunks in one request.
 * Browsers ask a server of another site for leave before they send a range that counts from the end; they do not for one from the beginning.
 */
import { ShadowError } from '../../protocol/errors.ts';
import { nameOfUrl } from '../../protocol/url-name.ts';
import { cut, type KeyRange, type KeyStore } from './store.ts';

/** Of columns and coordinates of tens of thousands of cells this is all there is. */
const HEAD = 128 * 1024;
/** Beginnings that are kept, for what is asked of them next. */
const MOST_HEADS = 32;

type Bytes = Uint8Array<ArrayBuffer>;

/** The beginning of an object, and its length where the server lets it be known. */
interface Head {
  readonly bytes: Bytes;
  readonly total: number | null;
}

/** @param url of the folder; what follows a question mark is sent with every request */
export function httpStore(url: string): KeyStore {
  const [address = '', query] = url.split('#')[0]?.split('?') ?? [];
  const folder = address.replace(/\/+$/, '');
  const urlOf = (key: string): string => `${folder}/${key.split('/').map(encodeURIComponent).join('/')}${query ? `?${query}` : ''}`;
  const name = nameOfUrl(folder);
  /** Insertion order is use order: the first is the least recently used. */
  const heads = new Map<string, Head>();

  const headOf = async (key: string, signal: AbortSignal | undefined): Promise<Head | undefined> => {
    const response = await ask(urlOf(key), key, name, { Range: `bytes=0-${HEAD - 1}` }, signal);
    if (!response) return undefined;
    const bytes = new Uint8Array(await bodyOf(response, key, name, signal));
    // A server may not show the header to other sites.
    const told = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1] ?? Number.NaN);
    const isWhole = response.status !== 206 || bytes.byteLength < HEAD;
    const head = { bytes, total: isWhole ? bytes.byteLength : Number.isFinite(told) ? told : null };
    heads.set(key, head);
    for (const oldest of heads.keys()) {
      if (heads.size <= MOST_HEADS) break;
      heads.delete(oldest);
    }
    return head;
  };

  const endOf = async (key: string, length: number, signal: AbortSignal | undefined): Promise<Bytes | undefined> => {
    const head = heads.get(key) ?? (await headOf(key, signal));
    if (!head) return undefined;
    const { bytes, total } = head;
    if (total !== null && total <= bytes.byteLength) return cut(bytes, { suffixLength: length });
    if (total !== null)
      return rangeOf(urlOf(key), key, name, { offset: Math.max(0, total - length), length: Math.min(length, total) }, signal);
    const response = await ask(urlOf(key), key, name, { Range: `bytes=-${length}` }, signal);
    return response && cut(new Uint8Array(await bodyOf(response, key, name, signal)), { suffixLength: length });
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
      const head = heads.get(key);
      if (head && range.offset + range.length <= head.bytes.byteLength) return cut(head.bytes, range);
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
