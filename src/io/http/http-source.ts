/**
 * A file behind a URL, read by byte ranges. Runs in the file worker, in scan workers or in Node; never blocks.
 * All of it is one version of the file: what the first answer tells is compared with every other.
 */
import { nameOfUrl } from '../../protocol/url-name.ts';
import type { ByteSource } from '../byte-source.ts';
import { memorySource } from '../memory-source.ts';
import type { Version } from './answer.ts';
import { HttpError, WithoutRanges } from './http-error.ts';
import type { Patience } from './patience.ts';
import { type Answer, type RequestOptions, requestHead, requestRange, requestWhole } from './request.ts';

/** A file that was opened: what a worker needs to read the same version of it without asking for it first. Plain data. */
export interface RemoteFile {
  readonly url: string;
  /** Where redirects led to. */
  readonly address: string;
  readonly version: Version & { readonly size: number };
}

export interface HttpOptions {
  readonly signal?: AbortSignal | undefined;
  readonly patience?: Patience | undefined;
  /** Asked where a server sends no ranges, before the whole file is downloaded: to reject is to have nothing downloaded. */
  readonly onWhole?: ((bytes: number | null) => Promise<void>) | undefined;
}

/** Enough for superblock and root group in the answer that tells the size. */
const FIRST_REQUEST = 64 * 1024;
/** What a server answers for a link that has expired; the one it was made from may lead to a new one. */
const EXPIRED = [400, 401, 403, 404, 410];

/** @throws HttpError; what `onWhole` rejects with */
export async function httpSource(url: string, { signal, patience, onWhole }: HttpOptions = {}): Promise<ByteSource> {
  const name = nameOfUrl(url);
  const counter = countExchanges();
  const options: RequestOptions = { name, patience, signal, ...counter };
  try {
    const first = await requestRange(url, { offset: 0, length: FIRST_REQUEST }, options);
    // To a page of another origin many a server does not show Content-Range.
    const size = first.version.size ?? (await requestHead(first.url, { ...options, version: first.version })).size;
    if (size === null) throw new WithoutRanges(name, null, 206);
    const file: RemoteFile = { url, address: first.url, version: { ...first.version, size } };
    const head = first.bytes;
    const source = remoteSource(file, { patience }, counter);
    return {
      ...source,
      head,
      read: async (offset, length, abort) =>
        offset + length <= head.byteLength ? head.slice(offset, offset + length) : source.read(offset, length, abort),
    };
  } catch (error) {
    // An empty file has no range that could be sent.
    const isWhole = error instanceof WithoutRanges || (error instanceof HttpError && error.status === 416);
    if (!isWhole) throw error;
    await onWhole?.(error instanceof WithoutRanges ? error.bytes : 0);
    const { bytes } = await requestWhole(url, options);
    return { ...memorySource(bytes, name), stats: counter.stats };
  }
}

/** One that was opened before, here or in another worker: nothing is asked for before something is read. */
export function remoteSource(
  file: RemoteFile,
  { patience }: Pick<HttpOptions, 'patience'> = {},
  counter: ReturnType<typeof countExchanges> = countExchanges(),
): ByteSource {
  const { url, version } = file;
  const name = nameOfUrl(url);
  let { address } = file;
  /** Redirects are followed once, not with every range; and once more where their end has gone. */
  const request = async (ask: (at: string) => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask(address);
    } catch (error) {
      if (address === url || !(error instanceof HttpError) || !EXPIRED.includes(error.status ?? 0)) throw error;
      const answer = await ask(url);
      address = answer.url;
      return answer;
    }
  };
  return {
    name,
    size: version.size,
    remote: file,
    stats: counter.stats,
    async read(offset, length, signal) {
      return (await request((at) => requestRange(at, { offset, length }, { name, patience, version, signal, ...counter }))).bytes;
    },
  };
}

function countExchanges(): { readonly stats: { requests: number; bytes: number }; onRequest(): void; onBytes(bytes: number): void } {
  const stats = { requests: 0, bytes: 0 };
  return {
    stats,
    onRequest: () => {
      stats.requests++;
    },
    onBytes: (bytes) => {
      stats.bytes += bytes;
    },
  };
}
