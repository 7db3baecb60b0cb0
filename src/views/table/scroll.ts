/**
 * Scrolling through more rows than an element can be tall. Pure.
 *
 * Browsers clamp an element's height (Chromium at 33,554,428 px, Firefox lower): 1.2 million rows. So the spacer is capped and, beyond
 * the cap, its position is only a share of the way: small moves go 1:1, large ones (a dragged scrollbar) in proportion. `resting` puts
 * the scrollbar back where the rows are, which the 1:1 moves have shifted.
 */

/** Well below every browser's limit. */
const TALLEST = 8_000_000;

export interface Extent {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height in which rows are seen. */
  readonly viewport: number;
}

/** Height of the element that gives the scrollbar its length. */
export function spacerHeight({ rows, rowHeight }: Extent): number {
  return Math.min(TALLEST, rows * rowHeight);
}

/** How far the rows can be scrolled. */
export function scrollRange({ rows, rowHeight, viewport }: Extent): number {
  return Math.max(0, rows * rowHeight - viewport);
}

function spacerRange(extent: Extent): number {
  return Math.max(0, spacerHeight(extent) - extent.viewport);
}

/**
 * Where the rows are after the scrollbar moved.
 * @param top of the rows before, in pixels of the rows
 * @param from scrollbar before
 * @param to scrollbar now
 */
export function scrolled(extent: Extent, top: number, from: number, to: number): number {
  const range = scrollRange(extent);
  if (range === spacerRange(extent)) return to;
  // The ends are the ends, however the 1:1 moves came out.
  if (to <= 0) return 0;
  if (to >= spacerRange(extent) - 1) return range;
  const isSmall = Math.abs(to - from) <= extent.viewport;
  return clamp(isSmall ? top + (to - from) : (to / spacerRange(extent)) * range, range);
}

/** Where the scrollbar belongs for rows at `top`. */
export function resting(extent: Extent, top: number): number {
  const range = scrollRange(extent);
  if (range === 0) return 0;
  return (top / range) * spacerRange(extent);
}

/** The scroll position at which a row is in view, as near to the present one as possible. */
export function revealing(extent: Extent, top: number, row: number): number {
  const { rowHeight, viewport } = extent;
  const start = row * rowHeight;
  if (start < top) return clamp(start, scrollRange(extent));
  if (start + rowHeight > top + viewport) return clamp(start + rowHeight - viewport, scrollRange(extent));
  return top;
}

/** First row in view and one past the last, with some beyond both ends. */
export function visibleRows({ rows, rowHeight, viewport }: Extent, top: number, beyond = 4): { first: number; end: number } {
  const first = Math.max(0, Math.floor(top / rowHeight) - beyond);
  return { first: Math.min(first, rows), end: Math.min(rows, Math.ceil((top + viewport) / rowHeight) + beyond) };
}

function clamp(top: number, range: number): number {
  return Math.min(range, Math.max(0, top));
}
