/** Axes as they stand in a picture: the same layout as on the screen, in ink. Page, no React. */
import type { EmbeddingOption } from '../../state/plot/embeddings.ts';
import type { PlaceRef } from '../../state/plot/place.ts';
import { type AxesLayout, cornerNames, isTissue } from './axes.ts';

const INK = '#1c1d21';
const FONT = '11px system-ui, sans-serif';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** @param size of the plane with the cells, in CSS pixels; it stands right of the room that the axes take */
export function drawAxes(context: CanvasRenderingContext2D, { room, x, y, isTilted }: AxesLayout, { width, height }: Size): void {
  context.save();
  context.font = FONT;
  context.fillStyle = context.strokeStyle = INK;
  context.lineWidth = 1;
  context.textBaseline = 'alphabetic';
  context.beginPath();
  context.moveTo(room.left - 0.5, 0);
  context.lineTo(room.left - 0.5, height + 0.5);
  context.lineTo(room.left + width, height + 0.5);
  for (const { at } of x.ticks) {
    context.moveTo(room.left + at, height);
    context.lineTo(room.left + at, height + 4);
  }
  for (const { at } of y.ticks) {
    context.moveTo(room.left, at);
    context.lineTo(room.left - 4, at);
  }
  context.stroke();
  context.textAlign = 'right';
  for (const { at, label } of y.ticks) context.fillText(label, room.left - 8, at + 4);
  for (const { at, label } of x.ticks) {
    if (isTilted) turned(context, room.left + at, height + 6, -36, () => context.fillText(label, -4, 4));
    else {
      context.textAlign = 'center';
      context.fillText(label, room.left + at, height + 17);
    }
  }
  context.textAlign = 'center';
  context.font = `600 ${FONT}`;
  context.fillText(x.title, room.left + width / 2, height + room.bottom - 7, width);
  turned(context, 14, height / 2, -90, () => context.fillText(y.title, 0, 0, height));
  context.restore();
}

/** The names of an embedding's two columns, with arrows, as on the screen. */
export function drawCorner(
  context: CanvasRenderingContext2D,
  ref: PlaceRef,
  embeddings: readonly EmbeddingOption[],
  { height }: Size,
): void {
  if (ref.kind !== 'embedding' || isTissue(ref)) return;
  const [x, y] = cornerNames(ref, embeddings);
  context.save();
  context.translate(8, height - 72);
  context.strokeStyle = context.fillStyle = INK;
  context.stroke(new Path2D(CORNER));
  context.font = FONT;
  context.fillText(x, 52, 58);
  context.fillText(y, 6, 13);
  context.restore();
}

/** Two arrows from one corner, in a box of 64 pixels. */
export const CORNER = 'M10.5 20V54.5H45M7.5 23.5 10.5 19.5 13.5 23.5M41.5 51.5 45.5 54.5 41.5 57.5';

function turned(context: CanvasRenderingContext2D, x: number, y: number, degrees: number, draw: () => void): void {
  context.save();
  context.translate(x, y);
  context.rotate((degrees * Math.PI) / 180);
  draw();
  context.restore();
}
