/** A rectangle of a matrix into the clipboard, tab-separated, with all digits. Page, no React. */
import { ShadowError } from '../../shadow/index.ts';
import type { Viewer } from '../../state/viewer.ts';
import { copyText } from '../../ui/clipboard.ts';
import { formatCount } from '../../ui/format.ts';
import { exactText } from '../grid/cell-text.ts';
import { MOST_CELLS, tabSeparated } from '../grid/csv.ts';
import type { GridModel } from './model.ts';

type Span = readonly [first: number, last: number];

/** @throws ShadowError `invalid` for more than a clipboard is for, or why it cannot be read */
export async function copyBlock(
  viewer: Viewer,
  model: GridModel,
  order: Uint32Array<ArrayBuffer> | null,
  { rows, columns }: { readonly rows: Span; readonly columns: Span },
): Promise<void> {
  const [nRows, nColumns] = [rows[1] - rows[0] + 1, columns[1] - columns[0] + 1];
  if (nRows * nColumns > MOST_CELLS) {
    throw new ShadowError({
      tag: 'invalid',
      path: model.path,
      message: `Only ${formatCount(MOST_CELLS)} values can be copied at once: these are ${formatCount(nRows * nColumns)}.`,
    });
  }
  const wanted = order ? order.slice(rows[0], rows[1] + 1) : ([rows[0], rows[1] + 1] as const);
  const block = await viewer.activity.run(`Reading ${model.label}`, null, (options) =>
    model.read(wanted, [columns[0], columns[1] + 1], options),
  );
  const lines = Array.from({ length: nRows }, (_, row) => Array.from({ length: nColumns }, (_, column) => exactText(block(row, column))));
  await copyText(tabSeparated(lines));
}
