/** Which rows of a column pass a filter. Pure kernels; run in the compute worker. */
import { itemAt, lengthOf, toStrings } from '../arrays/items.ts';
import { pythonText } from '../arrays/python-text.ts';
import type { ArrayValue } from '../protocol/values.ts';

export type Filter =
  /** Codes of a categorical or boolean that are kept; −1 = missing. */
  | { readonly kind: 'categories'; readonly keep: readonly number[] }
  /** Numbers from `min` to `max`, both included; null = open. Missing does not pass. */
  | { readonly kind: 'range'; readonly min: number | null; readonly max: number | null }
  /** Text that the value contains, whatever its case. */
  | { readonly kind: 'text'; readonly text: string };

/** The rows that pass, in their order. */
export function filterRows(column: ArrayValue, rows: Uint32Array<ArrayBuffer>, filter: Filter): Uint32Array<ArrayBuffer> {
  const passes = testOf(column, filter);
  return rows.filter(passes);
}

function testOf(column: ArrayValue, filter: Filter): (row: number) => boolean {
  switch (filter.kind) {
    case 'categories': {
      const keep = new Set(filter.keep);
      if (column.kind === 'categorical') return (row) => keep.has(column.codes[row] as number);
      if (column.kind === 'boolean') return (row) => keep.has(column.mask?.[row] ? -1 : (column.data[row] as number));
      return () => true;
    }
    case 'range': {
      if (column.kind !== 'numeric') return () => true;
      const [min, max] = [filter.min ?? Number.NEGATIVE_INFINITY, filter.max ?? Number.POSITIVE_INFINITY];
      return (row) => {
        const value = Number(column.data[row]);
        return !column.mask?.[row] && value >= min && value <= max;
      };
    }
    case 'text': {
      const text = filter.text.toLowerCase();
      const strings = textsOf(column);
      return (row) => strings(row).toLowerCase().includes(text);
    }
  }
}

function textsOf(column: ArrayValue): (row: number) => string {
  if (column.kind === 'string') {
    const strings = toStrings(column);
    return (row) => (column.mask?.[row] ? '' : (strings[row] as string));
  }
  const isFloat = column.kind === 'numeric' && column.dtype.startsWith('float');
  return (row) => pythonText(itemAt(column, row), isFloat);
}

/**
 * The row whose name is asked for, among `rows` (null = all): the exact name, else the first that begins with it, else the first that contains it.
 * @returns its place in `rows`, −1 if there is none
 */
export function findRow(names: ArrayValue, rows: Uint32Array | null, query: string): number {
  const text = textsOf(names);
  const wanted = query.toLowerCase();
  let prefix = -1;
  let inside = -1;
  const count = rows?.length ?? lengthOf(names);
  for (let at = 0; at < count; at++) {
    const name = text(rows ? (rows[at] as number) : at).toLowerCase();
    if (name === wanted) return at;
    if (prefix < 0 && name.startsWith(wanted)) prefix = at;
    else if (inside < 0 && name.includes(wanted)) inside = at;
  }
  return prefix >= 0 ? prefix : inside;
}
