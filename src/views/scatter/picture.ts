/** The plot with its legend as a PNG. Page, no React. */

import { type ColormapName, colorAt } from '../../plots/colormaps.ts';
import type { Coloring, NumberColoring } from '../../state/coloring.ts';
import { refLabel } from '../../state/columns.ts';
import type { PlotState } from '../../state/plot.ts';
import type { Viewer } from '../../state/viewer.ts';
import { download } from '../../ui/download.ts';
import { formatNumber } from '../../ui/format.ts';

/** In CSS pixels; scaled with the picture. */
const LEGEND = { width: 220, row: 20, padding: 16, swatch: 10, font: 12 };
const WHITE = '#ffffff';
const BLACK = '#1c1d21';

/** On white, whatever the theme: a figure is for paper. */
export async function savePicture(viewer: Viewer): Promise<void> {
  const canvas = drawPicture(viewer);
  if (!canvas) return;
  const { data } = viewer.file.getState();
  const { points, coloring } = viewer.plot.getState();
  const parts = [data?.session.outline.file.name.replace(/\.[^.]+$/, ''), points?.ref.key, coloring && refLabel(coloring.ref)];
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob)
    download(
      blob,
      `${parts
        .filter(Boolean)
        .join('-')
        .replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')}.png`,
    );
}

function drawPicture(viewer: Viewer): HTMLCanvasElement | null {
  const plot = viewer.stage()?.snapshot();
  if (!plot) return null;
  const { coloring, hidden, range, colormap } = viewer.plot.getState();
  const scale = devicePixelRatio;
  const rows = coloring ? legendRows(coloring, hidden) : [];
  const columns = Math.max(1, Math.ceil((rows.length * LEGEND.row + 2 * LEGEND.padding) / (plot.height / scale)));
  const canvas = document.createElement('canvas');
  canvas.width = plot.width + (coloring ? columns * LEGEND.width * scale : 0);
  canvas.height = plot.height;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = WHITE;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(plot, 0, 0);
  if (coloring) {
    context.setTransform(scale, 0, 0, scale, plot.width, 0);
    if (coloring.kind === 'numbers') drawColorBar(context, coloring, range, colormap);
    else drawRows(context, coloring, rows, columns, plot.height / scale);
  }
  return canvas;
}

interface LegendRow {
  readonly color: string;
  readonly label: string;
}

function legendRows(coloring: Coloring, hidden: ReadonlySet<number>): LegendRow[] {
  if (coloring.kind === 'numbers') return [];
  const rows = coloring.categories.map((label, i) => ({ color: coloring.colors[i] ?? BLACK, label, i }));
  return rows.filter(({ i }) => !hidden.has(i) && (coloring.counts[i] ?? 0) > 0);
}

function drawTitle(context: CanvasRenderingContext2D, coloring: Coloring): void {
  const { width, row, padding, font } = LEGEND;
  context.textBaseline = 'middle';
  context.fillStyle = BLACK;
  context.font = `600 ${font}px system-ui, sans-serif`;
  context.fillText(refLabel(coloring.ref), padding, padding + row / 2, width - 2 * padding);
  context.font = `${font}px system-ui, sans-serif`;
}

function drawRows(
  context: CanvasRenderingContext2D,
  coloring: Coloring,
  rows: readonly LegendRow[],
  columns: number,
  height: number,
): void {
  const { width, row, padding, swatch } = LEGEND;
  drawTitle(context, coloring);
  const top = padding + row;
  const perColumn = Math.ceil(rows.length / columns);
  rows.forEach(({ color, label }, i) => {
    const x = padding + Math.floor(i / perColumn) * width;
    const y = top + (i % perColumn) * Math.min(row, (height - top - padding) / perColumn) + row / 2;
    context.fillStyle = color;
    context.beginPath();
    context.arc(x + swatch / 2, y, swatch / 2, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = BLACK;
    context.fillText(label, x + swatch + 8, y, width - swatch - 2 * padding);
  });
}

/** As the cells are coloured: where values lie beyond an end, it says so. */
function drawColorBar(
  context: CanvasRenderingContext2D,
  coloring: NumberColoring,
  range: PlotState['range'],
  colormap: ColormapName,
): void {
  drawTitle(context, coloring);
  const { padding, row } = LEGEND;
  const [x, y, width] = [padding, padding + row + 4, LEGEND.width - 2 * padding];
  for (let i = 0; i < 256; i++) {
    context.fillStyle = colorAt(colormap, i);
    context.fillRect(x + (i * width) / 256, y, width / 256 + 0.5, 12);
  }
  const { domain } = coloring;
  if (!domain) return;
  const [from, to] = range ?? domain;
  context.fillStyle = BLACK;
  context.fillText(`${from > domain[0] ? '≤ ' : ''}${formatNumber(from)}`, x, y + 24);
  context.textAlign = 'right';
  context.fillText(`${to < domain[1] ? '≥ ' : ''}${formatNumber(to)}`, x + width, y + 24);
  context.textAlign = 'left';
}
