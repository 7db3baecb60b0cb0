/** A matrix, with its names, into a CSV file. Page, no React. */
import { ShadowError } from '../../shadow/index.ts';
import { exportName } from '../../state/export-name.ts';
import type { Axis } from '../../state/sheets/axes.ts';
import type { Viewer } from '../../state/viewer.ts';
import { download } from '../../ui/download.ts';
import { formatCount } from '../../ui/format.ts';
import { exactText } from '../grid/cell-text.ts';
import { quoted } from '../grid/csv.ts';
import { AxisNames } from './axis-names.ts';
import type { GridModel } from './model.ts';

/** About 30 MB of text. */
const MOST_VALUES = 5_000_000;
/** Made in one go. */
const VALUES_PER_PIECE = 50_000;

/**
 * All values, in the order in which the rows are shown. Cancelled from the progress.
 * @throws ShadowError `invalid` for what belongs in no text file, or why it cannot be read
 */
export async function exportMatrix(viewer: Viewer, model: GridModel, order: Uint32Array<ArrayBuffer> | null): Promise<void> {
  const { rows, columns, label, path } = model;
  const values = rows.length * columns.length;
  if (values > MOST_VALUES) {
    throw new ShadowError({
      tag: 'invalid',
      path,
      message: `${label} has ${formatCount(values)} values: as text that is a file which few programs open.`,
      hint: `Up to ${formatCount(MOST_VALUES)} values are exported. Select the part that is needed, and copy it.`,
    });
  }
  await viewer.activity.run(`Exporting ${label}`, null, async (options) => {
    const [rowNames, columnNames] = await Promise.all([allNames(viewer, rows), allNames(viewer, columns)]);
    const pieces = [`${[rows.what, ...columnNames].map(quoted).join(',')}\r\n`];
    const block = await model.read(null, null, {
      signal: options.signal,
      onProgress: ({ done, total, ...told }) => options.onProgress({ ...told, path, done: done / 2, total }),
    });
    const step = Math.max(1, Math.floor(VALUES_PER_PIECE / Math.max(1, columns.length)));
    for (let start = 0; start < rows.length; start += step) {
      const end = Math.min(rows.length, start + step);
      for (let place = start; place < end; place++) {
        const row = order?.[place] ?? place;
        const texts = columnNames.map((_, column) => quoted(exactText(block(row, column))));
        pieces.push(`${[quoted(rowNames[row] as string), ...texts].join(',')}\r\n`);
      }
      options.onProgress({ path, done: 0.5 + end / rows.length / 2, total: 1 });
      await new Promise((resolve) => setTimeout(resolve));
      options.signal.throwIfAborted();
    }
    download(new Blob(pieces, { type: 'text/csv' }), exportName(viewer, [label], 'csv'));
  });
}

async function allNames(viewer: Viewer, axis: Axis): Promise<string[]> {
  const names = new AxisNames(axis, viewer.activity, () => {});
  await names.readAll();
  return Array.from({ length: axis.length }, (_, item) => names.at(item) ?? '');
}
