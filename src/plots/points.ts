/** Geometry of points in the plane, flat as x0, y0, x1, y1…; NaN where a point has no place. Pure. */

export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Null if no point has a place. */
export function boundsOf(xy: Float32Array): Bounds | null {
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i] as number;
    const y = xy[i + 1] as number;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return minX <= maxX ? { minX, minY, maxX, maxY } : null;
}

/** Longest side of normalized coordinates. */
export const EXTENT = 1000;

/** How normalized coordinates come from those of the file: `(original − center) · factor`. */
export interface Normalization {
  readonly center: readonly [number, number];
  readonly factor: number;
}

/**
 * Moves the points into a square of 1000 units around 0, in place: whatever the file's units (microns, pixels, 1e-6), zoom levels and
 * float32 in the shader behave the same.
 */
export function normalizePoints(xy: Float32Array): Normalization {
  const bounds = boundsOf(xy);
  if (!bounds) return { center: [0, 0], factor: 1 };
  const center = [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2] as const;
  const factor = EXTENT / (Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) || 1);
  for (let i = 0; i < xy.length; i += 2) {
    xy[i] = ((xy[i] as number) - center[0]) * factor;
    xy[i + 1] = ((xy[i + 1] as number) - center[1]) * factor;
  }
  return { center, factor };
}

/** Diameter in CSS pixels at which so many points cover a good part of the canvas, yet few look like dots and many like dust. */
export function pointDiameter(points: number, width: number, height: number): number {
  const covering = Math.sqrt((width * height * 0.28) / Math.max(1, points));
  return Math.min(9, Math.max(1.5, covering));
}

/** Cells of a grid over the points (counting sort): the nearest point within a radius in microseconds, built in 15 ms a million. */
export class PointGrid {
  readonly #xy: Float32Array;
  readonly #bounds: Bounds;
  readonly #columns: number;
  readonly #rows: number;
  readonly #size: number;
  /** Where each cell's points start in `#points`. */
  readonly #starts: Uint32Array;
  readonly #points: Uint32Array;

  constructor(xy: Float32Array, bounds: Bounds) {
    this.#xy = xy;
    this.#bounds = bounds;
    const [width, height] = [bounds.maxX - bounds.minX || 1, bounds.maxY - bounds.minY || 1];
    // About four points a cell.
    this.#size = Math.max(Math.sqrt((width * height) / Math.max(1, xy.length / 8)), Math.max(width, height) / 4096);
    this.#columns = Math.floor(width / this.#size) + 1;
    this.#rows = Math.floor(height / this.#size) + 1;
    this.#starts = new Uint32Array(this.#columns * this.#rows + 1);
    const count = xy.length / 2;
    for (let i = 0; i < count; i++) {
      const cell = this.#cellOf(i);
      if (cell >= 0) this.#starts[cell + 1] = (this.#starts[cell + 1] as number) + 1;
    }
    for (let cell = 1; cell < this.#starts.length; cell++)
      this.#starts[cell] = (this.#starts[cell] as number) + (this.#starts[cell - 1] as number);
    const next = this.#starts.slice(0, -1);
    this.#points = new Uint32Array(this.#starts.at(-1) ?? 0);
    for (let i = 0; i < count; i++) {
      const cell = this.#cellOf(i);
      if (cell < 0) continue;
      const at = next[cell] as number;
      this.#points[at] = i;
      next[cell] = at + 1;
    }
  }

  /**
   * The nearest point to (x, y) within reach, of those that are accepted; −1 if there is none.
   * @param reach how far along x and along y, where the two axes are not drawn at one scale: distances are in its units
   */
  nearest(x: number, y: number, reach: readonly [x: number, y: number], accepts: (point: number) => boolean): number {
    const { minX, minY } = this.#bounds;
    const column = (value: number): number => Math.floor((value - minX) / this.#size);
    const row = (value: number): number => Math.floor((value - minY) / this.#size);
    let best = -1;
    const [reachX, reachY] = reach;
    let closest = 1;
    for (let r = Math.max(0, row(y - reachY)); r <= Math.min(this.#rows - 1, row(y + reachY)); r++) {
      for (let c = Math.max(0, column(x - reachX)); c <= Math.min(this.#columns - 1, column(x + reachX)); c++) {
        const cell = r * this.#columns + c;
        for (let at = this.#starts[cell] as number; at < (this.#starts[cell + 1] as number); at++) {
          const point = this.#points[at] as number;
          const dx = ((this.#xy[2 * point] as number) - x) / reachX;
          const dy = ((this.#xy[2 * point + 1] as number) - y) / reachY;
          const distance = dx * dx + dy * dy;
          if (distance <= closest && accepts(point)) {
            best = point;
            closest = distance;
          }
        }
      }
    }
    return best;
  }

  #cellOf(i: number): number {
    const x = this.#xy[2 * i] as number;
    const y = this.#xy[2 * i + 1] as number;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return -1;
    return Math.floor((y - this.#bounds.minY) / this.#size) * this.#columns + Math.floor((x - this.#bounds.minX) / this.#size);
  }
}
