/** How a viewer looks now, for a link. Page, no React. */
import { namesOfCodes } from '../plot/coloring.ts';
import type { PlotState } from '../plot/plot.ts';
import { viewOf } from '../view/view.ts';
import type { ViewState } from '../view/view-state.ts';
import type { Viewer } from '../viewer.ts';
import type { Screen } from './link-text.ts';

/** Null before the first picture is complete, and without a file. */
export function linkedViewOf(viewer: Viewer): ViewState | null {
  const view = viewOf(viewer);
  return view && { ...view, ...shortest(viewer.plot.getState()) };
}

/** What differs from how a viewer looks at first. */
export function screenOf({ panels }: Viewer): Screen {
  const { open, narrow, theme } = panels.getState();
  const isAll = open.tree && open.legend && open.table;
  return {
    ...(isAll ? {} : { open: (['tree', 'legend', 'table'] as const).filter((panel) => open[panel]) }),
    ...(narrow === 'plot' ? {} : { narrow }),
    ...(theme === 'system' ? {} : { theme }),
  };
}

/** Of three hundred categories all but one are hidden more often than one: the fewer ones are named. */
function shortest({ coloring, hidden }: PlotState): Pick<ViewState, 'hidden' | 'only'> {
  if (coloring?.kind !== 'categories' || hidden.size === 0) return {};
  const codes = [...(coloring.missing > 0 ? [-1] : []), ...coloring.categories.keys()];
  const shown = codes.filter((code) => !hidden.has(code));
  return shown.length < hidden.size ? { hidden: [], only: namesOfCodes(coloring, new Set(shown)) } : {};
}
