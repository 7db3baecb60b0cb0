/** Keeps the order of a table's rows true to the object when something is added to it or taken away. Page, no React. */
import type { OpenedShadow } from '../../shadow/index.ts';
import { frameAt } from '../find.ts';
import type { Tables } from './tables.ts';

/**
 * Sorts anew by a column that is another now, and by none that is gone. Filters of it go: they are of the values that were there.
 * @param path of what was added or taken away: a column, or a whole element that is shown by itself
 */
export async function followTable(tables: Tables, data: OpenedShadow, path: string): Promise<void> {
  tables.forget(path);
  const end = path.lastIndexOf('/');
  const [table, column] = [path.slice(0, end), path.slice(end + 1)];
  const { sort, filters } = tables.arrangement(table);
  if (sort?.column !== column && !filters.has(column)) return;
  const isGone = !frameAt(data, table)?.has(column);
  await tables.arrange(table, {
    sort: sort?.column === column && isGone ? null : sort,
    filters: new Map([...filters].filter(([name]) => name !== column)),
  });
}
