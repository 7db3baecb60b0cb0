/** Takes down how the file of a viewer is looked at, and brings parts of it back, each where it is. Page, no React. */
import type { Filter } from '../../compute/filter.ts';
import { type ArrayValue, type CallOptions, categoryNames, type DataFrameShadow, type ShadowNode, type Value } from '../../shadow/index.ts';
import { find, frameAt } from '../find.ts';
import { type Coloring, type ColorLook, codesOf, namesOfCodes, rangeOf } from '../plot/coloring.ts';
import type { Plot, PlotState } from '../plot/plot.ts';
import type { TableArrangement, Tables } from '../sheets/tables.ts';
import type { Viewer } from '../viewer.ts';
import { type Category, type KeptFilter, readView, type TableView, type ViewState } from './view-state.ts';

/** Everything; null before the first picture is complete, where there will be one. */
export function viewOf({ file, plot, tables, selection, stage }: Viewer): ViewState | null {
  const { shadow, data } = file.getState();
  const state = plot.getState();
  if (!shadow || (data && !state.isStarted)) return null;
  const { active } = tables.getState();
  const { expanded, element } = selection.getState();
  const camera = stage()?.getCamera() ?? null;
  return readView({
    ...plotView(state),
    camera,
    ...(active === null ? {} : { table: active }),
    tables: tableViews(tables, shadow),
    tree: expanded,
    element,
  });
}

/**
 * What is drawn and how, without the camera: that is the stage's. Parts have their members in one order, so that they can be compared.
 * All that is hidden is named, each by itself: a list that is too long to be kept can be undone all the same.
 */
export function plotView({ points, coloring, hidden, range, colormap, diameter, opacity }: PlotState): ViewState {
  const view = { v: 1, ...(points ? { place: points.ref } : {}), color: coloring?.ref ?? null, range, colormap, size: diameter, opacity };
  return { v: 1, ...readView(view), hidden: coloring ? namesOfCodes(coloring, hidden) : [] };
}

/** Brings back the parts of the plot that the view has, through the normal way: what is in flight is superseded. */
export async function showPlot({ plot, stage }: Viewer, view: ViewState): Promise<void> {
  const { pending, coloring } = plot.getState();
  const shown = plotView(plot.getState());
  if (view.size !== undefined) plot.setState({ diameter: view.size });
  if (view.opacity !== undefined) plot.setState({ opacity: view.opacity });
  if (view.colormap !== undefined) plot.setState({ colormap: view.colormap });

  const isDrawn = !pending.place && isSame(view.place, shown.place);
  if (isDrawn && view.camera !== undefined) stage()?.setCamera(view.camera);
  const drawing = view.place && !isDrawn ? plot.setPlace(view.place, view.camera) : null;

  const isColored = !pending.color && isSame(view.color ?? null, shown.color);
  if (isColored && coloring) showLook(plot, coloring, view);
  // What fails is said in the legend.
  const coloringAgain = view.color !== undefined && !isColored ? plot.colorBy(view.color, view).catch(() => {}) : null;
  await Promise.all([drawing, coloringAgain]);
}

function showLook(plot: Plot, coloring: Coloring, look: ColorLook): void {
  if (look.hidden || look.only) plot.setHidden(codesOf(coloring, look));
  if (look.range !== undefined) plot.setState({ range: rangeOf(coloring, look) });
}

/** Brings back all that is open of a view, as no step of the user's; what is not in it stays. Resolves when it is shown. */
export async function showView(viewer: Viewer, view: ViewState): Promise<void> {
  const { file, tables, selection } = viewer;
  const { shadow } = file.getState();
  if (!shadow) return;
  if (view.table !== undefined && find(shadow, view.table)) tables.show(view.table);
  if (view.element !== undefined)
    selection.setState({ element: view.element !== null && find(shadow, view.element) ? view.element : null });
  const now = tableViews(tables, shadow);
  const others = now.filter(({ path }) => !view.tables?.some((table) => table.path === path));
  const wanted = view.tables && [...others.map(({ path }): TableView => ({ path, sort: null, filters: [] })), ...view.tables];
  const changed = wanted?.filter((table) => !now.some((same) => isSame(table, same)));
  await Promise.all([
    viewer.quietly('plot', () => showPlot(viewer, view)),
    changed?.length ? viewer.quietly('tables', () => showTables(viewer, changed)) : null,
  ]);
}

/** Sorts and filters the tables as they were; columns that are gone are left out. */
export async function showTables({ file, tables, activity }: Viewer, views: readonly TableView[]): Promise<void> {
  const { shadow } = file.getState();
  if (!shadow) return;
  const arranging = views.map(async ({ path, sort, filters }) => {
    const frame = frameAt(shadow, path);
    if (!frame) return;
    const columns = frame.children();
    const known = filters.filter(([column]) => columns.has(column));
    const read = await activity.run(`Filtering ${path}`, null, (options) =>
      Promise.all(known.map(async ([column, filter]) => [column, await filterOf(frame, column, filter, options)] as const)),
    );
    if (file.getState().shadow !== shadow) return;
    await tables.arrange(path, { sort: sort && columns.has(sort.column) ? sort : null, filters: new Map(read) });
  });
  // What cannot be read is said where it is looked at.
  await Promise.allSettled(arranging);
}

/** Whether two parts of views are the same: they are plain, and have their members in one order. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Those that are not as in the file; by their paths, whichever was arranged first. */
function tableViews(tables: Tables, data: ShadowNode): TableView[] {
  const views = [...tables.getState().arrangements].flatMap(([path, arrangement]) => tableView(data, path, arrangement) ?? []);
  return views.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function tableView(data: ShadowNode, path: string, { sort, filters }: TableArrangement): TableView | null {
  if (!sort && filters.size === 0) return null;
  const columns = frameAt(data, path)?.children();
  const kept = [...filters].flatMap(([column, filter]): [string, KeptFilter][] => {
    const named = nameCodes(filter, columns?.get(column)?.peek() ?? null);
    return named ? [[column, named]] : [];
  });
  return { path, sort, filters: kept };
}

/** Null where the names are not in memory. */
function nameCodes(filter: Filter, value: Value | null): KeptFilter | null {
  if (filter.kind !== 'categories') return filter;
  const categories = value && categoriesOf(value);
  return categories && { kind: 'categories', keep: filter.keep.map((code) => categories[code] ?? null) };
}

async function filterOf(frame: DataFrameShadow, column: string, filter: KeptFilter, options: CallOptions): Promise<Filter> {
  if (filter.kind !== 'categories') return filter;
  const categories = categoriesOf(await frame.column(column, options)) ?? [];
  const codes = filter.keep.map((name) => (name === null ? -1 : categories.indexOf(name)));
  return { kind: 'categories', keep: codes.filter((code, i) => code >= 0 || filter.keep[i] === null) };
}

function categoriesOf(value: Value | ArrayValue): readonly Category[] | null {
  if (value.kind === 'boolean') return [false, true];
  return value.kind === 'categorical' ? categoryNames(value) : null;
}
