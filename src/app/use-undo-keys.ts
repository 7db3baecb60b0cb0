/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), with ⌘ on a Mac, for what was done in the viewer; a field that is typed in has its own. Page, React. */
import { useEffect } from 'react';
import type { Viewer } from '../state/viewer.ts';
import { isTyping, shortcutOf } from '../ui/keys.ts';
import { isOurs } from './use-shortcuts.ts';

const WANTED: ReadonlyMap<string | null, 'undo' | 'redo'> = new Map([
  ['mod+z', 'undo'],
  ['mod+shift+z', 'redo'],
  ['mod+y', 'redo'],
]);

export function useUndoKeys(viewer: Viewer, host: HTMLElement): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const wanted = WANTED.get(shortcutOf(event));
      if (!wanted || !viewer.file.getState().shadow || !isOurs(event, viewer, host) || isTyping(event)) return;
      event.preventDefault();
      void viewer[wanted]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [viewer, host]);
}
