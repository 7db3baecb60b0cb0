/** Heights of what a grid is made of, in CSS pixels (`grid.module.css` has the same), and when it reads. Pure. */

export const ROW_HEIGHT = 28;
export const HEADER_HEIGHT = 32;

/** Rows are read after scrolling has rested for so long, in milliseconds: a dragged scrollbar passes thousands. */
export const READ_AFTER_MS = 40;
