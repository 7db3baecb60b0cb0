/** What the page can ask of the compute worker, and its answers. Values are copied there; results are moved back. */
import type { ArrayValue } from '../protocol/values.ts';
import type { HandlersOf } from '../worker/rpc.ts';
import { drawOrder } from './draw-order.ts';
import { type Filter, filterRows, findRow } from './filter.ts';
import { indexNames, type NameIndex, type NameList } from './name-index.ts';
import { sortRows } from './sort.ts';

interface SortBy {
  readonly column: ArrayValue;
  readonly descending: boolean;
}

interface FilterBy {
  readonly column: ArrayValue;
  readonly filter: Filter;
}

export interface ComputeMethods {
  /** Rows of a table that pass all filters, in order. */
  arrange: { params: { rows: number; filters: readonly FilterBy[]; sort: SortBy | null }; result: Uint32Array<ArrayBuffer> };
  /** Place of a named row among the rows shown (null = all), −1 if there is none. */
  find: { params: { names: ArrayValue; rows: Uint32Array<ArrayBuffer> | null; query: string }; result: number };
  /** The names of var, and of raw.var, ready to be searched. */
  indexNames: { params: { own: NameList | null; raw: NameList | null }; result: NameIndex };
  drawOrder: {
    params: { values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>; isCategorical: boolean; xy: Float32Array };
    result: Uint32Array<ArrayBuffer>;
  };
}

export const computeHandlers: HandlersOf<ComputeMethods, never> = {
  async arrange({ rows, filters, sort }) {
    let order: Uint32Array<ArrayBuffer> = Uint32Array.from({ length: rows }, (_, i) => i);
    for (const { column, filter } of filters) order = filterRows(column, order, filter);
    return sort ? sortRows(sort.column, order, sort.descending) : order;
  },
  find: async ({ names, rows, query }) => findRow(names, rows, query),
  indexNames: async ({ own, raw }) => indexNames(own, raw),
  drawOrder: async ({ values, isCategorical, xy }) => drawOrder(values, isCategorical, xy),
};
