/** What a file that is exported is called. Page. */
import type { Viewer } from './viewer.ts';

/** The opened file's name without its ending, then what the parts say: letters, digits and `._-`, so that every system takes it. */
export function exportName(viewer: Viewer, parts: readonly (string | null | undefined)[], ending: string): string {
  const file = viewer.file.getState().shadow?.session.outline.file.name.replace(/\.[^.]+$/, '');
  const name = [file, ...parts].filter(Boolean).join('-');
  return `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')}.${ending}`;
}
