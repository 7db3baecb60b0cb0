/** What the plot shows by its path in the object, and what follows when something is added there or taken away. Page, no React. */
import type { DataShadow, EmbeddingRef, VectorRef } from '../shadow/index.ts';
import { bestColumn, refLabel } from './columns.ts';
import { bestEmbedding, embeddingLabel } from './embeddings.ts';
import { withNextFrame } from './next-frame.ts';
import type { Viewer } from './viewer.ts';

/** Whether the cells are coloured by the element at this path, or drawn in it. */
export function isShown(viewer: Viewer, path: string): boolean {
  const { color, embedding } = wanted(viewer);
  return [color && colorPath(color), embedding && embeddingPath(embedding)].includes(path);
}

/** Colours by the element at this path, or draws in it. Resolves when it is shown, or the plot says why not. */
export async function showAt({ plot }: Viewer, path: string): Promise<void> {
  const names = path.split('/');
  const [mod, [slot, key = '']] = names[0] === 'mod' ? [names[1], names.slice(2)] : [undefined, names];
  if (slot === 'obs') await plot.colorBy({ mod, kind: 'obs', column: key }).catch(() => {});
  else await plot.setEmbedding({ mod, key, components: [0, 1] });
}

/** Keeps the plot true to the object: its lists, what it shows, what is pointed at. Ends with the file. */
export function followAdditions(viewer: Viewer, data: DataShadow): void {
  const changed = new Set<string>();
  // Once a frame: a rename is an addition and a removal.
  const follow = withNextFrame(() => {
    const paths = [...changed];
    changed.clear();
    if (viewer.file.getState().data !== data) return;
    // Follows from a step of the user's, and is none of its own.
    void viewer.quietly(() => followPlot(viewer, data, paths));
    const { element } = viewer.selection.getState();
    if (element !== null && paths.includes(element) && !has(data, element)) viewer.selection.setState({ element: null });
  });
  data.addEventListener('change', ({ change, path }) => {
    if (change !== 'added' && change !== 'removed') return;
    // What there is to choose from is known before anything is drawn anew.
    viewer.plot.refresh();
    changed.add(path);
    follow();
  });
}

/** Resolves when the plot is true to the object again. None of it is the user's doing. */
async function followPlot(viewer: Viewer, data: DataShadow, paths: readonly string[]): Promise<void> {
  await Promise.all([followColor(viewer, data, paths), followEmbedding(viewer, data, paths)]);
}

/** What was asked for last, whether it is here or on its way. */
function wanted({ plot }: Viewer): { color: VectorRef | null; embedding: EmbeddingRef | null } {
  const { pending, coloring, points } = plot.getState();
  return { color: pending.color ?? coloring?.ref ?? null, embedding: pending.embedding ?? points?.ref ?? null };
}

async function followColor(viewer: Viewer, data: DataShadow, paths: readonly string[]): Promise<void> {
  const { plot } = viewer;
  const { color } = wanted(viewer);
  if (!color || !touches(paths, colorSources(color))) return;
  const path = colorPath(color);
  if (path === null || has(data, path)) {
    await plot.colorBy(color).catch(() => {});
    return;
  }
  const next = bestColumn(plot.getState().columns);
  const message = `${path} was removed: the cells are ${next ? `coloured by ${refLabel(next)}` : 'grey'}.`;
  await plot.colorBy(next).catch(() => {});
  // Unless something else was chosen meanwhile, or another file.
  const { color: now } = wanted(viewer);
  if (viewer.file.getState().data === data && !plot.getState().errors.color && (now && colorPath(now)) === (next && colorPath(next)))
    plot.setState(({ errors }) => ({ errors: { ...errors, color: { tag: 'not-found', path, message } } }));
}

async function followEmbedding(viewer: Viewer, data: DataShadow, paths: readonly string[]): Promise<void> {
  const { plot } = viewer;
  const { embedding } = wanted(viewer);
  if (!embedding || !touches(paths, [embeddingPath(embedding), mapPath(embedding)])) return;
  const { embeddings } = plot.getState();
  if (embeddings.some(({ mod, key }) => mod === embedding.mod && key === embedding.key)) {
    await plot.setEmbedding(embedding);
    return;
  }
  const next = bestEmbedding(embeddings);
  const path = embeddingPath(embedding);
  const message = `${path} was removed${next ? `: the cells are drawn in ${embeddingLabel(next)}` : ''}.`;
  if (next) await plot.setEmbedding(next);
  if (viewer.file.getState().data !== data || (next && !isShown(viewer, embeddingPath(next)))) return;
  plot.setState(({ errors }) => ({ errors: { ...errors, embedding: { tag: 'not-found', path, message } } }));
}

function inMod(mod: string | undefined, path: string): string {
  return mod === undefined ? path : `mod/${mod}/${path}`;
}

/** Null for what can be neither added nor removed. */
function colorPath(ref: VectorRef): string | null {
  if (ref.kind === 'obs') return inMod(ref.mod, `obs/${ref.column}`);
  return ref.layer === undefined ? null : inMod(ref.mod, `layers/${ref.layer}`);
}

function embeddingPath({ mod, key }: EmbeddingRef): string {
  return inMod(mod, `obsm/${key}`);
}

/** Where the cells of a modality are among all. */
function mapPath({ mod }: { readonly mod?: string | undefined }): string | null {
  return mod === undefined ? null : `obsmap/${mod}`;
}

/** All that a colouring is made of. */
function colorSources(ref: VectorRef): (string | null)[] {
  const sources = [colorPath(ref), mapPath(ref)];
  if (ref.kind !== 'obs') return sources;
  return [...sources, inMod(ref.mod, `uns/${ref.column}_colors`), ref.mod === undefined ? null : `uns/${ref.mod}:${ref.column}_colors`];
}

function touches(paths: readonly string[], sources: readonly (string | null)[]): boolean {
  return sources.some((source) => source !== null && paths.some((path) => path === source || path.startsWith(`${source}/`)));
}

function has(data: DataShadow, path: string): boolean {
  try {
    data.at(path);
    return true;
  } catch {
    return false;
  }
}
