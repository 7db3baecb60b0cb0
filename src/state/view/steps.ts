/**
 * Watches what is shown of a file, and records what the user changed as steps of the history, in one place: whoever changes the plot or
 * a table need not know of it. What undoing changes is not recorded, nor is what was asked for and has not come. Page, no React.
 */
import type { CameraView } from '../../plots/camera.ts';
import { frameAt } from '../find.ts';
import type { PlotState } from '../plot/plot.ts';
import { sheetLabel } from '../sheets/sheets.ts';
import type { Asked, TableArrangement } from '../sheets/tables.ts';
import type { Viewer } from '../viewer.ts';
import type { Step } from './history.ts';
import { plotLabel, tableLabel } from './step-label.ts';
import { isSame, plotView, showPlot } from './view.ts';
import type { ViewState } from './view-state.ts';

/** Changes of the same thing that follow each other within this are one step: a slider is dragged, a word is typed. */
const ONE_STEP_MS = 1000;

/** The one that says most first. */
const PARTS = ['color', 'place', 'hidden', 'range', 'colormap', 'size', 'opacity'] as const;
/** What is hidden is by name, a range in numbers: neither means anything without the colours. */
const OF_COLORS: readonly string[] = ['color', 'hidden', 'range'];
/** They are dragged: a step each would be many. */
const DRAGGED: readonly string[] = ['range', 'size', 'opacity'];

type Part = 'plot' | 'tables';

export interface Steps {
  /** Changes one part as no step of the user's, as bringing a view back; what the user does to the other meanwhile is one. */
  quietly(part: Part, work: () => Promise<unknown>): Promise<void>;
  /** Gives up what was asked for and has not come. Answers whether there was anything. */
  giveUp(): boolean;
}

export function recordSteps(viewer: Viewer): Steps {
  const { plot, tables, history } = viewer;
  const quiet: Record<Part, number> = { plot: 0, tables: 0 };
  let shown: ViewState | null = null;
  const arranged = new Map<string, Asked>();
  /** Where the points were looked at from, that others took the place of. */
  let cameraBefore: CameraView | null = null;
  let latest: { readonly step: Step; readonly about: string; at: number; extend(): void } | null = null;

  /** Records a step, or lets the one before grow: `take` answers what to go forward to, as of now. */
  const record = <T>(
    part: Part,
    about: string | null,
    label: string,
    before: T,
    take: () => T,
    show: (state: T) => Promise<void>,
  ): void => {
    const now = performance.now();
    const isLast = latest && history.getState().past.at(-1) === latest.step && history.getState().future.length === 0;
    if (isLast && latest && latest.about === about && now - latest.at < ONE_STEP_MS) {
      latest.at = now;
      latest.extend();
      return;
    }
    let after = take();
    const step: Step = { label, undo: () => quietly(part, () => show(before)), redo: () => quietly(part, () => show(after)) };
    history.record(step);
    latest = about === null ? null : { step, about, at: now, extend: () => (after = take()) };
  };

  const quietly = async (part: Part, work: () => Promise<unknown>): Promise<void> => {
    quiet[part]++;
    try {
      await work();
    } finally {
      quiet[part]--;
      if (part === 'plot') shown = current();
    }
  };

  /** Null where nothing is settled. */
  const current = (): ViewState | null => {
    const state = plot.getState();
    return state.isStarted ? plotView(state) : null;
  };

  const settlePlot = (): void => {
    const before = shown;
    const after = current();
    shown = after;
    if (!before || !after || quiet.plot > 0) return;
    const changed = PARTS.filter((part) => !isSame(before[part], after[part]));
    if (changed.length === 0) return;
    const { coloring, points } = plot.getState();
    const label = plotLabel(before, after, changed, coloring?.kind === 'categories' ? coloring.categories : []);
    const isMoved = changed.includes('place');
    record(
      'plot',
      changed[0] && changed.length === 1 && DRAGGED.includes(changed[0]) ? changed[0] : null,
      label,
      { ...only(before, changed), ...(isMoved ? { camera: cameraBefore } : {}) },
      () => ({ ...only(current() ?? after, changed), ...(isMoved ? { camera: points?.view ?? null } : {}) }),
      (view) => showPlot(viewer, view),
    );
  };

  const settleTable = (path: string, { sort, filters }: TableArrangement): void => {
    const before: Asked = arranged.get(path) ?? { sort: null, filters: new Map() };
    const after: Asked = { sort, filters };
    arranged.set(path, after);
    const { shadow, data } = viewer.file.getState();
    const isStarted = data === null || plot.getState().isStarted;
    // The rows of a matrix are sorted by what only its view knows.
    if (quiet.tables > 0 || !isStarted || !shadow || !frameAt(shadow, path)) return;
    if (isSame(before.sort, after.sort) && before.filters === after.filters) return;
    const filter = [...new Set([...before.filters.keys(), ...after.filters.keys()])].find(
      (column) => before.filters.get(column) !== after.filters.get(column) && after.filters.has(column),
    );
    record(
      'tables',
      filter === undefined ? null : `filter ${path} ${filter}`,
      tableLabel(sheetLabel(shadow, path), { sort: after.sort?.column, filter: filter ?? null }),
      before,
      () => arranged.get(path) ?? after,
      async (asked) => {
        tables.show(path);
        await tables.arrange(path, asked);
      },
    );
  };

  plot.subscribe((now, before) => {
    if (now.points !== before.points && before.points) cameraBefore = viewer.stage()?.getCamera() ?? null;
    if (hasMoved(now, before) && !now.pending.place && !now.pending.color) settlePlot();
  });

  tables.subscribe((now, before) => {
    if (now.arrangements === before.arrangements) return;
    for (const path of arranged.keys()) if (!now.arrangements.has(path)) arranged.delete(path);
    for (const [path, { sort, filters, rows, error }] of now.arrangements) {
      const was = before.arrangements.get(path);
      const isAsked = was ? was.sort !== sort || was.filters !== filters : rows === null;
      // Asked for first, then there, or not: only then it is known.
      if (!isAsked && (was?.rows !== rows || was?.error !== error)) settleTable(path, now.arrangements.get(path) as TableArrangement);
    }
  });

  return {
    quietly,
    giveUp() {
      const { pending } = plot.getState();
      if (quiet.plot > 0 || (!pending.place && !pending.color)) return false;
      plot.cancel();
      return true;
    },
  };
}

function hasMoved(now: PlotState, before: PlotState): boolean {
  return (['points', 'coloring', 'hidden', 'range', 'colormap', 'diameter', 'opacity', 'pending', 'isStarted'] as const).some(
    (part) => now[part] !== before[part],
  );
}

function only(view: ViewState, changed: readonly (typeof PARTS)[number][]): ViewState {
  const parts: readonly string[] = changed.some((part) => OF_COLORS.includes(part)) ? [...changed, ...OF_COLORS] : changed;
  return { v: 1, ...Object.fromEntries(Object.entries(view).filter(([part]) => parts.includes(part))) };
}
