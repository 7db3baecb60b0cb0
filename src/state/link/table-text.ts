/** The tables as parts of a link: which is in front, in which order, what is filtered; the element whose details are shown. Pure. */
import type { Category, KeptFilter, TableView, ViewState } from '../view/view-state.ts';
import type { Part, Parts } from './fragment.ts';
import {
  categoryText,
  listText,
  nameText,
  pathText,
  rangeText,
  readCategory,
  readList,
  readName,
  readPath,
  readRange,
} from './name-text.ts';

/** What a link leaves out, as long as there are links of this version. */
export const TABLES = { table: 'obs', tables: [], element: null } as const;

/** `s=PATH:COLUMN[:desc]`, `f=PATH:COLUMN:FILTER` for each */
export function tableParts({ table, tables = [], element }: ViewState): Part[] {
  const parts: Part[] = [];
  if (table !== undefined && table !== TABLES.table) parts.push({ key: 't', text: pathText(table), about: 'the table in front' });
  for (const { path, sort, filters } of tables) {
    const inTable = (column: string): string => `${pathText(path)}:${nameText(column)}`;
    if (sort) parts.push({ key: 's', text: inTable(sort.column) + (sort.descending ? ':desc' : ''), about: `the order of ${path}` });
    for (const [column, filter] of filters)
      parts.push({ key: 'f', text: `${inTable(column)}:${filterText(filter)}`, about: `the filter of ${path} by ${column}` });
  }
  if (element) parts.push({ key: 'el', text: pathText(element), about: 'the element whose details are shown' });
  return parts;
}

/** As it is written there: whether it makes sense is seen by `readView`. */
export function readTables({ one, all }: Parts): Partial<Record<keyof ViewState, unknown>> {
  const tables = new Map<string, { sort: TableView['sort']; filters: [string, KeptFilter][] }>();
  for (const key of ['s', 'f'] as const) {
    for (const text of all(key)) {
      const { path, column, rest } = inTable(text);
      if (path === undefined || column === undefined) continue;
      const table = tables.get(path) ?? { sort: null, filters: [] };
      tables.set(path, table);
      const filter = key === 'f' ? readFilter(rest) : undefined;
      if (key === 's') table.sort ??= { column, descending: rest === 'desc' };
      else if (filter) table.filters.push([column, filter]);
    }
  }
  return {
    table: one('t', readPath),
    tables: [...tables].map(([path, table]) => ({ path, ...table })).filter(({ sort, filters }) => sort || filters.length > 0),
    element: one('el', readPath),
  };
}

function inTable(text: string): { path: string | undefined; column: string | undefined; rest: string } {
  const [at = '', name = '', ...rest] = text.split(':');
  return { path: readPath(at), column: readName(name), rest: rest.join(':') };
}

/** `200..1000`, `..5`; `has:TEXT`; `in:NAME,NAME` */
function filterText(filter: KeptFilter): string {
  if (filter.kind === 'range') return rangeText(filter.min, filter.max);
  return filter.kind === 'text' ? `has:${nameText(filter.text)}` : `in:${listText(filter.keep, categoryText)}`;
}

function readFilter(text: string): KeptFilter | undefined {
  const at = text.indexOf(':');
  const [kind, rest] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
  if (kind === 'has') {
    const wanted = readName(rest);
    return wanted === undefined ? undefined : { kind: 'text', text: wanted };
  }
  if (kind === 'in') {
    const keep = readList<Category>(rest, readCategory);
    return keep && { kind: 'categories', keep };
  }
  const range = readRange(text);
  return range && { kind: 'range', min: range.from, max: range.to };
}
