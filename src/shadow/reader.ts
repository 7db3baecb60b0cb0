/** What the shadow needs from whoever owns the file: the worker's client on a page, or the same handlers in process in Node. */
import type { FileStats, Methods, Progress } from '../protocol/methods.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Reader {
  /** @throws ShadowError; `aborted` at once when the signal is aborted */
  call<K extends keyof Methods & string>(method: K, params: Methods[K]['params'], options?: CallOptions): Promise<Methods[K]['result']>;
  /** As of the last answer. */
  stats(): FileStats;
  /** Closes the file and frees what was held for it. Pending calls reject with `closed`. */
  close(): Promise<void>;
}

/** Starts a reader. One reader reads one file. */
export type Connect = () => Reader;
