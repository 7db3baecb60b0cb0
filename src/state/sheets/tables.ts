/** The sheets in the drawer, which of them is in view, and how each is sorted and filtered. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { compute } from '../../compute/client.ts';
import type { Filter } from '../../compute/filter.ts';
import {
  type ArrayValue,
  type CallOptions,
  type ElemShadow,
  type ErrorRecord,
  type OpenedShadow,
  toErrorRecord,
} from '../../shadow/index.ts';
import type { Activity } from '../activity.ts';
import { frameAt } from '../find.ts';
import { Latest } from '../latest.ts';
import { fixedSheets, sheetOf } from './sheets.ts';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export interface TableArrangement {
  readonly sort: Sort | null;
  readonly filters: ReadonlyMap<string, Filter>;
  /** The rows shown, in order; null = all, as in the file. */
  readonly rows: Uint32Array<ArrayBuffer> | null;
  readonly error: ErrorRecord | null;
}

/** What rows are asked for by: without them, which are as many as the file has. */
export type Asked = Pick<TableArrangement, 'sort' | 'filters'>;

/** A tab of the drawer. What it shows is found by its path each time: additions take the place of elements. */
export interface Tab {
  readonly path: string;
  readonly label: string;
  /** Closable: it was opened by the user. The file's own tables stay. */
  readonly isOpened: boolean;
}

export interface TablesState {
  readonly tabs: readonly Tab[];
  /** Path of the tab in view. */
  readonly active: string | null;
  readonly arrangements: ReadonlyMap<string, TableArrangement>;
  /** Which part of an element is shown, as the user chose it: a group of several, or `0,4`, the indices in its further dimensions. */
  readonly parts: ReadonlyMap<string, string>;
}

const NO_TABLES: TablesState = { tabs: [], active: null, arrangements: new Map(), parts: new Map() };
const UNSORTED: Asked = { sort: null, filters: new Map() };
const AS_IN_FILE: TableArrangement = { ...UNSORTED, rows: null, error: null };

/** What can be sorted and filtered: a data frame, or a matrix by one of its columns. */
interface Arrangeable {
  readonly nRows: number;
  column(name: string, options: CallOptions): Promise<ArrayValue>;
}

export interface Tables extends StoreApi<TablesState> {
  start(data: OpenedShadow): void;
  /** Brings the sheet of an element into view, in a tab of its own. Nothing happens for what has none. */
  show(path: string): void;
  /** Closes a tab that was opened; the one before it comes into view. */
  hide(path: string): void;
  /** Shows an element as it is in the file: how it was sorted was of another that stood there. */
  forget(path: string): void;
  arrangement(path: string): TableArrangement;
  /** Sorts or filters; what was shown stays until the new rows are known. `table` for what is no data frame. */
  arrange(path: string, change: Partial<Asked>, table?: Arrangeable | null): Promise<void>;
  /** Shows another part of an element, as it is in the file: the order of the rows was that of other values. */
  choosePart(path: string, part: string): void;
  /** Place of a named row among those shown, −1 if there is none; undefined if a newer question took over. */
  find(path: string, query: string): Promise<number | undefined>;
  /** The same in any index, among `rows`; null = all. */
  findName(names: ElemShadow, rows: Uint32Array<ArrayBuffer> | null, query: string): Promise<number | undefined>;
  /** Shows why something of a table did not work. */
  fail(path: string, error: unknown): void;
  /** Takes that away again. */
  dismiss(path: string): void;
  clear(): void;
}

export function createTables(activity: Activity): Tables {
  const store = createStore<TablesState>(() => NO_TABLES);
  let source: OpenedShadow | null = null;
  const arranging = new Map<string, Latest>();
  /** What the rows that are shown belong to, while others are asked for. */
  const settled = new Map<string, Asked>();
  const finding = new Latest();

  /** Whether an answer is still of the file that is open, and of a tab that is. */
  const isStill = (data: unknown, path: string): boolean => source === data && store.getState().tabs.some((tab) => tab.path === path);
  const set = (path: string, change: Partial<TableArrangement>): void =>
    store.setState(({ arrangements }) => ({
      arrangements: new Map(arrangements).set(path, { ...(arrangements.get(path) ?? AS_IN_FILE), ...change }),
    }));

  const tables: Tables = {
    ...store,

    start(data) {
      tables.clear();
      source = data;
      const tabs = fixedSheets(data).map((sheet) => ({ ...sheet, isOpened: false }));
      store.setState({ ...NO_TABLES, tabs, active: tabs[0]?.path ?? null });
    },

    show(path) {
      const { tabs: before } = store.getState();
      const sheet = source && sheetOf(source, path);
      if (!sheet) return;
      const isThere = before.some((tab) => tab.path === sheet.path);
      store.setState({
        tabs: isThere ? before : [...before, { path: sheet.path, label: sheet.label, isOpened: true }],
        active: sheet.path,
      });
    },

    hide(path) {
      const { tabs: before, active } = store.getState();
      const at = before.findIndex((tab) => tab.path === path);
      if (!before[at]?.isOpened) return;
      const after = before.filter((tab) => tab.path !== path);
      tables.forget(path);
      store.setState({
        tabs: after,
        active: active === path ? ((after[at - 1] ?? after[0])?.path ?? null) : active,
      });
    },

    forget(path) {
      arranging.get(path)?.cancel();
      settled.delete(path);
      const { arrangements, parts } = store.getState();
      if (arrangements.has(path) || parts.has(path))
        store.setState({ arrangements: without(arrangements, path), parts: without(parts, path) });
    },

    arrangement: (path) => store.getState().arrangements.get(path) ?? AS_IN_FILE,

    async arrange(path, change, table = source && frameAt(source, path)) {
      const data = source;
      if (!table || !data) return;
      set(path, { ...change, error: null });
      const { sort, filters } = tables.arrangement(path);
      const isLatest = (): boolean => tables.arrangement(path).sort === sort && tables.arrangement(path).filters === filters;
      const latest = arranging.get(path) ?? new Latest();
      arranging.set(path, latest);
      try {
        const rows = await latest.run((signal) =>
          activity.run(sort ? `Sorting ${path}` : `Filtering ${path}`, signal, async (options) => {
            if (!sort && filters.size === 0) return null;
            const column = (name: string): Promise<ArrayValue> => table.column(name, options);
            const filterBy = await Promise.all([...filters].map(async ([name, filter]) => ({ column: await column(name), filter })));
            const sortBy = sort && { column: await column(sort.column), descending: sort.descending };
            return compute('arrange', { rows: table.nRows, filters: filterBy, sort: sortBy }, { signal: options.signal });
          }),
        );
        if (!isStill(data, path)) return;
        if (rows !== undefined) {
          settled.set(path, { sort, filters });
          set(path, { rows });
        }
        // Cancelled, not superseded: what is said of the rows is true again.
        else if (isLatest()) set(path, settled.get(path) ?? UNSORTED);
      } catch (error) {
        if (isStill(data, path)) set(path, { ...(isLatest() ? (settled.get(path) ?? UNSORTED) : {}), error: toErrorRecord(error) });
      }
    },

    choosePart(path, part) {
      tables.forget(path);
      store.setState(({ parts }) => ({ parts: new Map(parts).set(path, part) }));
    },

    async find(path, query) {
      const frame = source && frameAt(source, path);
      return frame ? tables.findName(frame.index, tables.arrangement(path).rows, query) : -1;
    },

    async findName(names, rows, query) {
      if (query === '') {
        finding.cancel();
        return -1;
      }
      return finding.run((signal) =>
        activity.run(`Finding ${query}`, signal, async (options) =>
          compute('find', { names: (await names.read(options)) as ArrayValue, rows, query }, { signal: options.signal }),
        ),
      );
    },

    fail(path, error) {
      const record = toErrorRecord(error);
      // Of a file or a tab that is gone, nobody wants to hear; of a file that changed, it is said once on top.
      if (record.tag === 'closed' || record.tag === 'changed') return;
      if (store.getState().tabs.some((tab) => tab.path === path)) set(path, { error: record });
    },

    dismiss: (path) => set(path, { error: null }),

    clear() {
      for (const latest of arranging.values()) latest.cancel();
      arranging.clear();
      settled.clear();
      finding.cancel();
      source = null;
      store.setState(NO_TABLES);
    },
  };
  return tables;
}

function without<T>(map: ReadonlyMap<string, T>, path: string): ReadonlyMap<string, T> {
  return new Map([...map].filter(([other]) => other !== path));
}
