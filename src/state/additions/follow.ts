/** Keeps plot, tables and selection true to the object when something is added to it or taken away, by whomever. Page, no React. */
import type { OpenedShadow } from '../../shadow/index.ts';
import { find } from '../find.ts';
import { withNextFrame } from '../next-frame.ts';
import { followPlot } from '../plot/follow.ts';
import { followTable } from '../sheets/follow.ts';
import type { Viewer } from '../viewer.ts';

/** Ends with the file. */
export function followAdditions(viewer: Viewer, shadow: OpenedShadow): void {
  const changed = new Set<string>();
  // Once a frame: a rename is an addition and a removal.
  const follow = withNextFrame(() => {
    const paths = [...changed];
    changed.clear();
    const { shadow: open, data } = viewer.file.getState();
    if (open !== shadow) return;
    // Follows from a step of the user's, and is none of its own.
    if (data) void viewer.quietly('plot', () => followPlot(viewer, data, paths));
    const { element } = viewer.selection.getState();
    if (element !== null && paths.includes(element) && !find(shadow, element)) viewer.selection.setState({ element: null });
  });
  shadow.addEventListener('change', ({ change, path }) => {
    if ((change !== 'added' && change !== 'removed') || viewer.file.getState().shadow !== shadow) return;
    // What there is to choose from is known before anything is drawn anew.
    viewer.plot.refresh();
    // At once: what is made of an addition again, after a rename, comes after.
    void viewer.quietly('tables', () => followTable(viewer.tables, shadow, path));
    changed.add(path);
    follow();
  });
}
