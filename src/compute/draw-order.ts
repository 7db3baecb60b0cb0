/** In which order points are drawn: what is drawn last lies on top. Pure kernel; runs in the compute worker. */
import { sortRows } from './sort.ts';

/**
 * Missing values first, so that they never cover a cell that has one. Numbers then ascending, so that high values are on top
 * (scanpy's sort_order); categories in a shuffled order that is the same each time, so that no batch covers another.
 * Points without a place are left out.
 */
export function drawOrder(
  values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>,
  isCategorical: boolean,
  xy: Float32Array,
): Uint32Array<ArrayBuffer> {
  const shuffled = shuffle(values.length);
  const placed = shuffled.filter((i) => Number.isFinite(xy[2 * i]) && Number.isFinite(xy[2 * i + 1]));
  const isMissing = (i: number): boolean => (isCategorical ? (values[i] as number) < 0 : !Number.isFinite(values[i]));
  const missing = placed.filter(isMissing);
  const present = placed.filter((i) => !isMissing(i));
  const onTop = isCategorical
    ? present
    : sortRows({ kind: 'numeric', dtype: 'float64', shape: [values.length], data: values }, present, false);
  const order = new Uint32Array(placed.length);
  order.set(missing);
  order.set(onTop, missing.length);
  return order;
}

/** Fisher–Yates with a fixed seed (mulberry32): pictures are the same each time. */
function shuffle(count: number): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  let state = 0x9e3779b9;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
  return order;
}
