/** The file that is open, or being opened, or could not be. Page, no React. */
import type { AnnDataShadow, ErrorRecord, MuDataShadow } from '../shadow/index.ts';

export interface FileState {
  readonly data: AnnDataShadow | MuDataShadow | null;
  /** How many files were opened so far: tells one from the next. */
  readonly opened: number;
  /** Where it came from: null = this computer, else the URL. */
  readonly url: string | null;
  /** Grows whenever a mark in the tree changes. */
  readonly revision: number;
  /** Name of the file that is being opened. */
  readonly opening: string | null;
  /** Why the last one could not be opened; what was open before stays. */
  readonly error: { readonly name: string; readonly record: ErrorRecord } | null;
  /** Something to know of the file that is open: that it changed on disk, or that others were dropped with it. */
  readonly notice: ErrorRecord | null;
}

export const NO_FILE: FileState = { data: null, opened: 0, url: null, revision: 0, opening: null, error: null, notice: null };
