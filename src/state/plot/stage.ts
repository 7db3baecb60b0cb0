/** What the drawn plot can be asked for: by the custom element, by export, by tables that point at a cell. Types only. */
import type { CameraView } from '../../plots/camera.ts';

export interface Stage {
  /** The cell under a point of the canvas (CSS pixels from its top left), −1 if there is none. */
  cellAt(x: number, y: number): number;
  /** Where a cell is on the canvas, in CSS pixels from its top left; null if it has no place. */
  positionOf(cell: number): { x: number; y: number } | null;
  /** Brings a cell into view. */
  reveal(cell: number): void;
  /** What is in view; null = all cells. */
  getCamera(): CameraView | null;
  setCamera(view: CameraView | null): void;
  /** Resolves when all that was set has been drawn. */
  drawn(): Promise<void>;
  /** The picture as it is, in device pixels. */
  snapshot(): HTMLCanvasElement;
}
