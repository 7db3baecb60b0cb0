/**
 * What belongs to Umbra's own page, and never to the element on a page of someone else: the address, its history, the title, messages of
 * a page around it. Page, no React.
 */
import { type UmbraViewer, viewerOf } from '../embed/umbra-viewer.tsx';
import { followAddress } from './address.ts';
import { startFrame } from './frame.ts';
import { readQuery } from './query.ts';
import { followTitle } from './title.ts';

export function startPage(element: UmbraViewer): void {
  const viewer = viewerOf(element);
  startFrame(viewer, readQuery(location.search));
  followTitle(viewer);
  followAddress(viewer, window.parent !== window);
}
