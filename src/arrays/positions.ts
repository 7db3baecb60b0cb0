/** Positions along one axis, and positions among positions: what a view of a view comes down to. Pure; runs on every thread. */
import { normalizeSelection, type Selection } from '../protocol/selection.ts';

/** A selection in its plainest form: null = the whole axis, a range, or a list in any order. */
export type Positions = null | readonly [start: number, end: number] | Uint32Array<ArrayBuffer>;

/**
 * What is everything becomes null, neighbours in their order a range, so that the same part has the same name in the cache.
 * A list is copied.
 * @throws ShadowError `invalid` for a position outside the axis
 */
export function plainPositions(selection: Selection, length: number, what?: string): Positions {
  const normal = normalizeSelection(selection, length, what);
  if (normal === null) return null;
  const range = typeof normal === 'number' ? ([normal, normal + 1] as const) : normal instanceof Uint32Array ? rangeOf(normal) : normal;
  if (!range) return (normal as Uint32Array<ArrayBuffer>).slice();
  return range[0] === 0 && range[1] === length ? null : range;
}

/** The selected ones of some positions. The selection is within them. */
export function positionsWithin(outer: Positions, inner: Selection): Selection {
  if (outer === null) return inner;
  if (inner === null) return outer;
  const at = (i: number): number => (outer instanceof Uint32Array ? (outer[i] as number) : outer[0] + i);
  if (typeof inner === 'number') return at(inner);
  if (inner instanceof Uint32Array) return inner.map(at);
  return outer instanceof Uint32Array ? outer.slice(inner[0], inner[1]) : [outer[0] + inner[0], outer[0] + inner[1]];
}

/** All of them, in their order. */
export function positionList(positions: Positions, length: number): Uint32Array<ArrayBuffer> {
  if (positions instanceof Uint32Array) return positions;
  const [start, end] = positions ?? [0, length];
  return Uint32Array.from({ length: end - start }, (_, i) => start + i);
}

/** How many pieces a list falls into, each of neighbours in their order. */
export function countRuns(list: Uint32Array): number {
  let runs = list.length > 0 ? 1 : 0;
  for (let i = 1; i < list.length; i++) if (list[i] !== (list[i - 1] as number) + 1) runs++;
  return runs;
}

function rangeOf(list: Uint32Array): readonly [number, number] | null {
  if (countRuns(list) > 1) return null;
  const start = list[0] ?? 0;
  return [start, start + list.length];
}
