/** Which part of a plot is in view, whatever the size of its canvas. Types only. */
export interface CameraView {
  /** Middle of the view, in units of the points: 1000 around 0. */
  readonly target: readonly [x: number, y: number];
  /** Doublings from the view in which all points are: 0 is as large, −1 half, 1 twice. */
  readonly zoom: number;
}
