/**
 * The axes around the cells: how much room they take, and what stands where, for the screen and for the picture alike. Pure.
 * Of an embedding, whose units mean nothing, only the names of its two columns are shown, in the corner.
 */
import type { AxisScale } from '../../plots/axis.ts';
import { placeOf, valueAt } from '../../plots/axis.ts';
import { ticksOf } from '../../plots/ticks.ts';
import type { VectorRef } from '../../shadow/index.ts';
import { refLabel } from '../../state/plot/columns.ts';
import { componentName, type EmbeddingOption } from '../../state/plot/embeddings.ts';
import type { EmbeddingPlace, PlaceRef, Points } from '../../state/plot/place.ts';

/** In CSS pixels, beside the plane in which the cells are. */
export interface Room {
  readonly left: number;
  readonly bottom: number;
}

interface PlacedTick {
  /** CSS pixels from the left, or from the top, of the plane. */
  readonly at: number;
  /** Of numbers where it stands, of categories the code. */
  readonly value: number;
  /** Shortened: not every tick has one of its own. */
  readonly label: string;
}

interface AxisLayout {
  readonly title: string;
  readonly ticks: readonly PlacedTick[];
}

export interface AxesLayout {
  readonly room: Room;
  readonly x: AxisLayout;
  readonly y: AxisLayout;
  /** Whether the labels along x are too long to stand side by side. */
  readonly isTilted: boolean;
}

/** What the layout asks the renderer for. */
export interface Plane {
  readonly size: { readonly width: number; readonly height: number };
  project(x: number, y: number): { x: number; y: number };
  unproject(x: number, y: number): { x: number; y: number };
}

/** Width of a character at the labels' size, on average. */
const CHARACTER = 6.8;
const MOST_CHARACTERS = 24;
const MOST_IN_TITLE = 48;
/** Longest text of a number's tick, as “123,456.5”. */
const NUMBER_WIDTH = 46;
const TITLE = 20;
const TICK = 8;
/** Pixels that one label needs along y. */
const LINE = 18;
/** Pixels that one number needs along x. */
const NUMBER_STEP = 76;

export const NO_ROOM: Room = { left: 0, bottom: 0 };

/** The same however far one zooms, so that nothing jumps. */
export function roomOf({ axes }: Points): Room {
  if (!axes) return NO_ROOM;
  const [x, y] = axes;
  return {
    left: TITLE + TICK + (y.categories ? Math.round(longestLabel(y) * CHARACTER) : NUMBER_WIDTH),
    bottom: TITLE + TICK + (isTilted(x) ? Math.round(longestLabel(x) * CHARACTER * 0.6) + 8 : LINE - 4),
  };
}

/** Null where there is no place, and for an embedding. */
export function layoutAxes(points: Points, plane: Plane): AxesLayout | null {
  const { axes, ref } = points;
  if (!axes || ref.kind !== 'axes') return null;
  const [x, y] = axes;
  const { width, height } = plane.size;
  const [topLeft, bottomRight] = [plane.unproject(0, 0), plane.unproject(width, height)];
  const ticks = (scale: AxisScale, from: number, to: number, most: number, project: (place: number) => number): PlacedTick[] =>
    ticksOf(scale, valueAt(scale, from), valueAt(scale, to), most).map(({ value, label }) => ({
      at: project(placeOf(scale, value)),
      value,
      label: shorten(label, MOST_CHARACTERS),
    }));
  const widest = x.categories ? (isTilted(x) ? LINE : longestLabel(x) * CHARACTER + 12) : NUMBER_STEP;
  return {
    room: roomOf(points),
    isTilted: isTilted(x),
    x: {
      title: titleOf(ref.x, x),
      ticks: ticks(x, topLeft.x, bottomRight.x, Math.max(1, Math.floor(width / widest)), (place) => plane.project(place, 0).x),
    },
    y: {
      title: titleOf(ref.y, y),
      ticks: ticks(
        y,
        bottomRight.y,
        topLeft.y,
        Math.max(1, Math.floor(height / (y.categories ? LINE : 2.4 * LINE))),
        (place) => plane.project(0, place).y,
      ),
    },
  };
}

/** Tissue is a picture: y grows downwards, and its axes are the pixels'. */
export function isTissue(ref: PlaceRef): boolean {
  return ref.kind === 'embedding' && /spatial/i.test(ref.key);
}

/** What the two columns of an embedding are called: “UMAP 1”, “X_scvi 1”. */
export function cornerNames(ref: EmbeddingPlace, options: readonly EmbeddingOption[]): readonly [x: string, y: string] {
  const option = options.find(({ mod, key }) => mod === ref.mod && key === ref.key);
  const name = (component: number): string => {
    const short = componentName(option ?? ref, component);
    return /^\d+$/.test(short) ? `${ref.key} ${short}` : short;
  };
  return [name(ref.components[0]), name(ref.components[1])];
}

function titleOf(ref: VectorRef, { isLog }: AxisScale): string {
  const title = shorten(refLabel(ref), MOST_IN_TITLE);
  return isLog ? `${title}, log scale` : title;
}

function longestLabel({ categories }: AxisScale): number {
  return Math.min(MOST_CHARACTERS, Math.max(3, ...(categories ?? []).slice(0, 1000).map((label) => label.length)));
}

/** Names that would not fit side by side in a plot of usual width. */
function isTilted(x: AxisScale): boolean {
  return x.categories !== null && x.categories.length * (longestLabel(x) * CHARACTER + 12) > 420;
}

function shorten(label: string, most: number): string {
  return label.length > most ? `${label.slice(0, most - 1)}…` : label;
}
