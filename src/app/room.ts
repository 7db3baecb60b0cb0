/** How much room panels need. Pure. */
import { isPanelOpen, type PanelsState } from '../state/panels.ts';

/** Below this there is one panel at a time, and the bars leave out their words; in CSS pixels. */
export const NARROW = 900;
/** Below this in either direction, what an embedded viewer has around the cells is smaller. */
export const SMALL = 420;

/** The least that a panel is of use with, where the page chose the panels; in CSS pixels. */
const LEAST = { tree: 200, plot: 220, legend: 160, toolbar: 44, header: 72, caption: 28, cells: 150, table: 130 };

export interface Room {
  readonly width: number;
  readonly height: number;
  readonly hasCells: boolean;
}

/** Whether the panels stand side by side. An embedded viewer has fewer of them: in a small frame, they may all find room. */
export function hasRoom(state: PanelsState, { width, height, hasCells }: Room): boolean {
  const { parts } = state;
  if (parts === null) return width >= NARROW;
  const wide = (isPanelOpen(state, 'tree') ? LEAST.tree : 0) + LEAST.plot + (hasCells && isPanelOpen(state, 'legend') ? LEAST.legend : 0);
  const bars = (parts.has('header') ? LEAST.header : LEAST.caption) + (parts.has('toolbar') ? LEAST.toolbar : 0);
  const high = bars + LEAST.cells + (isPanelOpen(state, 'table') ? LEAST.table : 0);
  const isPlotAlone = wide === LEAST.plot && !isPanelOpen(state, 'table');
  return isPlotAlone || (width >= wide && height >= high);
}
