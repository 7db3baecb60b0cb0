/** A table, as it is arranged, into a CSV file. Page, no React. */
import { type ArrayValue, isAbort } from '../../shadow/index.ts';
import { exportName } from '../../state/export-name.ts';
import type { FrameSheet } from '../../state/sheets/sheets.ts';
import type { TableArrangement } from '../../state/sheets/tables.ts';
import type { Viewer } from '../../state/viewer.ts';
import { download } from '../../ui/download.ts';
import { csvPieces, type TextColumn } from '../grid/csv.ts';
import { columnId } from './columns.ts';
import type { Layout } from './layout.ts';

/** All rows that are shown, in their order, and all columns that are not hidden. Cancelled from the progress. */
export async function exportCsv(viewer: Viewer, { frame, label }: FrameSheet, { rows }: TableArrangement, layout: Layout): Promise<void> {
  const columns = [...frame.children()].filter(([name]) => layout.columnVisibility[columnId(name)] !== false);
  const order = layout.columnOrder;
  const place = (name: string): number =>
    order.includes(columnId(name)) ? order.indexOf(columnId(name)) : order.length + columns.findIndex(([other]) => other === name);
  columns.sort(([a], [b]) => place(a) - place(b));
  try {
    await viewer.activity.run(`Exporting ${label}`, null, async ({ signal, onProgress }) => {
      const read: TextColumn[] = [];
      for (const [name, column] of columns) {
        // What cannot be read is left empty in no file: the export says so by failing.
        read.push({ name, value: (await column.read({ signal })) as ArrayValue });
        onProgress({ path: frame.path, done: (0.5 * read.length) / columns.length, total: 1 });
      }
      const pieces: string[] = [];
      const pause = async (done: number): Promise<void> => {
        onProgress({ path: frame.path, done: 0.5 + done / 2, total: 1 });
        await new Promise((resolve) => setTimeout(resolve));
        signal.throwIfAborted();
      };
      for await (const piece of csvPieces(read, rows, rows?.length ?? frame.nRows, pause)) pieces.push(piece);
      download(new Blob(pieces, { type: 'text/csv' }), exportName(viewer, [label], 'csv'));
    });
  } catch (error) {
    if (!isAbort(error)) viewer.tables.fail(frame.path, error);
  }
}
