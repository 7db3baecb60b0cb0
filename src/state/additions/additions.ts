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
import { isShown, showAt } from '../plot/shown.ts';
import type { Viewer } from '../viewer.ts';

/** Where an addition is, or will be. */
interface Place {
  readonly home: MapShadow;
  readonly name: string;
}

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
  const [from, to] = places.map(pathOf) as [string, string];
  const wasShown = isShown(viewer, from);
  const step = stepOf(places, () => {
    for (const [addition, name] of renamed) {
      const { home } = placeOf(data, addition);
      home.set(name, (addition as ElemShadow).peek() as Value);
      if (name !== addition.name) home.delete(addition.name);
    }
  });
  const follow = async (path: string): Promise<void> => {
    point(viewer, path);
    if (wasShown) await showAt(viewer, path);
  };
  void follow(to);
  viewer.history.record({
    label: `Rename ${from}`,
    undo() {
      step.undo();
      return follow(from);
    },
    redo() {
      step.redo();
      return follow(to);
    },
  });
}

export function removeAddition(viewer: Viewer, data: DataShadow, addition: ShadowNode): void {
  const place = placeOf(data, addition);
  const path = pathOf(place);
  const wasShown = isShown(viewer, path);
  const step = stepOf([place], () => place.home.delete(place.name));
  viewer.history.record({
    label: `Remove ${path}`,
    undo() {
      step.undo();
      point(viewer, path);
      return wasShown ? showAt(viewer, path) : undefined;
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
  const path = pathOf(places[0] as Place);
  const before = places.map(valueAt);
  try {
    await viewer.activity.run(`Adding ${path}`, signal, work);
  } catch (error) {
    if (!places.some(({ home }) => home.session.isClosed)) put(places, before);
    throw error;
  }
  const after = places.map(valueAt);
  point(viewer, path);
  viewer.history.record({
    label: `Add ${path}`,
    undo: () => put(places, before),
    redo() {
      put(places, after);
      point(viewer, path);
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

function pathOf({ home, name }: Place): string {
  return `${home.path}/${name}`;
}

/** The tree opens to it, and its details are shown. */
function point(viewer: Viewer, path: string): void {
  viewer.selection.setState({ element: path });
}
