/** Tells when something of what an address says may have changed. Page, no React. */
import type { Viewer } from '../state/viewer.ts';

/** What moves has come to rest after so long, in milliseconds: browsers take a change of the address only so often. */
const RESTS_AFTER_MS = 300;

/** @param changed called at once for what is a step of the history, and for all else once it rests */
export function watch({ file, plot, tables, selection, panels, link }: Viewer, changed: () => void): void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(rest);
    rest = setTimeout(changed, RESTS_AFTER_MS);
  };
  file.subscribe((now, before) => (now.opened !== before.opened || now.shadow !== before.shadow ? changed() : undefined));
  plot.subscribe((now, before) => {
    const isStep = (['points', 'coloring', 'pending', 'isStarted'] as const).some((part) => now[part] !== before[part]);
    if (isStep) changed();
    else soon();
  });
  tables.subscribe(soon);
  selection.subscribe((now, before) => (now.element !== before.element ? soon() : undefined));
  panels.subscribe(soon);
  link.subscribe((now, before) => (now.wanted !== before.wanted ? soon() : undefined));
  // Moving the camera changes no store: it is moved by hand.
  for (const type of ['pointerup', 'wheel', 'keyup']) window.addEventListener(type, soon, { capture: true, passive: true });
  window.addEventListener('pagehide', changed);
}
