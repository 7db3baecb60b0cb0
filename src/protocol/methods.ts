/**
 * Everything the shadow can ask of the file side, in one map. Client and handler table are mapped types of it,
 * so a missing handler does not compile. Runs on every thread; types only.
 */
import type { Outline } from './outline.ts';
import type { MatrixSample } from './sample.ts';
import type { Selection } from './selection.ts';
import type { Value } from './values.ts';

/** Where the bytes are: a File or Blob, bytes in memory, a URL (page) or a path on disk (Node). */
export type Source = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string;

export interface Methods {
  /** Opens the file and answers its whole outline. `path` opens a part, as `mod/rna`. */
  open: { params: { source: Source; path: string }; result: Outline };
  /** An element, or the part of it that is selected (one selection per dimension). */
  read: { params: { path: string; selection: readonly Selection[] | null }; result: Value };
  /** What the values of a matrix are, by a few of its rows. */
  sample: { params: { path: string }; result: MatrixSample };
  close: { params: Record<string, never>; result: null };
}

/** How far a long call has come: `done` of `total`, a share (total 1). */
export interface Progress {
  readonly path: string;
  readonly done: number;
  readonly total: number;
}

/** What the file side holds and has read, sent along with every reply. */
export interface FileStats {
  /** Bytes of the wasm heap; it grows and never shrinks. */
  readonly heap: number;
  /** Bytes fetched from the file since it was opened, and in how many requests. */
  readonly read: number;
  readonly requests: number;
}
