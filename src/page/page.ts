/**
 * What belongs to Umbra's own page, and never to the element on a page of someone else: the address, its history, the title. Page, no React.
 */
import { type UmbraViewer, viewerOf } from '../embed/umbra-viewer.tsx';
import { followAddress } from './address.ts';
import { startDatasets } from './datasets.ts';
import { startInstalled } from './install.ts';
import { followTitle } from './title.ts';

export function startPage(element: UmbraViewer): void {
  // What is said until it has started.
  element.replaceChildren();
  const viewer = viewerOf(element);
  followTitle(viewer);
  followAddress(viewer, window.parent !== window);
  startDatasets(viewer);
  startInstalled(viewer);
}
