/** How Umbra's page looks in somebody's frame: with the parts that its address names. Page, no React. */
import { readParts } from '../state/parts.ts';
import type { Viewer } from '../state/viewer.ts';
import { speakWithParent } from './parent.ts';
import type { PageQuery } from './query.ts';

export function startFrame(viewer: Viewer, { embed, origin }: PageQuery): void {
  if (embed !== null) viewer.panels.setParts(readParts(embed).parts);
  speakWithParent(viewer, origin);
}
