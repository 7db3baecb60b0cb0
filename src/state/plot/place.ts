/**
 * Where the cells stand: in an embedding, or along two axes that can be any two vectors. Page, no React.
 * A `PlaceRef` is plain data: it can be kept and asked for again.
 */
import { type AxisScale, axisScale, placeAlong } from '../../plots/axis.ts';
import type { CameraView } from '../../plots/camera.ts';
import { type Bounds, boundsOf, EXTENT, normalizePoints, PointGrid } from '../../plots/points.ts';
import type { AnnDataShadow, CallOptions, EmbeddingRef, MuDataShadow, VectorRef } from '../../shadow/index.ts';
import { refLabel } from './columns.ts';
import { embeddingLabel } from './embeddings.ts';

/** Two columns of one element of obsm, at one scale. */
export interface EmbeddingPlace extends EmbeddingRef {
  readonly kind: 'embedding';
}

/** Two vectors, each at its own scale. */
export interface AxesPlace {
  readonly kind: 'axes';
  readonly x: VectorRef;
  readonly y: VectorRef;
  /** Whether an axis of numbers is drawn as log1p. */
  readonly logX?: boolean | undefined;
  readonly logY?: boolean | undefined;
}

export type PlaceRef = EmbeddingPlace | AxesPlace;
export type AxesRef = Omit<AxesPlace, 'kind'>;

/** “X_umap”, “total_counts × n_genes”. */
export function placeLabel(ref: PlaceRef): string {
  return ref.kind === 'embedding' ? embeddingLabel(ref) : `${refLabel(ref.x)} × ${refLabel(ref.y)}`;
}

/** The cells' places. */
export class Points {
  readonly ref: PlaceRef;
  /** Within 1000 units around 0; NaN for cells without a place. */
  readonly xy: Float32Array;
  readonly bounds: Bounds | null;
  /** How x and y were scaled, each on its own; null for an embedding, whose two columns have one scale. */
  readonly axes: readonly [x: AxisScale, y: AxisScale] | null;
  /** Where they are looked at from when they come; null = all are in view. */
  readonly view: CameraView | null;
  #grid: PointGrid | null = null;

  constructor(ref: PlaceRef, xy: Float32Array, axes: Points['axes'], view: CameraView | null) {
    this.ref = ref;
    this.xy = xy;
    this.bounds = boundsOf(xy);
    this.axes = axes;
    this.view = view;
  }

  get count(): number {
    return this.xy.length / 2;
  }

  /** Width and height that are in view at first. */
  get extent(): readonly [number, number] {
    const { axes, bounds } = this;
    if (axes || !bounds) return [EXTENT, EXTENT];
    return [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
  }

  /** For finding the cell under the pointer; made when it is first needed. */
  get grid(): PointGrid | null {
    if (!this.#grid && this.bounds) this.#grid = new PointGrid(this.xy, this.bounds);
    return this.#grid;
  }
}

/**
 * @param view where they are looked at from; null = all are in view
 * @throws ShadowError why the place cannot be read
 */
export async function readPoints(
  ref: PlaceRef,
  data: AnnDataShadow | MuDataShadow,
  view: CameraView | null,
  options: CallOptions,
): Promise<Points> {
  if (ref.kind === 'embedding') {
    const xy = await data.embedding(ref, options);
    normalizePoints(xy);
    return new Points(ref, xy, null, view);
  }
  const [xs, ys] = await Promise.all([data.obsVector(ref.x, options), data.obsVector(ref.y, options)]);
  const [x, y] = [
    { ...xs, isLog: ref.logX },
    { ...ys, isLog: ref.logY },
  ];
  const axes = [axisScale(x), axisScale(y)] as const;
  const xy = new Float32Array(2 * data.nObs);
  placeAlong(x, axes[0], xy, 0);
  // A million logarithms take 50 ms: the page gets a turn between the two.
  await new Promise((resolve) => setTimeout(resolve));
  options.signal?.throwIfAborted();
  placeAlong(y, axes[1], xy, 1);
  return new Points(ref, xy, axes, view);
}
