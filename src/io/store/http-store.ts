/**
 * A folder on a web server as a store: a request for each key, nothing is listed. Runs in the file worker or in Node.
 * Where the end of an object is wanted, its beginning is asked for: small ones are had whole, a shard's index with its chunks in one request.
 * Browsers ask a server of another site for leave before they send a range that counts from the end; they do not for one from the beginning.
 */
import { ShadowError } from '../../protocol/errors.ts';
import { nameOfUrl } from '../../protocol/url-name.ts';
import type { Version } from '../http/answer.ts';
import { gone, HttpError, isPassing, WithoutRanges } from '../http/http-error.ts';
import { PATIENCE } from '../http/patience.ts';
import { type RequestOptions, requestHead, requestRange, requestWhole } from '../http/request.ts';
import { orAbort } from '../on-abort.ts';
import { Presence } from './presence.ts';
import { cut, type KeyRange, type KeyStore } from './store.ts';

/** Of columns and coordinates of tens of thousands of cells this is all there is. */
const HEAD = 128 * 1024;
/** Beginnings that are kept, for what is asked of them next. */
const MOST_HEADS = 32;
/** No store has it: whether a server forbids, or says so of all that is not there. */
const NOBODY = '.umbra-is-there-an-answer-for-what-is-not-there';

type Bytes = Uint8Array<ArrayBuffer>;
const NO_BYTES: Bytes = new Uint8Array(0);

/** The beginning of an object, empty once it is no longer kept, and what is known of all of it. */
interface Head {
  readonly bytes: Bytes;
  /** Bytes in all. */
  readonly total: number;
  readonly version: Version;
}

/** @param url of the folder; what follows a question mark is sent with every request */
export function httpStore(url: string): KeyStore {
  const [address = '', query] = url.split('#')[0]?.split('?') ?? [];
  const folder = address.replace(/\/+$/, '');
  const urlOf = (key: string): string => `${folder}/${key.split('/').map(encodeURIComponent).join('/')}${query ? `?${query}` : ''}`;
  const name = nameOfUrl(folder);
  const stats = { requests: 0, bytes: 0 };
  /** Of all objects whose end was asked for: what is read of one later is of the same version. */
  const heads = new Map<string, Head>();
  /** Those whose beginnings are kept. */
  const kept: string[] = [];
  /** A server that has never answered may be out of reach: no patience helps. */
  let hasAnswered = false;
  let refusal: HttpError | null = null;
  let forbidsWhatIsNotThere: Promise<boolean> | null = null;
  /** What was had first, the metadata of all: as long as it is there, so is the store. */
  let witness: string | null = null;

  const optionsOf = (key: string, signal: AbortSignal | undefined, version?: Version): RequestOptions => ({
    name: `${key} in ${name}`,
    signal,
    version,
    patience: hasAnswered ? PATIENCE : { ...PATIENCE, attempts: 1 },
    onRequest: () => {
      stats.requests++;
    },
    onBytes: (bytes) => {
      stats.bytes += bytes;
    },
  });

  /**
   * Undefined for 404 and 410; and for 403 where the server says so of everything that is not there, as object stores do to those who may not list.
   * @throws HttpError
   */
  const orAbsent = async <T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> => {
    try {
      const found = await work();
      hasAnswered = true;
      return found;
    } catch (error) {
      if (!(error instanceof HttpError) || error.status === null) throw error;
      hasAnswered = true;
      if (error.tag !== 'not-found') {
        if (error.status !== 403 || !(await forbidsAll(signal))) throw error;
        refusal ??= error;
      }
      return presence.missed();
    }
  };

  const forbidsAll = (signal: AbortSignal | undefined): Promise<boolean> => {
    forbidsWhatIsNotThere ??= requestWhole(urlOf(NOBODY), optionsOf(NOBODY, undefined)).then(
      () => false,
      (error: unknown) => {
        // Without an answer nothing is known: the next one who wants to know asks again.
        if (!(error instanceof HttpError) || error.status === null || isPassing(error.status)) forbidsWhatIsNotThere = null;
        return error instanceof HttpError && error.status === 403;
      },
    );
    return orAbort(forbidsWhatIsNotThere, signal);
  };

  /** By GET: a server may allow other sites nothing else. That it answers is enough, in whichever form. */
  const presence = new Presence(async () => {
    if (witness === null) return;
    const asking = requestRange(urlOf(witness), { offset: 0, length: 1 }, { ...optionsOf(witness, undefined), name });
    await asking.catch((error: unknown) => {
      if (error instanceof HttpError && error.status !== null && error.status < 300) return;
      throw error instanceof HttpError && error.tag === 'not-found' ? gone(name, error) : error;
    });
  });

  const wholeOf = async (key: string, signal: AbortSignal | undefined): Promise<Head | undefined> => {
    const answer = await orAbsent(() => requestWhole(urlOf(key), optionsOf(key, signal)), signal);
    if (!answer) return undefined;
    witness ??= key;
    return { bytes: answer.bytes, total: answer.bytes.byteLength, version: answer.version };
  };

  const headOf = async (key: string, signal: AbortSignal | undefined): Promise<Head | undefined> => {
    try {
      const answer = await orAbsent(() => requestRange(urlOf(key), { offset: 0, length: HEAD }, optionsOf(key, signal)), signal);
      if (!answer) return undefined;
      const { bytes, version } = answer;
      if (bytes.byteLength < HEAD) return { bytes, version, total: bytes.byteLength };
      // A server may not show the size to other sites where it sends a part; of the whole every page is told.
      const total = version.size ?? (await requestHead(urlOf(key), optionsOf(key, signal))).size;
      return total === null ? await wholeOf(key, signal) : { bytes, version, total };
    } catch (error) {
      if (error instanceof WithoutRanges) return wholeOf(key, signal);
      throw error;
    }
  };

  const keep = (key: string, head: Head): Head => {
    heads.set(key, head);
    kept.push(key);
    const oldest = kept.length > MOST_HEADS ? kept.shift() : undefined;
    const left = oldest === undefined ? undefined : heads.get(oldest);
    if (oldest !== undefined && left) heads.set(oldest, { ...left, bytes: NO_BYTES });
    return head;
  };

  const rangeOf = async (key: string, { offset, length: asked }: { offset: number; length: number }, signal: AbortSignal | undefined) => {
    const head = heads.get(key);
    // An index of a shard may point anywhere.
    const length = head ? Math.max(0, Math.min(asked, head.total - offset)) : asked;
    if (length === 0) return NO_BYTES;
    if (head && offset + length <= head.bytes.byteLength) return cut(head.bytes, { offset, length });
    try {
      return (await orAbsent(() => requestRange(urlOf(key), { offset, length }, optionsOf(key, signal, head?.version)), signal))?.bytes;
    } catch (error) {
      if (!(error instanceof WithoutRanges)) throw error;
      const whole = await wholeOf(key, signal);
      return whole && cut(keep(key, whole).bytes, { offset, length });
    }
  };

  return {
    name,
    size: null,
    stats,
    refusal: () => refusal,
    confirm: (signal) => presence.confirm(signal),
    async get(key: string, range?: KeyRange, signal?: AbortSignal): Promise<Bytes | undefined> {
      signal?.throwIfAborted();
      assertInside(key, name);
      if (!range) return (await wholeOf(key, signal))?.bytes;
      if ('offset' in range) return rangeOf(key, range, signal);
      const known = heads.get(key);
      const head = known ?? (await headOf(key, signal));
      if (!head) return undefined;
      if (!known) keep(key, head);
      const length = Math.min(range.suffixLength, head.total);
      return rangeOf(key, { offset: head.total - length, length }, signal);
    },
  };
}

/**
 * Names come out of metadata, and a browser takes dots in an address for the folder above: whoever wrote them must not say what is asked of
 * the rest of the server.
 * @throws ShadowError `corrupt`
 */
function assertInside(key: string, name: string): void {
  if (!key.split('/').some((part) => part === '.' || part === '..')) return;
  throw new ShadowError({ tag: 'corrupt', message: `${name} names something outside of itself: ${key}.`, hint: 'Zarr has no such names.' });
}
