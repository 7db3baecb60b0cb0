/**
 * What belongs to Umbra's own page, and never to the element on a page of someone else: the address, its history, the title, messages of
 * a page around it. Page, no React.
 */
import { type UmbraViewer, viewerOf } from '../embed/umbra-viewer.tsx';
import { startFrame } from './frame.ts';
import { readQuery } from './query.ts';

export function startPage(element: UmbraViewer): void {
  const viewer = viewerOf(element);
  const query = readQuery(location.search);
  startFrame(viewer, query);
}
