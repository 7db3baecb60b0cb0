/** Cells of a table into the clipboard, tab-separated, with all their digits. Page, no React. */

import type { Viewer } from '../../state/viewer.ts';
import { copyText } from '../../ui/clipboard.ts';
import { exactText } from '../grid/cell-text.ts';
import type { ColumnSource } from '../grid/column-source.ts';
import { MOST_CELLS, tabSeparated } from '../grid/csv.ts';

export async function copyCells(viewer: Viewer, table: string, columns: readonly ColumnSource[], rows: readonly number[]): Promise<void> {
  try {
    if (columns.length * rows.length > MOST_CELLS) {
      throw new Error(`Only ${MOST_CELLS.toLocaleString('en-US')} cells can be copied at once: export the table instead.`);
    }
    const isHere = columns.every((column) => rows.every((row) => column.at(row)));
    if (!isHere) await Promise.all(columns.map((column) => column.readWhole()));
    const lines = rows.map((row) =>
      columns.map((column) => {
        const found = column.at(row);
        return found ? exactText(found) : '';
      }),
    );
    await copyText(tabSeparated(lines));
  } catch (error) {
    viewer.tables.fail(table, error);
  }
}
