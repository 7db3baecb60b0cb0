/** What the plot shows, by the paths of what it is made of. Page, no React. */
import type { CameraView } from '../../plots/camera.ts';
import type { AnnDataShadow, MuDataShadow, VectorRef } from '../../shadow/index.ts';
import { find } from '../find.ts';
import type { ViewState } from '../view/view-state.ts';
import type { Viewer } from '../viewer.ts';
import { type ColorLook, namesOfCodes } from './coloring.ts';
import type { PlaceRef } from './place.ts';

/** Parts of a view: the colours with how they are looked at, the place with where it is looked at from. */
export interface Wanted {
  readonly color: VectorRef | null;
  /** What is hidden of them, and their range. */
  readonly look: ColorLook;
  readonly place: PlaceRef | null;
  readonly camera: CameraView | null;
}

/** What was asked for last, whether it is here or on its way. */
export function wantedOf({ plot, stage }: Viewer): Wanted {
  const { pending, coloring, hidden, range, points } = plot.getState();
  return {
    ...(pending.color
      ? { color: pending.color, look: pending.look }
      : { color: coloring?.ref ?? null, look: coloring ? { hidden: namesOfCodes(coloring, hidden), range } : {} }),
    ...(pending.place
      ? { place: pending.place, camera: pending.camera }
      : { place: points?.ref ?? null, camera: stage()?.getCamera() ?? null }),
  };
}

/** The parts of what the plot shows that are made of the element at a path; null if none is. */
export function partsOf(viewer: Viewer, path: string): ViewState | null {
  const { color, look, place, camera } = wantedOf(viewer);
  const colors = color && vectorPath(color) === path ? { color, ...look } : null;
  const places = place && placePaths(place).includes(path) ? { place, camera } : null;
  return colors || places ? { v: 1, ...colors, ...places } : null;
}

/** The same parts made of the same element under another name. */
export function renamedParts(view: ViewState, path: string, name: string): ViewState {
  const { color, place } = view;
  return {
    ...view,
    ...(color ? { color: renamedVector(color, path, name) } : {}),
    ...(place ? { place: renamedPlace(place, path, name) } : {}),
  };
}

function renamedPlace(place: PlaceRef, path: string, name: string): PlaceRef {
  if (place.kind === 'axes') return { ...place, x: renamedVector(place.x, path, name), y: renamedVector(place.y, path, name) };
  return placePaths(place).includes(path) ? { ...place, key: name } : place;
}

function renamedVector(ref: VectorRef, path: string, name: string): VectorRef {
  if (vectorPath(ref) !== path) return ref;
  if (ref.kind === 'obs') return { ...ref, column: name };
  return ref.kind === 'obsm' ? { ...ref, key: name } : { ...ref, layer: name };
}

/** Keeps what the plot shows in the cache, whatever else is read. Ends with the file. */
export function pinShown({ plot }: Viewer, data: AnnDataShadow | MuDataShadow): void {
  let releases: (() => void)[] = [];
  const stop = plot.subscribe(({ points, coloring }, before) => {
    if (points === before.points && coloring === before.coloring) return;
    const old = releases;
    const paths = [...(points ? placePaths(points.ref) : []), ...(coloring ? colorSources(coloring.ref) : [])];
    releases = paths.flatMap((path) => (path !== null && find(data, path) ? [data.pin(path)] : []));
    for (const release of old) release();
    if (data.isClosed) stop();
  });
}

function inMod(mod: string | undefined, path: string): string {
  return mod === undefined ? path : `mod/${mod}/${path}`;
}

/** Null for what can be neither added nor removed. */
export function vectorPath(ref: VectorRef): string | null {
  if (ref.kind === 'obs') return inMod(ref.mod, `obs/${ref.column}`);
  if (ref.kind === 'obsm') return inMod(ref.mod, `obsm/${ref.key}`);
  return ref.layer === undefined ? null : inMod(ref.mod, `layers/${ref.layer}`);
}

/** What the places are read from: an embedding, or two vectors. */
export function placePaths(place: PlaceRef): (string | null)[] {
  return place.kind === 'embedding' ? [inMod(place.mod, `obsm/${place.key}`)] : [vectorPath(place.x), vectorPath(place.y)];
}

/** All that places are made of. */
export function placeSources(place: PlaceRef): (string | null)[] {
  return [...placePaths(place), ...(place.kind === 'embedding' ? [place] : [place.x, place.y]).map(mapPath)];
}

/** All that a colouring is made of. */
export function colorSources(ref: VectorRef): (string | null)[] {
  const sources = [vectorPath(ref), mapPath(ref)];
  if (ref.kind !== 'obs') return sources;
  return [...sources, inMod(ref.mod, `uns/${ref.column}_colors`), ref.mod === undefined ? null : `uns/${ref.mod}:${ref.column}_colors`];
}

/** Where the cells of a modality are among all. */
function mapPath({ mod }: { readonly mod?: string | undefined }): string | null {
  return mod === undefined ? null : `obsmap/${mod}`;
}
