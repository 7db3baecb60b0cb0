/** The legend as it stands in a picture. Page, no React. */
import { colorAt } from '../../plots/colormaps.ts';
import type { SetRef } from '../../shadow/index.ts';
import type { Coloring, NumberColoring } from '../../state/plot/coloring.ts';
import { genesOf, refLabel } from '../../state/plot/columns.ts';
import type { PlotState } from '../../state/plot/plot.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';

/** In CSS pixels; scaled with the picture. */
const COLUMN = 220;
const ROW = 20;
const PADDING = 16;
const SWATCH = 10;
const FONT = 12;
/** More columns nobody reads, and a canvas ends somewhere. */
const MOST_COLUMNS = 4;
/** Of the names of a set of genes. */
const MOST_LINES = 4;
const INK = '#1c1d21';

interface LegendRow {
  /** Null for a row of words. */
  readonly color: string | null;
  readonly label: string;
}

export interface LegendLayout {
  readonly rows: readonly LegendRow[];
  readonly perColumn: number;
  readonly width: number;
}

/**
 * The categories that are shown, in as many columns as they need; the last row says how many there was no room for.
 * @param height of the picture
 */
export function legendLayout(coloring: Coloring, hidden: ReadonlySet<number>, height: number): LegendLayout {
  const all = shownCategories(coloring, hidden);
  const perColumn = Math.max(2, Math.floor((height - 2 * PADDING - ROW) / ROW));
  const columns = Math.min(MOST_COLUMNS, Math.max(1, Math.ceil(all.length / perColumn)));
  const room = columns * perColumn;
  const rows =
    all.length <= room ? all : [...all.slice(0, room - 1), { color: null, label: `… and ${formatCount(all.length - room + 1)} more` }];
  return { rows, perColumn, width: columns * COLUMN };
}

function shownCategories(coloring: Coloring, hidden: ReadonlySet<number>): LegendRow[] {
  if (coloring.kind === 'numbers') return [];
  const rows = coloring.categories.map((label, i) => ({ color: coloring.colors[i] ?? INK, label, i }));
  return rows.filter(({ i }) => !hidden.has(i) && (coloring.counts[i] ?? 0) > 0);
}

export function drawLegend(
  context: CanvasRenderingContext2D,
  coloring: Coloring,
  { rows, perColumn }: LegendLayout,
  look: Pick<PlotState, 'range' | 'colormap'>,
): void {
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = INK;
  context.font = `600 ${FONT}px system-ui, sans-serif`;
  context.fillText(refLabel(coloring.ref), PADDING, PADDING + ROW / 2, COLUMN - 2 * PADDING);
  context.font = `${FONT}px system-ui, sans-serif`;
  const top = PADDING + ROW;
  if (coloring.kind === 'numbers') {
    drawColorBar(context, coloring, look, top + 4);
    if (coloring.ref.kind === 'set') drawGenes(context, coloring.ref, top + 52);
    return;
  }
  rows.forEach(({ color, label }, i) => {
    const x = PADDING + Math.floor(i / perColumn) * COLUMN;
    const y = top + (i % perColumn) * ROW + ROW / 2;
    if (color !== null) {
      context.fillStyle = color;
      context.beginPath();
      context.arc(x + SWATCH / 2, y, SWATCH / 2, 0, 2 * Math.PI);
      context.fill();
    }
    context.fillStyle = INK;
    context.fillText(label, x + SWATCH + 8, y, COLUMN - SWATCH - 2 * PADDING);
  });
}

/** As the cells are coloured: where values lie beyond an end, it says so. */
function drawColorBar(
  context: CanvasRenderingContext2D,
  { domain }: NumberColoring,
  { range, colormap }: Pick<PlotState, 'range' | 'colormap'>,
  y: number,
): void {
  const [x, width] = [PADDING, COLUMN - 2 * PADDING];
  for (let i = 0; i < 256; i++) {
    context.fillStyle = colorAt(colormap, i);
    context.fillRect(x + (i * width) / 256, y, width / 256 + 0.5, 12);
  }
  if (!domain) return;
  const [from, to] = range ?? domain;
  context.fillStyle = INK;
  context.fillText(`${from > domain[0] ? '≤ ' : ''}${formatNumber(from)}`, x, y + 24);
  context.textAlign = 'right';
  context.fillText(`${to < domain[1] ? '≥ ' : ''}${formatNumber(to)}`, x + width, y + 24);
}

/** The first genes of a set, in a few lines. */
function drawGenes(context: CanvasRenderingContext2D, set: SetRef, y: number): void {
  const genes = genesOf(set);
  const lines: string[] = [''];
  let left = genes.length;
  for (const gene of genes) {
    const begun = lines.at(-1);
    const longer = `${begun}${begun && ' '}${gene}${left > 1 ? ',' : ''}`;
    const isLast = lines.length === MOST_LINES;
    const fits = context.measureText(isLast && left > 1 ? `${longer} … and ${left - 1} more` : longer).width <= COLUMN - 2 * PADDING;
    if (!fits && isLast) break;
    if (fits || begun === '') lines[lines.length - 1] = longer;
    else lines.push(`${gene}${left > 1 ? ',' : ''}`);
    left--;
  }
  if (left > 0) lines[lines.length - 1] += ` … and ${formatCount(left)} more`;
  context.textAlign = 'left';
  lines.forEach((line, i) => {
    context.fillText(line, PADDING, y + i * 16, COLUMN - 2 * PADDING);
  });
}
