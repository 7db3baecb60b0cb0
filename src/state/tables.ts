/** The data frames of a file, and how each is looked at: sorted, filtered, its columns arranged. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { compute } from '../compute/client.ts';
import type { Filter } from '../compute/filter.ts';
import {
  type AnnDataShadow,
  type ArrayValue,
  type DataFrameShadow,
  type ErrorRecord,
  MuDataShadow,
  toErrorRecord,
} from '../shadow/index.ts';
import type { Activity } from './activity.ts';
import { Latest } from './latest.ts';

export interface TableOption {
  /** Path of the data frame, as `mod/rna/obs`. */
  readonly path: string;
  readonly label: string;
  readonly frame: DataFrameShadow;
  /** Whose cells the rows are: '' the whole's, else a modality's; null where rows are not cells. */
  readonly cells: string | null;
}

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

export interface TablesState {
  readonly options: readonly TableOption[];
  readonly active: string | null;
  readonly arrangements: ReadonlyMap<string, TableArrangement>;
}

const AS_IN_FILE: TableArrangement = { sort: null, filters: new Map(), rows: null, error: null };

export interface Tables extends StoreApi<TablesState> {
  start(data: AnnDataShadow | MuDataShadow): void;
  show(path: string): void;
  arrangement(path: string): TableArrangement;
  /** Sorts or filters; what was shown stays until the new rows are known. */
  arrange(path: string, change: Partial<Pick<TableArrangement, 'sort' | 'filters'>>): Promise<void>;
  /** Place of a named row among those shown, −1 if there is none; undefined if a newer question took over. */
  find(path: string, query: string): Promise<number | undefined>;
  /** Shows why something of a table did not work. */
  fail(path: string, error: unknown): void;
  clear(): void;
}

export function createTables(activity: Activity): Tables {
  const store = createStore<TablesState>(() => ({ options: [], active: null, arrangements: new Map() }));
  const arranging = new Map<string, Latest>();
  const finding = new Latest();

  const frameOf = (path: string): DataFrameShadow | undefined => store.getState().options.find((option) => option.path === path)?.frame;
  const set = (path: string, change: Partial<TableArrangement>): void =>
    store.setState(({ arrangements }) => ({
      arrangements: new Map(arrangements).set(path, { ...(arrangements.get(path) ?? AS_IN_FILE), ...change }),
    }));

  const tables: Tables = {
    ...store,

    start(data) {
      tables.clear();
      const options = tableOptions(data);
      store.setState({ options, active: options[0]?.path ?? null, arrangements: new Map() });
    },

    show: (path) => store.setState({ active: path }),

    arrangement: (path) => store.getState().arrangements.get(path) ?? AS_IN_FILE,

    async arrange(path, change) {
      const frame = frameOf(path);
      if (!frame) return;
      const { sort: oldSort, filters: oldFilters } = tables.arrangement(path);
      const before = { sort: oldSort, filters: oldFilters };
      set(path, { ...change, error: null });
      const { sort, filters } = tables.arrangement(path);
      const isLatest = (): boolean => tables.arrangement(path).sort === sort && tables.arrangement(path).filters === filters;
      const latest = arranging.get(path) ?? new Latest();
      arranging.set(path, latest);
      try {
        const rows = await latest.run((signal) =>
          activity.run(sort ? `Sorting by ${sort.column}` : `Filtering ${frame.path}`, signal, async (options) => {
            if (!sort && filters.size === 0) return null;
            const column = (name: string): Promise<ArrayValue> => frame.column(name, options);
            const filterBy = await Promise.all([...filters].map(async ([name, filter]) => ({ column: await column(name), filter })));
            const sortBy = sort && { column: await column(sort.column), descending: sort.descending };
            return compute('arrange', { rows: frame.nRows, filters: filterBy, sort: sortBy }, { signal: options.signal });
          }),
        );
        if (frameOf(path) !== frame) return;
        if (rows !== undefined) set(path, { rows });
        // Cancelled, not superseded: what is said of the rows is true again.
        else if (isLatest()) set(path, before);
      } catch (error) {
        if (frameOf(path) === frame) set(path, { ...(isLatest() ? before : {}), error: toErrorRecord(error) });
      }
    },

    async find(path, query) {
      const frame = frameOf(path);
      if (!frame || query === '') {
        finding.cancel();
        return -1;
      }
      return finding.run((signal) =>
        activity.run(`Finding ${query}`, signal, async (options) => {
          const names = (await frame.index.read(options)) as ArrayValue;
          return compute('find', { names, rows: tables.arrangement(path).rows, query }, { signal: options.signal });
        }),
      );
    },

    fail(path, error) {
      const record = toErrorRecord(error);
      // Of a file that is gone, nobody wants to hear; of one that changed, it is said once on top.
      if (record.tag !== 'closed' && record.tag !== 'changed') set(path, { error: record });
    },

    clear() {
      for (const latest of arranging.values()) latest.cancel();
      arranging.clear();
      finding.cancel();
      store.setState({ options: [], active: null, arrangements: new Map() });
    },
  };
  return tables;
}

/** obs and var of the whole, of each modality, and of raw. */
function tableOptions(data: AnnDataShadow | MuDataShadow): TableOption[] {
  const options: TableOption[] = [
    { path: 'obs', label: 'obs', frame: data.obs, cells: '' },
    { path: 'var', label: 'var', frame: data.var, cells: null },
  ];
  const parts: (readonly [name: string, modality: AnnDataShadow])[] = data instanceof MuDataShadow ? [...data.mod] : [];
  for (const [name, { obs, var: vars, raw }] of parts) {
    options.push(
      { path: `mod/${name}/obs`, label: `${name}.obs`, frame: obs, cells: name },
      { path: `mod/${name}/var`, label: `${name}.var`, frame: vars, cells: null },
    );
    if (raw) options.push({ path: `mod/${name}/raw/var`, label: `${name}.raw.var`, frame: raw.var, cells: null });
  }
  if (!(data instanceof MuDataShadow) && data.raw) options.push({ path: 'raw/var', label: 'raw.var', frame: data.raw.var, cells: null });
  return options.filter(({ frame }) => frame.node !== null);
}
