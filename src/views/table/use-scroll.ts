/** Scrolling of the grid as React state: where the rows are, what is seen. Page, React. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Extent, resting, revealing, scrolled, scrollRange, spacerHeight } from './scroll.ts';

/** After so many milliseconds without a move, the scrollbar goes where the rows are. */
const REST_MS = 160;

export interface GridScroll {
  /** In pixels of the rows. */
  readonly top: number;
  readonly left: number;
  readonly extent: Extent;
  readonly width: number;
  readonly spacer: number;
  reveal(row: number): void;
  /** Brings what lies between two places into view, in pixels from the left; the first leaves room for pinned columns. */
  revealColumn(start: number, end: number): void;
  onScroll(): void;
}

export function useGridScroll(element: RefObject<HTMLElement | null>, rows: number, rowHeight: number, headerHeight: number): GridScroll {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [at, setAt] = useState({ top: 0, left: 0 });
  const bar = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const extent: Extent = { rows, rowHeight, viewport: Math.max(rowHeight, size.height - headerHeight) };
  const latest = useRef({ extent, top: at.top });
  latest.current = { extent, top: at.top };

  useLayoutEffect(() => {
    const scroller = element.current;
    if (!scroller) return;
    const measure = (): void => setSize({ width: scroller.clientWidth, height: scroller.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [element]);

  /** Puts the rows somewhere, and the scrollbar where it belongs for that. */
  const moveTo = useCallback(
    (top: number): void => {
      const scroller = element.current;
      if (!scroller) return;
      bar.current = resting(latest.current.extent, top);
      scroller.scrollTop = bar.current;
      // What the browser made of it: whole device pixels.
      bar.current = scroller.scrollTop;
      // The scroll event comes before React has rendered this.
      latest.current.top = top;
      setAt(({ left }) => ({ top, left }));
    },
    [element],
  );

  const onScroll = useCallback((): void => {
    const scroller = element.current;
    if (!scroller) return;
    const { extent: now, top } = latest.current;
    const to = scroller.scrollTop;
    const next = to === bar.current ? top : scrolled(now, top, bar.current, to);
    bar.current = to;
    latest.current.top = next;
    setAt({ top: next, left: scroller.scrollLeft });
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      if (scrollRange(latest.current.extent) > spacerHeight(latest.current.extent)) moveTo(latest.current.top);
    }, REST_MS);
  }, [element, moveTo]);

  const reveal = useCallback(
    (row: number): void => {
      const { extent: now, top } = latest.current;
      const next = revealing(now, top, row);
      if (next !== top) moveTo(next);
    },
    [moveTo],
  );

  const revealColumn = useCallback(
    (start: number, end: number): void => {
      const scroller = element.current;
      if (!scroller) return;
      const { scrollLeft, clientWidth } = scroller;
      if (start < scrollLeft) scroller.scrollLeft = start;
      else if (end > scrollLeft + clientWidth) scroller.scrollLeft = end - clientWidth;
    },
    [element],
  );

  // Fewer rows than before: not left looking at nothing.
  useEffect(() => {
    const range = scrollRange(latest.current.extent);
    if (rows >= 0 && latest.current.top > range) moveTo(range);
  }, [rows, moveTo]);

  useEffect(() => () => clearTimeout(rest.current), []);

  return { top: at.top, left: at.left, extent, width: size.width, spacer: spacerHeight(extent), reveal, revealColumn, onScroll };
}
