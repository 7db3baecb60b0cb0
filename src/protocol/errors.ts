/**
 * The one error of Umbra, and its plain form on the wire. Runs on every thread.
 * `structuredClone` drops the fields of a custom error, so errors cross between threads as records.
 */

/** What went wrong, for code to branch on. The words for people are in `message` and `hint`. */
export type ErrorTag =
  | 'not-found' // no such file, path, column, gene
  | 'not-hdf5' // the bytes are something else
  | 'corrupt' // HDF5, but broken or truncated
  | 'unsupported' // well-formed, but a type, filter or encoding that is not known here
  | 'too-large' // it would take more memory than is allowed
  | 'io' // the bytes could not be fetched
  | 'no-ranges' // the server sends the file only as a whole: it has to be downloaded first
  | 'changed' // the file is not the one that was opened
  | 'mismatch' // shapes or names do not fit
  | 'invalid' // the caller asked for something that has no meaning
  | 'closed' // used after close()
  | 'aborted' // the caller gave up
  | 'worker-lost'; // the thread that owned the file died

export interface ErrorRecord {
  readonly tag: ErrorTag;
  /** One sentence: what happened, to what. */
  readonly message: string;
  /** Where in the file, as `mod/rna/obs/celltype`. */
  readonly path?: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The library's own words, for the folded details. */
  readonly cause?: string;
  /** What whoever runs the server can copy into its settings, each with the name of what it is for. */
  readonly settings?: readonly Setting[];
  /** The address of the file itself, where that is known. */
  readonly elsewhere?: string;
  /** Of `no-ranges`: bytes to download; null where the server does not say. */
  readonly size?: number | null;
}

export interface Setting {
  readonly title: string;
  readonly text: string;
}

export class ShadowError extends Error {
  override readonly name = 'ShadowError';
  readonly record: ErrorRecord;

  constructor(record: ErrorRecord) {
    super(record.message);
    this.record = record;
  }

  get tag(): ErrorTag {
    return this.record.tag;
  }
}

/** Any thrown thing as a record; `fallback` says what was being done when it was not one of ours. */
export function toErrorRecord(thrown: unknown, fallback: Partial<ErrorRecord> = {}): ErrorRecord {
  if (thrown instanceof ShadowError) return { ...fallback, ...thrown.record };
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'AbortError') return { tag: 'aborted', message: 'The request was cancelled.' };
  const cause = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { tag: 'io', message: cause, ...fallback, cause };
}

export function abortError(): ShadowError {
  return new ShadowError({ tag: 'aborted', message: 'The request was cancelled.' });
}

export function isAbort(thrown: unknown): boolean {
  return toErrorRecord(thrown).tag === 'aborted';
}
