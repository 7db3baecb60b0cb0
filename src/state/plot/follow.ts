/** Keeps the plot true to the object when something is added to it or taken away. Page, no React. */
import type { AnnDataShadow, MuDataShadow } from '../../shadow/index.ts';
import { find } from '../find.ts';
import type { Viewer } from '../viewer.ts';
import { bestColumn, refLabel } from './columns.ts';
import { bestEmbedding, isDrawable } from './embeddings.ts';
import { type PlaceRef, placeLabel } from './place.ts';
import { axisOptions, bestAxes } from './plot-axes.ts';
import { colorSources, placePaths, placeSources, vectorPath, wantedOf } from './shown.ts';

/** Resolves when the plot is true to the object again. None of it is the user's doing. */
export async function followPlot(viewer: Viewer, data: AnnDataShadow | MuDataShadow, paths: readonly string[]): Promise<void> {
  await Promise.all([followColor(viewer, data, paths), followPlace(viewer, data, paths)]);
}

async function followColor(viewer: Viewer, data: AnnDataShadow | MuDataShadow, paths: readonly string[]): Promise<void> {
  const { plot } = viewer;
  const { color, look } = wantedOf(viewer);
  if (!color || !touches(paths, colorSources(color))) return;
  const path = vectorPath(color);
  if (path === null || find(data, path)) {
    await plot.colorBy(color, look).catch(() => {});
    return;
  }
  const next = bestColumn(plot.getState().columns);
  const message = `${path} was removed: the cells are ${next ? `coloured by ${refLabel(next)}` : 'grey'}.`;
  await plot.colorBy(next).catch(() => {});
  // Unless something else was chosen meanwhile, or another file.
  const { color: now } = wantedOf(viewer);
  if (viewer.file.getState().data === data && !plot.getState().errors.color && (now && vectorPath(now)) === (next && vectorPath(next)))
    plot.setState(({ errors }) => ({ errors: { ...errors, color: { tag: 'not-found', path, message } } }));
}

async function followPlace(viewer: Viewer, data: AnnDataShadow | MuDataShadow, paths: readonly string[]): Promise<void> {
  const { plot } = viewer;
  const { place, camera } = wantedOf(viewer);
  if (!place || !touches(paths, placeSources(place))) return;
  const { embeddings } = plot.getState();
  const gone = placePaths(place).find((path) => path !== null && !find(data, path));
  if (gone === undefined && (place.kind === 'axes' || isDrawable(embeddings, place))) {
    await plot.setPlace(place, camera);
    return;
  }
  const embedding = bestEmbedding(embeddings);
  const axes = embedding ? null : bestAxes(axisOptions(data));
  const next: PlaceRef | null = embedding ? { kind: 'embedding', ...embedding } : axes && { kind: 'axes', ...axes };
  const path = gone ?? placePaths(place)[0] ?? '';
  const how = next?.kind === 'axes' ? 'by' : 'in';
  const what = gone === undefined ? 'was replaced by what cannot be drawn' : 'was removed';
  const message = `${path} ${what}${next ? `: the cells are drawn ${how} ${placeLabel(next)}` : ''}.`;
  if (next) await plot.setPlace(next);
  const { place: now } = wantedOf(viewer);
  // Unless something else was chosen meanwhile, or another file.
  if (viewer.file.getState().data !== data || (next && (!now || placeLabel(now) !== placeLabel(next)))) return;
  plot.setState(({ errors }) => ({ errors: { ...errors, place: { tag: 'not-found', path, message } } }));
}

function touches(paths: readonly string[], sources: readonly (string | null)[]): boolean {
  return sources.some((source) => source !== null && paths.some((path) => path === source || path.startsWith(`${source}/`)));
}
