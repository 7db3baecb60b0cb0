/** The cells a user has selected in a table: a rectangle from where it was begun to where it ends. Pure. */

export interface Place {
  /** Among the rows shown. */
  readonly row: number;
  /** Among the columns shown. */
  readonly column: number;
}

export interface CellRange {
  readonly anchor: Place;
  readonly focus: Place;
}

export function contains({ anchor, focus }: CellRange, { row, column }: Place): boolean {
  const isBetween = (value: number, a: number, b: number): boolean => value >= Math.min(a, b) && value <= Math.max(a, b);
  return isBetween(row, anchor.row, focus.row) && isBetween(column, anchor.column, focus.column);
}

export function bounds({ anchor, focus }: CellRange): { rows: [first: number, last: number]; columns: [first: number, last: number] } {
  return {
    rows: [Math.min(anchor.row, focus.row), Math.max(anchor.row, focus.row)],
    columns: [Math.min(anchor.column, focus.column), Math.max(anchor.column, focus.column)],
  };
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are seen at once. */
  readonly page: number;
}

/** Where a key leads from a place; null if the key means nothing to a table. The ends hold. */
export function afterKey(key: string, withControl: boolean, from: Place, { rows, columns, page }: GridSize): Place | null {
  const to = (row: number, column: number): Place => ({
    row: Math.min(rows - 1, Math.max(0, row)),
    column: Math.min(columns - 1, Math.max(0, column)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(withControl ? rows : from.row + 1, from.column);
    case 'ArrowUp':
      return to(withControl ? 0 : from.row - 1, from.column);
    case 'ArrowRight':
      return to(from.row, withControl ? columns : from.column + 1);
    case 'ArrowLeft':
      return to(from.row, withControl ? 0 : from.column - 1);
    case 'PageDown':
      return to(from.row + page, from.column);
    case 'PageUp':
      return to(from.row - page, from.column);
    case 'Home':
      return to(withControl ? 0 : from.row, 0);
    case 'End':
      return to(withControl ? rows : from.row, columns);
    default:
      return null;
  }
}
