/**
 * Scrolling through more than an element can be tall or wide; the same for both axes. Pure.
 *
 * Browsers clamp an element's size (Chromium at 33,554,428 px, Firefox lower): 1.2 million rows. So the spacer is capped and, beyond
 * the cap, its position is only a share of the way: small moves go 1:1, large ones (a dragged scrollbar) in proportion. `resting` puts
 * the scrollbar back where the content is, which the 1:1 moves have shifted.
 */

/** Well below every browser's limit. */
const LONGEST = 8_000_000;

/** One axis, in CSS pixels. */
export interface Extent {
  /** Of everything there is, seen or not. */
  readonly length: number;
  /** In which it is seen. */
  readonly viewport: number;
}

/** Length of the element that gives the scrollbar its length. */
export function spacerLength({ length }: Extent): number {
  return Math.min(LONGEST, length);
}

/** How far the content can be scrolled. */
export function scrollRange({ length, viewport }: Extent): number {
  return Math.max(0, length - viewport);
}

function spacerRange(extent: Extent): number {
  return Math.max(0, spacerLength(extent) - extent.viewport);
}

/**
 * Where the content is after the scrollbar moved.
 * @param at of the content before, in its own pixels
 * @param from scrollbar before
 * @param to scrollbar now
 */
export function scrolled(extent: Extent, at: number, from: number, to: number): number {
  const range = scrollRange(extent);
  if (range === spacerRange(extent)) return to;
  // The ends are the ends, however the 1:1 moves came out.
  if (to <= 0) return 0;
  if (to >= spacerRange(extent) - 1) return range;
  const isSmall = Math.abs(to - from) <= extent.viewport;
  return clamp(isSmall ? at + (to - from) : (to / spacerRange(extent)) * range, range);
}

/** Where the scrollbar belongs for content at `at`. */
export function resting(extent: Extent, at: number): number {
  const range = scrollRange(extent);
  if (range === 0) return 0;
  return (at / range) * spacerRange(extent);
}

/** The scroll position at which what lies from `start` to `end` is in view, as near to the present one as possible. */
export function revealing(extent: Extent, at: number, start: number, end: number): number {
  if (start < at) return clamp(start, scrollRange(extent));
  if (end > at + extent.viewport) return clamp(end - extent.viewport, scrollRange(extent));
  return at;
}

/** Of `count` items of one size: the first in view and one past the last, with some beyond both ends. */
export function inView({ viewport }: Extent, at: number, count: number, size: number, beyond = 4): { first: number; end: number } {
  const first = Math.max(0, Math.floor(at / size) - beyond);
  return { first: Math.min(first, count), end: Math.min(count, Math.ceil((at + viewport) / size) + beyond) };
}

function clamp(at: number, range: number): number {
  return Math.min(range, Math.max(0, at));
}
