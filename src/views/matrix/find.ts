/** Where a name, or a position, is on an axis of a matrix. Page, no React. */
import { compute } from '../../compute/client.ts';
import { ElemShadow, packStrings } from '../../shadow/index.ts';
import type { Axis } from '../../state/sheets/axes.ts';
import type { Tables } from '../../state/sheets/tables.ts';

/**
 * The place of what is called so, −1 if there is none; undefined if a newer question took over.
 * @param order the item at each place; null = as in the file
 */
export async function findPlace(
  tables: Tables,
  { names, length, from }: Axis,
  order: Uint32Array<ArrayBuffer> | null,
  query: string,
): Promise<number | undefined> {
  if (names instanceof ElemShadow) return tables.findName(names, order, query);
  if (query === '') return -1;
  if (names) return compute('find', { names: packStrings([...names]), rows: order, query });
  const item = Number(query) - from;
  if (!Number.isInteger(item) || item < 0 || item >= length) return -1;
  return order ? order.indexOf(item) : item;
}
