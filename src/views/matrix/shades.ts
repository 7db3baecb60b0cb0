/** How strongly a cell of a matrix is shaded: its share of the way from the lowest to the highest value of its column in view. Pure. */
import { itemAt } from '../../shadow/index.ts';
import type { Found } from '../grid/column-source.ts';
import type { BlockSource } from './block-source.ts';

/** Full strength leaves the text readable. */
const STRONGEST = 45;

/** For each place its columns' percentages. */
export function shadesOf(source: BlockSource, places: readonly number[], columns: readonly number[]): number[][] {
  const byColumn = columns.map((column) => shades(places.map((place) => source.at(place, column))));
  return places.map((_, i) => byColumn.map((column) => column[i] as number));
}

/** For each value the percentage of the accent in its background; 0 where there is no number, or no range. */
function shades(column: readonly (Found | undefined)[]): number[] {
  const numbers = column.map(numberOf);
  const known = numbers.filter((number) => Number.isFinite(number));
  const [low, high] = [Math.min(0, ...known), Math.max(...known)];
  return numbers.map((number) => (Number.isFinite(number) && high > low ? Math.round((STRONGEST * (number - low)) / (high - low)) : 0));
}

function numberOf(found: Found | undefined): number {
  if (found?.value.kind !== 'numeric') return Number.NaN;
  const item = itemAt(found.value, found.at);
  return typeof item === 'number' || typeof item === 'bigint' ? Number(item) : Number.NaN;
}
