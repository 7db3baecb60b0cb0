/** Keys that work wherever the focus is; those without ⌘ or Ctrl only where nothing is being typed. Page, React. */
import { useEffect } from 'react';
import { isTyping, shortcutOf } from '../ui/keys.ts';

/** Elements that a key leads to have `data-shortcut`; a button is pressed, a field takes the focus. */
export function useShortcuts(host: HTMLElement): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const shortcut = shortcutOf(event);
      if (!isOurs(event, host) || shortcut === null) return;
      if (isTyping(event) && !shortcut.startsWith('mod+')) return;
      const wanted = host.shadowRoot?.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(shortcut)}"]`);
      if (!wanted) return;
      event.preventDefault();
      wanted.focus();
      if (wanted instanceof HTMLButtonElement) wanted.click();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [host]);
}

/** The focus is nowhere, or in this viewer; nowhere is the first viewer's. */
export function isOurs(event: KeyboardEvent, host: HTMLElement): boolean {
  const path = event.composedPath();
  return path.includes(host) || (path[0] === document.body && document.querySelector(host.localName) === host);
}
