/** Where the rows of a whole lie in one of its parts, as `obsmap` of a MuData says. Pure; runs on every thread. */
import type { Value } from '../protocol/values.ts';

/** For each row of the whole its 1-based position in the part, 0 = it is not in it. */
export type RowMap = Float64Array<ArrayBuffer>;

/** Whether every row stays where it is. */
export function isIdentity(map: RowMap, length: number): boolean {
  return map.length === length && map.every((position, i) => position === i + 1);
}

/** The map the other way: where each of `length` rows went, 0 = nowhere. */
export function invertMap(map: RowMap, length: number): RowMap {
  const inverse = new Float64Array(length);
  map.forEach((position, i) => {
    if (position > 0) inverse[position - 1] = i + 1;
  });
  return inverse;
}

/**
 * A stored map; null for what cannot be one of so many rows into so many: a file whose cells were filtered by other tools keeps the map
 * of before, and by it values would be those of other cells. A bool column, as in `obsm`, has the rows that are there in their order.
 */
export function storedMap(value: Value, rows: number, partRows: number): RowMap | null {
  if ((value.kind !== 'numeric' && value.kind !== 'boolean') || value.data.length !== rows) return null;
  const map = new Float64Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    const item = Number(value.data[i]);
    map[i] = value.kind === 'boolean' && item === 1 ? ++count : item;
  }
  return map.every((position) => Number.isInteger(position) && position >= 0 && position <= partRows) ? map : null;
}

/**
 * The map into the last of these parts by the rows' names. Each name of the whole goes to the first part that has one left, as parts that
 * lie one after the other have it; for parts that share their rows, the part alone is given.
 */
export function mapByNames(whole: readonly string[], parts: readonly (readonly string[])[]): RowMap {
  const free = new Map<string, number[]>();
  for (let i = whole.length - 1; i >= 0; i--) {
    const places = free.get(whole[i] as string);
    if (places) places.push(i);
    else free.set(whole[i] as string, [i]);
  }
  let map = new Float64Array(whole.length);
  for (const part of parts) {
    map = new Float64Array(whole.length);
    part.forEach((name, i) => {
      const place = free.get(name)?.pop();
      if (place !== undefined) map[place] = i + 1;
    });
  }
  return map;
}
