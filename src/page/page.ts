/**
 * What belongs to Umbra's own page, and never to the element on a page of someone else: the address, its history, the title, the datasets
 * that its host offers, the installed app. Page, no React.
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
  startDatasets(viewer);
  followAddress(viewer, window.parent !== window);
  startInstalled(viewer);
}
