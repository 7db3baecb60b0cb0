/**
 * Everything the shadow can ask of the file side, in one map. Client and handler table are mapped types of it,
 * so a missing handler does not compile. Runs on every thread.
 */
import type { Outline } from './outline.ts';
import type { MatrixSample } from './sample.ts';
import type { Selection } from './selection.ts';
import type { Value } from './values.ts';

/** Where the bytes are: a File or Blob, bytes in memory, a folder, a URL (page) or a path on disk (Node). */
export type Source = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | Folder | string;

/** A folder that was dropped or chosen: the browser's handle of it, or its files by their paths in it. */
export interface Folder {
  readonly name: string;
  readonly folder: FileSystemDirectoryHandle | ReadonlyMap<string, Blob>;
}

export function isFolder(source: Source): source is Folder {
  return typeof source === 'object' && 'folder' in source;
}

export interface Methods {
  /** Opens the file and answers its whole outline. `path` opens a part, as `mod/rna`. `isKept`: what is fetched of it, on this computer. */
  open: { params: { source: Source; path: string; isKept: boolean }; result: Outline };
  /** Downloads a whole file, of a server that sends no parts: what `open` opens then. `most` bytes at most, if not null. No file need be open. */
  download: { params: { url: string; most: number | null }; result: Blob };
  /** An element, or the part of it that is selected (one selection per dimension). */
  read: { params: { path: string; selection: readonly Selection[] | null }; result: Value };
  /** What the values of a matrix are, by a few of its rows. */
  sample: { params: { path: string }; result: MatrixSample };
  /** The sum over some columns of a matrix, one float64 for each row: all of them in one pass through the file. */
  sum: { params: { path: string; columns: Uint32Array<ArrayBuffer> }; result: Value };
  /** What there is of the index by which the columns of a row-wise matrix are found; null where none is needed, or none can be built. */
  index: { params: { path: string }; result: IndexState | null };
  /** Builds that index, or what is missing of it. Aborted, it is gone on with by the next call. */
  buildIndex: { params: { path: string }; result: null };
  /** The indexes that are kept, of all files; null where the browser keeps none. No file need be open. */
  keptIndexes: { params: Record<string, never>; result: readonly KeptIndex[] | null };
  /** Gives up indexes: those of this file, all, or those with these keys. One that another page has open stays. No file need be open. */
  forgetIndexes: { params: { which: WhichIndexes }; result: null };
  /** Whether what is fetched of the open file from now on is kept on this computer. What is kept already stays. */
  keepFetched: { params: { isOn: boolean }; result: null };
  /** What is kept of files behind URLs; null where the browser keeps nothing. No file need be open. */
  keptFiles: { params: Record<string, never>; result: readonly KeptFile[] | null };
  /** Gives up what is kept of all files, or of those with these keys. One that another page has open stays. No file need be open. */
  forgetFiles: { params: { which: 'all' | readonly string[] }; result: null };
  close: { params: Record<string, never>; result: null };
}

export type WhichIndexes = 'this file' | 'all' | readonly string[];

export interface IndexState {
  /** The share that is built, 0 to 1. */
  readonly done: number;
  /** What all of it takes, on disk or in memory. */
  readonly bytes: number;
  /** Its name in the browser's own store, also before it is begun; null where it is in memory, and goes with the file. */
  readonly key: string | null;
}

/** An index on disk, in the browser's own store. */
export interface KeptIndex {
  readonly key: string;
  readonly bytes: number;
  /** The file it was built for, and the matrix in it; null for one that cannot be read. */
  readonly head: { readonly file: string; readonly path: string } | null;
}

/** What was fetched of a file behind a URL, and is kept on this computer, in the browser's own store. */
export interface KeptFile {
  readonly key: string;
  readonly bytes: number;
  /** The file's name; null of one that cannot be read. */
  readonly name: string | null;
}

/** How far a long call has come: `done` of `total`, in bytes or a share (total 1); total 0 where nobody knows. */
export interface Progress {
  readonly path: string;
  readonly done: number;
  readonly total: number;
  /** What was fetched for it so far, where that is from a server. */
  readonly fetched?: Fetched;
  /** What is known so far, where that is worth showing: what is not yet is missing. */
  readonly value?: Value;
}

export interface Fetched {
  readonly bytes: number;
  readonly requests: number;
}

/** What the file side holds and has read, sent along with every reply. */
export interface FileStats {
  /** Bytes of the wasm heap; it grows and never shrinks. */
  readonly heap: number;
  /** Bytes fetched from the file since it was opened, and in how many requests. */
  readonly read: number;
  readonly requests: number;
}
