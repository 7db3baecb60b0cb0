/**
 * Requests that are made again until they have brought everything: a range of an object, a whole one, or what is known of it. Runs beside
 * the file handle and in scan workers; never blocks. A range goes on where its connection broke. Every answer is looked at
 * (`answer.ts`): no byte of another place, or of another version of the object, is ever returned. Why so: docs/decisions/0007.
 */
import { nameOfUrl } from '../../protocol/url-name.ts';
import type { ByteRange } from '../block-cache.ts';
import { partOf, type Version, wholeOf } from './answer.ts';
import { type ExchangeOptions, exchange } from './exchange.ts';
import { changed, gone, HttpError, Passing, WithoutRanges, wrong } from './http-error.ts';
import { PATIENCE, type Patience, wait, waitBefore } from './patience.ts';

export interface RequestOptions extends Omit<ExchangeOptions, 'name' | 'patience'> {
  /** What to call it in messages; the last part of the address, if not given. */
  readonly name?: string | undefined;
  readonly patience?: Patience | undefined;
  /** What the object was when it was opened: an answer that tells of another is an error. */
  readonly version?: Version | undefined;
}

export interface Answer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly version: Version;
  /** Where it came from, after redirects. */
  readonly url: string;
}

/** So many bytes are progress: whoever brings them may fail again. */
const PROGRESS = 16 * 1024;
/** A body that compressing may have made larger: what is around the content takes up to 30 bytes in gzip. Whoever reads it misses what lacks. */
const TINY = 128;

/**
 * A range of an object; fewer bytes only where the object ends before it does.
 * @throws HttpError with the server's status: `not-found` for 404 and 410, `changed`, `io`; `WithoutRanges` where a server sends none and no
 * version is given. The signal's reason, at once.
 */
export function requestRange(url: string, range: ByteRange, options: RequestOptions = {}): Promise<Answer> {
  const exchanging = withDefaults(url, options);
  const { name } = exchanging;
  const bytes = new Uint8Array(range.length);
  let length = 0;
  /** Where the caller knows nothing, what the first answer tells. */
  let { version } = options;

  const attempt = (): Promise<Answer> => {
    const rest = { offset: range.offset + length, length: range.length - length };
    const headers = { Range: `bytes=${rest.offset}-${rest.offset + rest.length - 1}` };
    return exchange(url, { headers }, exchanging, async (response, pieces) => {
      const { status } = response;
      if (status !== 206) {
        const whole = wholeOf(name, response, version);
        if (!version) throw new WithoutRanges(name, whole.length, status);
        throw new Passing(wrong(name, 'the server sent the whole file where a part was asked for', status));
      }
      const part = partOf(name, response, rest, version);
      version = { ...part.version, size: part.version.size ?? version?.size ?? null };
      const before = length;
      const most = part.length ?? rest.length;
      await pieces((piece) => {
        if (length - before + piece.byteLength > most) {
          length = before;
          throw new Passing(wrong(name, 'the server sent more than was asked for', status));
        }
        bytes.set(piece, length);
        length += piece.byteLength;
      });
      if (part.announced !== null && length - before !== part.announced) {
        // The body ended by itself, and is not what was announced: something on the way has made other bytes of it.
        length = before;
        throw new Passing(wrong(name, 'the server sent another number of bytes than it announced', status));
      }
      const end = version.size === null ? null : Math.min(range.length, version.size - range.offset);
      if (length < (end ?? before + (part.length ?? 0))) throw new Passing(wrong(name, 'the server sent less than was asked for', status));
      return { bytes: length === bytes.byteLength ? bytes : bytes.slice(0, length), version, url: response.url || url };
    });
  };
  return again(attempt, () => length, exchanging);
}

/**
 * A whole object. One that breaks off is begun anew.
 * @throws as `requestRange`
 */
export function requestWhole(url: string, options: RequestOptions = {}): Promise<Answer> {
  const exchanging = withDefaults(url, options);
  const { name } = exchanging;
  const attempt = (): Promise<Answer> =>
    exchange(url, {}, exchanging, async (response, pieces) => {
      const { status } = response;
      if (status === 206) throw new Passing(wrong(name, 'the server sent a part where the whole file was asked for', status));
      const { length, version } = wholeOf(name, response, options.version);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let got = 0;
      await pieces((piece) => {
        parts.push(piece);
        got += piece.byteLength;
      });
      if (length !== null && !mayBe(got, length)) throw new Passing(wrong(name, `${got} of ${length} bytes came`, status));
      return { bytes: joined(parts, got), version: { ...version, size: got }, url: response.url || url };
    });
  return again(attempt, () => 0, exchanging);
}

/**
 * What is known of an object without reading it: its size, where the server tells it.
 * @throws as `requestRange`
 */
export function requestHead(url: string, options: RequestOptions = {}): Promise<Version> {
  const exchanging = withDefaults(url, options);
  const attempt = (): Promise<Version> =>
    exchange(url, { method: 'HEAD' }, exchanging, async (response) => wholeOf(exchanging.name, response, options.version).version);
  return again(attempt, () => 0, exchanging);
}

/**
 * Whether so many bytes may be all of a body that was announced with so many. To a page of another origin a server shows Content-Length, but
 * rarely that the body was compressed on its way: more comes out of it then, or, where it is tiny, less.
 */
function mayBe(got: number, announced: number): boolean {
  return got >= announced || announced <= TINY;
}

/** @param reached how far the request has come, in bytes */
async function again<T>(
  attempt: () => Promise<T>,
  reached: () => number,
  { patience, signal, name, version }: ExchangeOptions & Pick<RequestOptions, 'version'>,
): Promise<T> {
  for (let failed = 0; ; ) {
    const before = reached();
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof HttpError && version) throw since(name, error);
      if (!(error instanceof Passing)) throw error;
      if (reached() >= before + PROGRESS) failed = 0;
      if (++failed >= patience.attempts) throw error.error;
      await wait(waitBefore(patience, failed, error.wait), signal);
    }
  }
}

/** What a refusal means where the object was there before. */
function since(name: string, error: HttpError): HttpError {
  const { status } = error;
  if (status === 404 || status === 410) return gone(name, error);
  // A range that begins past the end: it is shorter now. Nobody sends conditions here, but a proxy may.
  if (status === 412 || status === 416) return changed(name, error.record.cause ?? '', status);
  return error;
}

function withDefaults(
  url: string,
  { name = nameOfUrl(url), patience = PATIENCE, ...options }: RequestOptions,
): ExchangeOptions & Pick<RequestOptions, 'version'> {
  return { ...options, name, patience };
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
