/** Keys that work wherever the focus is; those without ⌘ or Ctrl only where nothing is being typed. Page, React. */
import { useEffect } from 'react';
import type { Viewer } from '../state/viewer.ts';
import { isTyping, shortcutOf } from '../ui/keys.ts';

/** Elements that a key leads to have `data-shortcut`; a button is pressed, a field takes the focus. */
export function useShortcuts(viewer: Viewer, host: HTMLElement): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const shortcut = shortcutOf(event);
      if (!isOurs(event, viewer, host) || shortcut === null) return;
      if (isTyping(event) && !shortcut.startsWith('mod+')) return;
      const wanted = host.shadowRoot?.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(shortcut)}"]`);
      if (!wanted) return;
      event.preventDefault();
      wanted.focus();
      if (wanted instanceof HTMLButtonElement) wanted.click();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [viewer, host]);
}

/** The focus is in this viewer; or nowhere, on a page that is Umbra's own: on others, such keys are the page's. */
export function isOurs(event: KeyboardEvent, viewer: Viewer, host: HTMLElement): boolean {
  const path = event.composedPath();
  const isOwnPage = viewer.link.getState().make !== null;
  return path.includes(host) || (isOwnPage && path[0] === document.body);
}
