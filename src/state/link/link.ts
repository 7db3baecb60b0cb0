/**
 * Links to what is shown: who makes them, and what one asks for that only the user can give. Page, no React.
 * The address is the page's, not the viewer's: where no page is, as in an element on a page of someone else, no links are made.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface MadeLink {
  readonly href: string;
  /** What was left out to keep it short, in a few words each. */
  readonly left: readonly string[];
}

export interface LinkState {
  /** Makes the link to what is shown now; null where there are none. */
  readonly make: (() => MadeLink | null) | null;
}

export type Link = StoreApi<LinkState>;

export function createLink(): Link {
  return createStore<LinkState>(() => ({ make: null }));
}
