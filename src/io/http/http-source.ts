/**
 * A file behind a URL, read by byte ranges. Runs in the file worker, in scan workers or in Node; never blocks.
 * All of it is one version of the file: what the first answer tells is compared with every other.
 */
import { nameOfUrl } from '../../protocol/url-name.ts';
import type { ByteSource, IoStats } from '../byte-source.ts';
import { memorySource } from '../memory-source.ts';
import type { Version } from './answer.ts';
import { WithoutRanges } from './http-error.ts';
import type { Patience } from './patience.ts';
import { type RequestOptions, requestHead, requestRange, requestWhole } from './request.ts';

export interface HttpOptions {
  readonly signal?: AbortSignal | undefined;
  readonly patience?: Patience | undefined;
  /** Asked where a server sends no ranges: to reject is to have nothing downloaded. */
  readonly onWhole?: ((bytes: number | null) => Promise<void>) | undefined;
}

/** Enough for superblock and root group in the answer that tells the size. */
const FIRST_REQUEST = 64 * 1024;

/** @throws HttpError */
export async function httpSource(url: string, { signal, patience, onWhole }: HttpOptions = {}): Promise<ByteSource> {
  const name = nameOfUrl(url);
  const stats = { requests: 0, bytes: 0 };
  const options: RequestOptions = {
    name,
    patience,
    onRequest: () => stats.requests++,
    onBytes: (bytes) => {
      stats.bytes += bytes;
    },
  };
  try {
    const first = await requestRange(url, { offset: 0, length: FIRST_REQUEST }, { ...options, signal });
    const size = first.version.size ?? (await requestHead(url, { ...options, signal, version: first.version })).size;
    if (size === null) throw new WithoutRanges(name, null, 206);
    return openedSource(url, name, { ...first.version, size }, first.bytes, options, stats);
  } catch (error) {
    if (!(error instanceof WithoutRanges)) throw error;
    await onWhole?.(error.bytes);
    return memorySource((await requestWhole(url, { ...options, signal })).bytes, name);
  }
}

function openedSource(
  url: string,
  name: string,
  version: Version & { readonly size: number },
  head: Uint8Array<ArrayBuffer>,
  options: RequestOptions,
  _stats: IoStats,
): ByteSource {
  return {
    name,
    size: version.size,
    async read(offset, length, signal) {
      if (offset + length <= head.byteLength) return head.slice(offset, offset + length);
      return (await requestRange(url, { offset, length }, { ...options, version, signal })).bytes;
    },
  };
}
