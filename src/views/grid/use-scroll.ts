/** Scrolling of a grid as React state: where its content is, on both axes, and what is seen. Page, React. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Extent, resting, revealing, scrolled, scrollRange, spacerLength } from './scroll.ts';

/** After so many milliseconds without a move, the scrollbars go where the content is. */
const REST_MS = 160;

/** What a grid has on its two axes, in CSS pixels: `length` of what scrolls, and what the head or the pinned columns take of the view. */
export interface GridLengths {
  readonly rows: { readonly length: number; readonly fixed: number };
  readonly columns: { readonly length: number; readonly fixed: number };
}

export interface GridScroll {
  /** In pixels of the content. */
  readonly top: number;
  readonly left: number;
  readonly rows: Extent;
  readonly columns: Extent;
  /** Of the element that scrolls; 0 until it is measured. */
  readonly width: number;
  /** Brings what lies between two places into view. */
  revealRow(start: number, end: number): void;
  revealColumn(start: number, end: number): void;
  onScroll(): void;
}

interface At {
  readonly top: number;
  readonly left: number;
}

export function useGridScroll(element: RefObject<HTMLElement | null>, lengths: GridLengths): GridScroll {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [at, setAt] = useState<At>({ top: 0, left: 0 });
  const bar = useRef<At>({ top: 0, left: 0 });
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const rows: Extent = { length: lengths.rows.length, viewport: Math.max(1, size.height - lengths.rows.fixed) };
  const columns: Extent = { length: lengths.columns.length, viewport: Math.max(1, size.width - lengths.columns.fixed) };
  // The scroll event comes before React has rendered what it led to.
  const latest = useRef({ rows, columns, at });
  latest.current = { rows, columns, at };

  useLayoutEffect(() => {
    const scroller = element.current;
    if (!scroller) return;
    const measure = (): void => setSize({ width: scroller.clientWidth, height: scroller.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [element]);

  /** Puts the content somewhere, and the scrollbars where they belong for that. */
  const moveTo = useCallback(
    (next: At): void => {
      const scroller = element.current;
      if (!scroller) return;
      scroller.scrollTop = resting(latest.current.rows, next.top);
      scroller.scrollLeft = resting(latest.current.columns, next.left);
      // What the browser made of it: whole device pixels.
      bar.current = { top: scroller.scrollTop, left: scroller.scrollLeft };
      latest.current.at = next;
      setAt(next);
    },
    [element],
  );

  const onScroll = useCallback((): void => {
    const scroller = element.current;
    if (!scroller) return;
    const { rows: down, columns: across, at: before } = latest.current;
    const to: At = { top: scroller.scrollTop, left: scroller.scrollLeft };
    const { top, left } = bar.current;
    const next: At = {
      top: to.top === top ? before.top : scrolled(down, before.top, top, to.top),
      left: to.left === left ? before.left : scrolled(across, before.left, left, to.left),
    };
    bar.current = to;
    latest.current.at = next;
    setAt(next);
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      const { rows: tall, columns: wide } = latest.current;
      if ([tall, wide].some((extent) => extent.length > spacerLength(extent))) moveTo(latest.current.at);
    }, REST_MS);
  }, [element, moveTo]);

  const revealRow = useCallback(
    (start: number, end: number): void => {
      const { rows: extent, at: now } = latest.current;
      const top = revealing(extent, now.top, start, end);
      if (top !== now.top) moveTo({ ...now, top });
    },
    [moveTo],
  );

  const revealColumn = useCallback(
    (start: number, end: number): void => {
      const { columns: extent, at: now } = latest.current;
      const left = revealing(extent, now.left, start, end);
      if (left !== now.left) moveTo({ ...now, left });
    },
    [moveTo],
  );

  // Fewer rows than before: not left looking at nothing.
  useEffect(() => {
    const range = scrollRange(latest.current.rows);
    if (rows.length >= 0 && latest.current.at.top > range) moveTo({ ...latest.current.at, top: range });
  }, [rows.length, moveTo]);

  useEffect(() => () => clearTimeout(rest.current), []);

  return { ...at, rows, columns, width: size.width, revealRow, revealColumn, onScroll };
}
