/** The plot with its axes and legend as a PNG, as a file or in the clipboard. Page, no React. */

import type { ScatterRenderer } from '../../layers/scatter-renderer.ts';
import { exportName } from '../../state/export-name.ts';
import { refLabel } from '../../state/plot/columns.ts';
import { placeLabel } from '../../state/plot/place.ts';
import type { Viewer } from '../../state/viewer.ts';
import { copyImage } from '../../ui/clipboard.ts';
import { download } from '../../ui/download.ts';
import { layoutAxes, NO_ROOM, roomOf } from './axes.ts';
import { drawAxes, drawCorner } from './picture-axes.ts';
import { drawLegend, legendLayout } from './picture-legend.ts';

const WHITE = '#ffffff';

export async function savePicture(viewer: Viewer, renderer: ScatterRenderer): Promise<void> {
  const { points, coloring } = viewer.plot.getState();
  const parts = [points && placeLabel(points.ref), coloring && refLabel(coloring.ref)];
  download(await picture(viewer, renderer), exportName(viewer, parts, 'png'));
}

/** @throws Error where the browser lets no picture into the clipboard */
export function copyPicture(viewer: Viewer, renderer: ScatterRenderer): Promise<void> {
  return copyImage(picture(viewer, renderer));
}

async function picture(viewer: Viewer, renderer: ScatterRenderer): Promise<Blob> {
  const canvas = drawPicture(viewer, renderer);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.'))), 'image/png');
  });
}

/** On white, whatever the theme: a figure is for paper. */
function drawPicture(viewer: Viewer, renderer: ScatterRenderer): HTMLCanvasElement {
  const plot = renderer.snapshot();
  const state = viewer.plot.getState();
  const { points, coloring, hidden, embeddings } = state;
  const scale = plot.width / Math.max(1, renderer.size.width);
  const room = points ? roomOf(points) : NO_ROOM;
  const [width, height] = [room.left + plot.width / scale, room.bottom + plot.height / scale];
  const legend = coloring && legendLayout(coloring, hidden, height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((width + (legend?.width ?? 0)) * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws no pictures.');
  context.fillStyle = WHITE;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(plot, Math.round(room.left * scale), 0);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const axes = points && layoutAxes(points, renderer);
  if (axes) drawAxes(context, axes, renderer.size);
  else if (points) drawCorner(context, points.ref, embeddings, renderer.size);
  if (coloring && legend) {
    context.setTransform(scale, 0, 0, scale, width * scale, 0);
    drawLegend(context, coloring, legend, state);
  }
  return canvas;
}
