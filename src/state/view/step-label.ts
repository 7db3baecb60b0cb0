/** What a step did to a view, in a few words for the buttons that take it back: “Colour by leiden”. Pure. */
import { refLabel } from '../plot/columns.ts';
import { type AxesPlace, type PlaceRef, placeLabel } from '../plot/place.ts';
import type { ViewState } from './view-state.ts';

/** Names of a file can be of any length. */
const LONGEST = 40;

/**
 * @param changed parts that differ, the one that says most first
 * @param categories of the colours, hidden or not
 */
export function plotLabel(
  before: ViewState,
  after: ViewState,
  changed: readonly (keyof ViewState)[],
  categories: readonly string[],
): string {
  switch (changed[0]) {
    case 'color':
      return after.color ? `Colour by ${shortened(refLabel(after.color))}` : 'Show without colours';
    case 'place':
      return after.place ? drawLabel(before, after.place) : 'Draw';
    case 'hidden':
      return hiddenLabel(before.hidden ?? [], after.hidden ?? [], categories);
    case 'range':
      return 'Range of the colours';
    case 'colormap':
      return 'Colours of numbers';
    case 'size':
      return 'Size of the points';
    default:
      return 'Opacity of the points';
  }
}

function drawLabel({ place: before }: ViewState, after: PlaceRef): string {
  const isSame = after.kind === 'embedding' && before?.kind === 'embedding' && before.mod === after.mod && before.key === after.key;
  if (isSame) return `Axes ${after.components.map((component) => component + 1).join(' and ')}`;
  return `Draw ${after.kind === 'embedding' ? shortened(placeLabel(after)) : axesLabel(after)}`;
}

function axesLabel({ x, y }: AxesPlace): string {
  return `${shortened(refLabel(x))} × ${shortened(refLabel(y))}`;
}

type Names = NonNullable<ViewState['hidden']>;

function hiddenLabel(before: Names, after: Names, categories: readonly string[]): string {
  const [hidden, shown] = [after.filter((name) => !before.includes(name)), before.filter((name) => !after.includes(name))];
  if (after.length === 0 && shown.length > 1) return 'Show all categories';
  if (hidden.length === 1 && shown.length === 0) return `Hide ${named(hidden)}`;
  if (shown.length === 1 && hidden.length === 0) return `Show ${named(shown)}`;
  const left = categories.filter((name) => !after.includes(name));
  return left.length === 1 ? `Show only ${named(left)}` : 'Show other categories';
}

function named([name]: Names): string {
  return name === null || name === undefined ? 'missing' : name === '' ? '(empty)' : shortened(name);
}

/** @param table as its tab is called */
export function tableLabel(table: string, change: { readonly sort: string | null | undefined; readonly filter: string | null }): string {
  if (change.filter !== null) return `Filter ${table} by ${shortened(change.filter)}`;
  return change.sort ? `Sort ${table} by ${shortened(change.sort)}` : `Show ${table} as in the file`;
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= LONGEST ? name : `${letters.slice(0, LONGEST - 1).join('')}…`;
}
