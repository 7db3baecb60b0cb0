/** Which cells of a grid are selected, by pointer and by keys; the same for tables and matrices. Page, React. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { afterKey, type CellRange, type GridSize, type Place } from './cell-range.ts';

interface CellRangeOptions {
  readonly size: GridSize;
  /** Where keys begin while nothing is selected. */
  readonly start: Place;
  /** A row was clicked, or chosen with Enter. */
  readonly onChoose: (row: number) => void;
  readonly onCopy: (range: CellRange) => void;
  readonly reveal: (place: Place) => void;
}

export interface CellRangeHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Cells say where they are by `data-row` and `data-column`; the head of a row has the first only, and selects all of it. */
export function useCellRange({ size, start, onChoose, onCopy, reveal }: CellRangeOptions): {
  readonly range: CellRange | null;
  readonly setRange: (range: CellRange | null) => void;
  readonly handlers: CellRangeHandlers;
} {
  const [range, setRange] = useState<CellRange | null>(null);
  const lastColumn = Math.max(0, size.columns - 1);

  const onPointerDown = (event: PointerEvent): void => {
    const found = placeOf(event);
    if (!found || event.button !== 0) return;
    const anchor: Place = { row: found.row, column: found.column ?? 0 };
    const focus: Place = { row: found.row, column: found.column ?? lastColumn };
    setRange((old) => ({ anchor: event.shiftKey && old ? old.anchor : anchor, focus }));
    onChoose(found.row);
  };

  const onPointerMove = (event: PointerEvent): void => {
    const found = event.buttons === 1 && event.pointerType !== 'touch' ? placeOf(event) : null;
    if (found) setRange((old) => old && { anchor: old.anchor, focus: { row: found.row, column: found.column ?? lastColumn } });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys in a head, or in the panel it opened, are theirs.
    if (event.target !== event.currentTarget) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (withControl && event.key === 'c' && range) {
      event.preventDefault();
      onCopy(range);
      return;
    }
    const from = range?.focus ?? start;
    const to = afterKey(event.key, withControl, from, size);
    if (event.key === 'Enter' || event.key === ' ') onChoose(from.row);
    else if (!to || size.rows === 0 || size.columns === 0) return;
    else {
      setRange({ anchor: event.shiftKey && range ? range.anchor : to, focus: to });
      reveal(to);
    }
    event.preventDefault();
  };

  return { range, setRange, handlers: { onPointerDown, onPointerMove, onKeyDown } };
}

function placeOf(event: PointerEvent): { readonly row: number; readonly column: number | null } | null {
  const target = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
  if (!target) return null;
  const column = target.dataset['column'];
  return { row: Number(target.dataset['row']), column: column === undefined ? null : Number(column) };
}
