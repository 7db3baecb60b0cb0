/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), with ⌘ on a Mac, for what was done in the viewer; a field that is typed in has its own. Page, React. */
import { useEffect } from 'react';
import type { Viewer } from '../state/viewer.ts';
import { IS_APPLE } from '../ui/keys.ts';
import { isOurs } from './use-shortcuts.ts';

export function useUndoKeys(viewer: Viewer, host: HTMLElement): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isHeld = IS_APPLE ? event.metaKey : event.ctrlKey;
      if (!isHeld || event.altKey || !viewer.file.getState().shadow || !isOurs(event, host) || isTypedIn(event)) return;
      const key = event.key.toLowerCase();
      const wanted = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' && !event.shiftKey ? 'redo' : null;
      if (!wanted) return;
      event.preventDefault();
      void viewer[wanted]();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [viewer, host]);
}

/** Fields that keep what was typed; sliders and boxes to tick do not. */
function isTypedIn(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio', 'button', 'file'].includes(target.type);
  return target.closest('textarea, [contenteditable]') !== null;
}
