/** What the renderer is given for points and a colouring. Pure. */
import { MISSING } from '../../layers/missing.ts';
import type { Drawing } from '../../layers/scatter-renderer.ts';
import { toTexture } from '../../plots/category-colors.ts';
import { COLORMAPS } from '../../plots/colormaps.ts';
import type { Coloring } from '../../state/plot/coloring.ts';
import type { PlotState } from '../../state/plot/plot.ts';

/** Alpha of the categories that step back for the one under the pointer. */
const STEPPED_BACK = 28;

/** One float a point; missing as the layer wants it. */
export function pointValues(coloring: Coloring | null, count: number): Float32Array {
  if (!coloring) return new Float32Array(count).fill(MISSING);
  // Copied first: `from` with a function takes a hundred times as long.
  const points = Float32Array.from(coloring.values);
  const isCategorical = coloring.kind === 'categories';
  for (let i = 0; i < points.length; i++) {
    const value = points[i] as number;
    if (isCategorical ? value < 0 : !Number.isFinite(value)) points[i] = MISSING;
  }
  return points;
}

type Palette = Pick<Drawing, 'palette' | 'offset' | 'scale' | 'last'>;

type Look = Pick<PlotState, 'coloring' | 'hidden' | 'emphasized' | 'range' | 'colormap'>;

/** A range of numbers changes two uniforms: neither points nor palette are uploaded. */
export function paletteOf({ coloring, hidden, emphasized, range, colormap }: Look): Palette {
  if (coloring?.kind === 'categories') {
    const alphaOf = (category: number): number =>
      hidden.has(category) ? 0 : emphasized === null || emphasized === category ? 255 : STEPPED_BACK;
    return { palette: toTexture(coloring.colors, alphaOf), offset: 0, scale: 1, last: Math.max(0, coloring.colors.length - 1) };
  }
  const [min, max] = range ?? coloring?.domain ?? [0, 1];
  return { palette: COLORMAPS[colormap], offset: min, scale: 255 / (max - min || 1), last: 255 };
}
