/** The file that is open, or being opened, or could not be. Page, no React. */
import { type AnnDataShadow, type ErrorRecord, Hdf5Shadow, type MuDataShadow, type OpenedShadow, type Source } from '../shadow/index.ts';
import type { CellNames } from './names.ts';

export interface FileState {
  /** What is open, whatever it is. */
  readonly shadow: OpenedShadow | null;
  /** The same where it has cells: AnnData or MuData. */
  readonly data: AnnDataShadow | MuDataShadow | null;
  /** How many files were opened so far: tells one from the next. */
  readonly opened: number;
  /** Where it came from: null = this computer, else the URL. */
  readonly url: string | null;
  /** Whether the user gave it here, rather than the page, a link or a message. */
  readonly isUsers: boolean;
  /** What it was opened from, to open it again; and which part of it, as `mod/rna`: '' = all. */
  readonly source: Source | null;
  readonly path: string;
  /** Whether it had to be downloaded as a whole, and is read in this browser since. */
  readonly isWhole: boolean;
  /** Names of its cells; null before its first picture. */
  readonly names: CellNames | null;
  /** Grows whenever a mark in the tree changes. */
  readonly revision: number;
  /** Name of the file that is being opened. */
  readonly opening: string | null;
  /** Why the last one could not be opened; what was open before stays. */
  readonly error: { readonly name: string; readonly record: ErrorRecord; readonly isUsers: boolean } | null;
  /** Something to know of the file that is open: that it changed on disk, or that others were dropped with it. */
  readonly notice: ErrorRecord | null;
}

export const NO_FILE: FileState = {
  shadow: null,
  data: null,
  opened: 0,
  url: null,
  isUsers: false,
  source: null,
  path: '',
  isWhole: false,
  names: null,
  revision: 0,
  opening: null,
  error: null,
  notice: null,
};

/** The URL that others could open too; null of what is on this computer, also where it has a URL in the memory of this page. */
export function urlOf(source: Source): string | null {
  return typeof source !== 'string' || /^(blob|data):/i.test(source) ? null : source;
}

/** AnnData or MuData, which have cells; null for other HDF5. */
export function cellsOf(shadow: OpenedShadow): AnnDataShadow | MuDataShadow | null {
  return shadow instanceof Hdf5Shadow ? null : shadow;
}
