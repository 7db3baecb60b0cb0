/** Keys that work wherever the focus is, unless something is being typed. Page, React. */
import { useEffect } from 'react';

/** Elements that a key leads to have `data-shortcut`. */
export function useShortcuts(host: HTMLElement): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const path = event.composedPath();
      const [target] = path;
      // The focus is nowhere, or in this viewer; nowhere is the first viewer's.
      const isOurs = path.includes(host) || (target === document.body && document.querySelector(host.localName) === host);
      if (!isOurs || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]')) return;
      const wanted = host.shadowRoot?.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(event.key)}"]`);
      if (!wanted) return;
      event.preventDefault();
      wanted.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [host]);
}
