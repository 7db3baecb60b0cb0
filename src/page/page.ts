/**
 * What belongs to Umbra's own page, and never to the element on a page of someone else: the address, its history, the title, messages of
 * a page around it, the datasets that its host offers, the installed app. Page, no React.
 */
import { type UmbraViewer, viewerOf } from '../embed/umbra-viewer.tsx';
import { followAddress } from './address.ts';
import { startDatasets } from './datasets.ts';
import { startFrame } from './frame.ts';
import { startInstalled } from './install.ts';
import { readQuery } from './query.ts';
import { followTitle } from './title.ts';

export function startPage(element: UmbraViewer): void {
  // What is said until it has started.
  element.replaceChildren();
  const viewer = viewerOf(element);
  startFrame(viewer, readQuery(location.search));
  followTitle(viewer);
  startDatasets(viewer);
  followAddress(viewer, window.parent !== window);
  startInstalled(viewer);
}
