/** Record arrays as tables: a column for each field, or, of several arrays by group, for each array. Pure. */
import { type ArrayValue, type CallOptions, type ElemShadow, type RecordArray, type Selection, ShadowError } from '../../shadow/index.ts';
import { type Axis, numbered } from '../../state/sheets/axes.ts';
import type { GridModel } from '../matrix/model.ts';

/** Rows read together. */
const ROWS = 256;

/** Its first record, which tells the fields; none of an empty array. @throws ShadowError */
export async function readFields(element: ElemShadow, options: CallOptions): Promise<RecordArray> {
  return asRecords(element, await element.select([[0, Math.min(1, element.shape?.[0] ?? 0)]], options));
}

interface Column {
  readonly name: string;
  readonly element: ElemShadow;
  readonly field: string;
  /** Of a field that is a list in itself: which item of how many. */
  readonly item: number;
  readonly items: number;
  readonly isNumeric: boolean;
}

/** All fields of one array. */
export function fieldColumns(element: ElemShadow, fields: RecordArray): Column[] {
  return fields.fields.flatMap(([field, value]) => {
    const items = value.shape.slice(1).reduce((count, length) => count * length, 1);
    const isNumeric = value.kind === 'numeric';
    return Array.from({ length: items }, (_, item) => ({
      name: items === 1 ? field : `${field} ${item}`,
      element,
      field,
      item,
      items,
      isNumeric,
    }));
  });
}

/** One field of several arrays, each under the array's name. */
export function groupColumns(elements: readonly ElemShadow[], fields: readonly RecordArray[], group: string): Column[] {
  return elements.flatMap((element, i) =>
    fieldColumns(element, fields[i] as RecordArray)
      .filter(({ field }) => field === group)
      .map((column) => ({ ...column, name: element.name })),
  );
}

export function recordModel(path: string, label: string, rows: Axis, columns: readonly Column[]): GridModel {
  const named: Axis = { ...numbered(columns.length, 0, 'column'), names: columns.map(({ name }) => name) };
  return {
    path,
    label,
    rows,
    columns: named,
    nRows: rows.length,
    block: { rows: ROWS, columns: Math.max(1, columns.length) },
    isNumeric: (column) => columns[column]?.isNumeric ?? false,
    hasText: columns.some(({ isNumeric }) => !isNumeric),
    isSortable: true,
    hasFaintZeros: false,
    isSmall: false,
    async read(wanted, wantedColumns, options) {
      const [first, end] = rangeOf(wantedColumns, columns.length);
      const shown = columns.slice(first, end);
      const elements = [...new Set(shown.map(({ element }) => element))];
      const read = new Map(
        await Promise.all(elements.map(async (element) => [element, asRecords(element, await element.select([wanted], options))] as const)),
      );
      const values = shown.map(({ element, field }) => fieldOf(element, read.get(element) as RecordArray, field));
      return (row, column) => {
        const { items, item } = shown[column] as Column;
        return { value: values[column] as ArrayValue, at: row * items + item };
      };
    },
    async column(position, options) {
      const { element, field, item, items } = columns[Number(position)] as Column;
      const value = fieldOf(element, asRecords(element, (await element.read(options)) as ArrayValue), field);
      if (items === 1) return value;
      throw new ShadowError({ tag: 'unsupported', path, message: `${field} ${item} is a part of a list: rows cannot be sorted by it.` });
    },
    readAll: async () => {},
  };
}

function rangeOf(columns: Selection, count: number): readonly [number, number] {
  return Array.isArray(columns) ? (columns as unknown as readonly [number, number]) : [0, count];
}

function asRecords(element: ElemShadow, value: ArrayValue): RecordArray {
  if (value.kind === 'record') return value;
  throw new ShadowError({ tag: 'corrupt', path: element.path, message: `${element.path} has no records.` });
}

function fieldOf(element: ElemShadow, records: RecordArray, field: string): ArrayValue {
  const found = records.fields.find(([name]) => name === field)?.[1];
  if (found) return found;
  throw new ShadowError({ tag: 'corrupt', path: element.path, message: `${element.path} has no field ${field}.` });
}
