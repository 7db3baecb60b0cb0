/** What the plot shows by its path in the object, and what follows when something is added there or taken away. Page, no React. */
import type { AnnDataShadow, MuDataShadow, VectorRef } from '../../shadow/index.ts';
import { find } from '../find.ts';
import { withNextFrame } from '../next-frame.ts';
import type { Viewer } from '../viewer.ts';
import { bestColumn, refLabel } from './columns.ts';
import { bestEmbedding } from './embeddings.ts';
import { type PlaceRef, placeLabel } from './place.ts';
import { axisOptions, bestAxes } from './plot-axes.ts';

/** Whether the cells are coloured by the element at this path, or drawn in it. */
export function isShown(viewer: Viewer, path: string): boolean {
  const { color, place } = wanted(viewer);
  return [color && vectorPath(color), ...placePaths(place)].includes(path);
}

/** Colours by the element at this path, or draws in it. Resolves when it is shown, or the plot says why not. */
export async function showAt({ plot }: Viewer, path: string): Promise<void> {
  const names = path.split('/');
  const [mod, [slot, key = '']] = names[0] === 'mod' ? [names[1], names.slice(2)] : [undefined, names];
  if (slot === 'obs') await plot.colorBy({ mod, kind: 'obs', column: key }).catch(() => {});
  else await plot.setEmbedding({ mod, key, components: [0, 1] });
}

/** Keeps the plot true to the object: its lists, what it shows, what is pointed at. Ends with the file. */
export function followAdditions(viewer: Viewer, data: AnnDataShadow | MuDataShadow): void {
  const changed = new Set<string>();
  // Once a frame: a rename is an addition and a removal.
  const follow = withNextFrame(() => {
    const paths = [...changed];
    changed.clear();
    if (viewer.file.getState().data !== data) return;
    // Follows from a step of the user's, and is none of its own.
    void viewer.quietly(() => followPlot(viewer, data, paths));
    const { element } = viewer.selection.getState();
    if (element !== null && paths.includes(element) && !find(data, element)) viewer.selection.setState({ element: null });
  });
  data.addEventListener('change', ({ change, path }) => {
    if (change !== 'added' && change !== 'removed') return;
    // What there is to choose from is known before anything is drawn anew.
    viewer.plot.refresh();
    changed.add(path);
    follow();
  });
}

/** Keeps what the plot shows in the cache, whatever else is read. Ends with the file. */
export function pinShown({ plot }: Viewer, data: AnnDataShadow | MuDataShadow): void {
  let releases: (() => void)[] = [];
  const stop = plot.subscribe(({ points, coloring }, before) => {
    if (points === before.points && coloring === before.coloring) return;
    const old = releases;
    const paths = [...placePaths(points?.ref ?? null), ...(coloring ? colorSources(coloring.ref) : [])];
    releases = paths.flatMap((path) => (path !== null && find(data, path) ? [data.pin(path)] : []));
    for (const release of old) release();
    if (data.isClosed) stop();
  });
}

/** Resolves when the plot is true to the object again. None of it is the user's doing. */
async function followPlot(viewer: Viewer, data: AnnDataShadow | MuDataShadow, paths: readonly string[]): Promise<void> {
  await Promise.all([followColor(viewer, data, paths), followPlace(viewer, data, paths)]);
}

/** What was asked for last, whether it is here or on its way. */
function wanted({ plot }: Viewer): { color: VectorRef | null; place: PlaceRef | null } {
  const { pending, coloring, points } = plot.getState();
  return { color: pending.color ?? coloring?.ref ?? null, place: pending.place ?? points?.ref ?? null };
}

async function followColor(viewer: Viewer, data: AnnDataShadow | MuDataShadow, paths: readonly string[]): Promise<void> {
  const { plot } = viewer;
  const { color } = wanted(viewer);
  if (!color || !touches(paths, colorSources(color))) return;
  const path = vectorPath(color);
  if (path === null || find(data, path)) {
    await plot.colorBy(color).catch(() => {});
    return;
  }
  const next = bestColumn(plot.getState().columns);
  const message = `${path} was removed: the cells are ${next ? `coloured by ${refLabel(next)}` : 'grey'}.`;
  await plot.colorBy(next).catch(() => {});
  // Unless something else was chosen meanwhile, or another file.
  const { color: now } = wanted(viewer);
  if (viewer.file.getState().data === data && !plot.getState().errors.color && (now && vectorPath(now)) === (next && vectorPath(next)))
    plot.setState(({ errors }) => ({ errors: { ...errors, color: { tag: 'not-found', path, message } } }));
}

async function followPlace(viewer: Viewer, data: AnnDataShadow | MuDataShadow, paths: readonly string[]): Promise<void> {
  const { plot } = viewer;
  const { place } = wanted(viewer);
  if (!place || !touches(paths, [...placePaths(place), ...placeParts(place).map(mapPath)])) return;
  const { embeddings } = plot.getState();
  const gone = placePaths(place).find((path) => path !== null && !find(data, path));
  const isDrawable = place.kind === 'axes' || embeddings.some(({ mod, key }) => mod === place.mod && key === place.key);
  if (gone === undefined && isDrawable) {
    await plot.setPlace(place);
    return;
  }
  const embedding = bestEmbedding(embeddings);
  const axes = embedding ? null : bestAxes(axisOptions(data));
  const next: PlaceRef | null = embedding ? { kind: 'embedding', ...embedding } : axes && { kind: 'axes', ...axes };
  const path = gone ?? placePaths(place)[0] ?? '';
  const how = next?.kind === 'axes' ? 'by' : 'in';
  const message = `${path} was removed${next ? `: the cells are drawn ${how} ${placeLabel(next)}` : ''}.`;
  if (next) await plot.setPlace(next);
  const { place: now } = wanted(viewer);
  // Unless something else was chosen meanwhile, or another file.
  if (viewer.file.getState().data !== data || (next && (!now || placeLabel(now) !== placeLabel(next)))) return;
  plot.setState(({ errors }) => ({ errors: { ...errors, place: { tag: 'not-found', path, message } } }));
}

function inMod(mod: string | undefined, path: string): string {
  return mod === undefined ? path : `mod/${mod}/${path}`;
}

/** Null for what can be neither added nor removed. */
function vectorPath(ref: VectorRef): string | null {
  if (ref.kind === 'obs') return inMod(ref.mod, `obs/${ref.column}`);
  if (ref.kind === 'obsm') return inMod(ref.mod, `obsm/${ref.key}`);
  return ref.layer === undefined ? null : inMod(ref.mod, `layers/${ref.layer}`);
}

/** What the places are read from: an embedding, or two vectors. */
function placePaths(place: PlaceRef | null): (string | null)[] {
  if (!place) return [];
  return place.kind === 'embedding' ? [inMod(place.mod, `obsm/${place.key}`)] : [vectorPath(place.x), vectorPath(place.y)];
}

function placeParts(place: PlaceRef): readonly { readonly mod?: string | undefined }[] {
  return place.kind === 'embedding' ? [place] : [place.x, place.y];
}

/** Where the cells of a modality are among all. */
function mapPath({ mod }: { readonly mod?: string | undefined }): string | null {
  return mod === undefined ? null : `obsmap/${mod}`;
}

/** All that a colouring is made of. */
function colorSources(ref: VectorRef): (string | null)[] {
  const sources = [vectorPath(ref), mapPath(ref)];
  if (ref.kind !== 'obs') return sources;
  return [...sources, inMod(ref.mod, `uns/${ref.column}_colors`), ref.mod === undefined ? null : `uns/${ref.mod}:${ref.column}_colors`];
}

function touches(paths: readonly string[], sources: readonly (string | null)[]): boolean {
  return sources.some((source) => source !== null && paths.some((path) => path === source || path.startsWith(`${source}/`)));
}
