/**
 * Adding to the object, renaming and removing what was added: each one step of the history. Page, no React.
 * All throw ShadowErrors, and then nothing is changed.
 */
import {
  type DataShadow,
  type ElemShadow,
  MapShadow,
  type MuDataShadow,
  type ObsRef,
  type ShadowNode,
  type Value,
} from '../../shadow/index.ts';
import type { Viewer } from '../viewer.ts';
import { type Place, pathOf, usesOf } from './uses.ts';

/** Copies a column of a modality's obs to the whole's, and its colours where they are wanted. */
export async function copyColumn(
  viewer: Viewer,
  data: MuDataShadow,
  ref: ObsRef & { mod: string },
  name: string,
  withColors: boolean,
  signal: AbortSignal,
): Promise<void> {
  const places: Place[] = [{ home: data.obs, name }];
  if (withColors) places.push({ home: data.uns, name: `${name}_colors` });
  await add(viewer, places, signal, async (options) => {
    const colors = withColors ? await data.categoryColors(ref, options) : null;
    await data.pullObs(ref.mod, ref.column, { name, ...options });
    if (colors) data.uns.set(`${name}_colors`, colors);
  });
}

/** Copies an element into a slot, under a name. */
export async function copyElement(viewer: Viewer, source: ElemShadow, home: MapShadow, name: string, signal: AbortSignal): Promise<void> {
  await add(viewer, [{ home, name }], signal, async (options) => {
    home.set(name, await source.read(options));
  });
}

/** What goes with it, as its colours, is given in pairs of old and new name. */
export function renameAdditions(
  viewer: Viewer,
  data: DataShadow,
  renamed: readonly (readonly [addition: ShadowNode, name: string])[],
): void {
  const places = renamed.flatMap(([addition, name]) => [placeOf(data, addition), { home: placeOf(data, addition).home, name }]);
  const [from, to] = places as [Place, Place];
  const use = usesOf(viewer, from);
  const step = stepOf(places, () => {
    for (const [addition, name] of renamed) {
      const { home } = placeOf(data, addition);
      home.set(name, (addition as ElemShadow).peek() as Value);
      if (name !== addition.name) home.delete(addition.name);
    }
  });
  point(viewer, to);
  void use(to.name);
  const rename = (work: () => void, before: Place, after: Place): Promise<void> => {
    const useAgain = usesOf(viewer, before);
    work();
    point(viewer, after);
    return useAgain(after.name);
  };
  viewer.history.record({
    label: `Rename ${pathOf(from)}`,
    undo: () => rename(step.undo, to, from),
    redo: () => rename(step.redo, from, to),
  });
}

export function removeAddition(viewer: Viewer, data: DataShadow, addition: ShadowNode): void {
  const place = placeOf(data, addition);
  const use = usesOf(viewer, place);
  const step = stepOf([place], () => place.home.delete(place.name));
  viewer.history.record({
    label: `Remove ${pathOf(place)}`,
    undo() {
      step.undo();
      point(viewer, place);
      return use(place.name);
    },
    redo: step.redo,
  });
}

/** Reads and adds, points at the first place, and remembers it as one step. */
async function add(
  viewer: Viewer,
  places: readonly Place[],
  signal: AbortSignal,
  work: (options: { signal: AbortSignal }) => Promise<void>,
): Promise<void> {
  const [place] = places as [Place];
  const path = pathOf(place);
  const before = places.map(valueAt);
  try {
    await viewer.activity.run(`Adding ${path}`, signal, work);
  } catch (error) {
    if (!places.some(({ home }) => home.session.isClosed)) put(places, before);
    throw error;
  }
  const after = places.map(valueAt);
  point(viewer, place);
  viewer.history.record({
    label: `Add ${path}`,
    undo: () => put(places, before),
    redo() {
      put(places, after);
      point(viewer, place);
    },
  });
}

/** Makes a change at once, and knows both ways. */
function stepOf(places: readonly Place[], change: () => void): { undo(): void; redo(): void } {
  const before = places.map(valueAt);
  change();
  const after = places.map(valueAt);
  return { undo: () => put(places, before), redo: () => put(places, after) };
}

/** What was added at a place; null where nothing was. */
function valueAt({ home, name }: Place): Value | null {
  const member = home.get(name);
  return member?.isAdded ? (member as ElemShadow).peek() : null;
}

function put(places: readonly Place[], values: readonly (Value | null)[]): void {
  places.forEach((place, i) => {
    const value = values[i] ?? null;
    if (value === valueAt(place)) return;
    if (value) place.home.set(place.name, value);
    else place.home.delete(place.name);
  });
}

function placeOf(data: DataShadow, { path, name }: ShadowNode): Place {
  const home = data.at(path.slice(0, -name.length - 1));
  if (!(home instanceof MapShadow)) throw new Error(`${path} was not added`);
  return { home, name };
}

/** The tree opens to it, and its details are shown. */
function point(viewer: Viewer, place: Place): void {
  viewer.selection.setState({ element: pathOf(place) });
}
