/**
 * Where bytes come from. Runs beside the file handle: in the file worker, or in Node.
 * A source only moves bytes: no caching, no blocks, no knowledge of HDF5.
 */
import type { RemoteFile } from './http/http-source.ts';

export interface ByteSource {
  /** What to call it in messages: a file's name, a URL. */
  readonly name: string;
  /** Bytes in all. */
  readonly size: number;
  /** What tells this file from others and from itself at another time; missing where nothing does. */
  readonly identity?: string;
  /** Of a file behind a URL: how another worker reads the same version of it. */
  readonly remote?: RemoteFile;
  /** Of one behind a URL: those bytes, as far as they are kept on this computer; null where any is missing. Nothing is fetched. */
  kept?(offset: number, length: number): Uint8Array<ArrayBuffer> | null;
  /** Its first bytes, where they came with the answer that told its size. */
  readonly head?: Uint8Array<ArrayBuffer>;
  /** Where a read is not a request: what really went over the network. */
  readonly stats?: IoStats;
  /**
   * Fills `into` from `offset`, at once. Only where the platform can (FileReaderSync in a worker, fs in Node, memory):
   * where it is missing, readers wait for `read`.
   * @throws whatever the platform throws; the caller names the file.
   */
  readSync?(offset: number, into: Uint8Array): void;
  /** The bytes `[offset, offset + length)`, the caller’s own and all of their buffer. Rejects when they cannot be had, and with the signal's reason when aborted. */
  read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  close?(): void;
}

export interface IoStats {
  readonly requests: number;
  readonly bytes: number;
}

export const NOTHING_READ: IoStats = { requests: 0, bytes: 0 };

export function sumOf(a: IoStats, b: IoStats): IoStats {
  return { requests: a.requests + b.requests, bytes: a.bytes + b.bytes };
}

/** The same source, counting what is asked of it: what the I/O budgets are asserted on. */
export function countReads(source: ByteSource): ByteSource & { readonly stats: IoStats } {
  const stats = { requests: 0, bytes: 0 };
  const count = (bytes: number) => {
    stats.requests++;
    stats.bytes += bytes;
  };
  const counted: ByteSource & { readonly stats: IoStats } = {
    name: source.name,
    size: source.size,
    ...(source.identity ? { identity: source.identity } : {}),
    ...(source.remote ? { remote: source.remote } : {}),
    ...(source.kept ? { kept: source.kept } : {}),
    ...(source.head ? { head: source.head } : {}),
    stats: source.stats ?? stats,
    read(offset, length, signal) {
      count(length);
      return source.read(offset, length, signal);
    },
    close: () => source.close?.(),
  };
  if (source.readSync) {
    counted.readSync = (offset, into) => {
      count(into.byteLength);
      source.readSync?.(offset, into);
    };
  }
  return counted;
}
