/**
 * Links to what is shown: who makes them, and the one that was followed here and asks for a file that only the user can give. Page, no React.
 * The address is the page's, not the viewer's: where nobody sets `make`, as for an element on a page of someone else, there are no links.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ViewState } from '../view/view-state.ts';
import type { LocalFile } from './link-text.ts';

export interface MadeLink {
  readonly href: string;
  /** The file that whoever follows it needs; null where the link brings it. */
  readonly file: LocalFile | null;
  /** What was left out to keep it short, in a few words each. */
  readonly left: readonly string[];
}

interface WantedFile {
  readonly file: LocalFile;
  /** How it is looked at first. */
  readonly view: ViewState;
}

export interface LinkState {
  /** Makes the link to what is shown now; null while there is nothing to link to, or where no links are made. */
  readonly make: (() => MadeLink | null) | null;
  readonly wanted: WantedFile | null;
}

export type Link = StoreApi<LinkState>;

export function createLink(): Link {
  return createStore<LinkState>(() => ({ make: null, wanted: null }));
}
