/**
 * Bytes by keys, as a Zarr store has them: a folder, a server's folder, an archive. Runs beside the file handle. Knows no format.
 * A key is a path without a leading slash: `obs/score/c/0`.
 */
import type { ShadowError } from '../../protocol/errors.ts';
import type { IoStats } from '../byte-source.ts';

export type KeyRange = { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

export interface Members {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

export interface KeyStore {
  readonly name: string;
  /** Bytes in all; null where nobody says, as for a folder. */
  readonly size: number | null;
  /**
   * The bytes under a key, or some of them; undefined where there is no such key. Fewer where the bytes end before the range does.
   * @throws ShadowError `io`, `changed`, `corrupt`: the key may be there, but cannot be had; with the signal's reason when aborted
   */
  get(key: string, range?: KeyRange, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Of one behind a network: what was fetched, tries included. */
  readonly stats?: IoStats;
  /** Why keys were taken as not there, where a server says that they are forbidden. */
  refusal?(): ShadowError | null;
  /**
   * Of one behind a network: resolves where the keys that were not there are missing from a store that is.
   * @throws ShadowError `changed`, `io`: they were not there because nothing is any more; the signal's reason
   */
  confirm?(signal?: AbortSignal): Promise<void>;
  /** The names in a folder, '' the whole; missing where nobody tells, as on a web server. None for a folder that is not there. */
  list?(folder: string): Promise<Members>;
  close?(): void;
}

/** Of bytes that are here already. */
export function cut(bytes: Uint8Array<ArrayBuffer>, range: KeyRange | undefined): Uint8Array<ArrayBuffer> {
  if (!range) return bytes;
  if ('suffixLength' in range) return bytes.slice(Math.max(0, bytes.byteLength - range.suffixLength));
  return bytes.slice(range.offset, range.offset + range.length);
}

/** A store that begins at one of its folders. */
export function below(store: KeyStore, folder: string): KeyStore {
  if (!folder) return store;
  const { list, confirm } = store;
  return {
    name: store.name,
    size: store.size,
    get: (key, range, signal) => store.get(`${folder}/${key}`, range, signal),
    ...(list ? { list: (inner: string) => list.call(store, inner ? `${folder}/${inner}` : folder) } : {}),
    ...(confirm ? { confirm: confirm.bind(store) } : {}),
    close: () => store.close?.(),
  };
}
