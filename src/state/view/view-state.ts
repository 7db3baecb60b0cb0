/**
 * How a file is looked at, as plain JSON that is kept and read back: by whom, and in which file, is not known here. Pure.
 * Small: it names columns, genes and categories that were chosen, and never holds cells or values.
 */
import type { Filter } from '../../compute/filter.ts';
import type { CameraView } from '../../plots/camera.ts';
import { COLORMAPS, type ColormapName } from '../../plots/colormaps.ts';
import type { VectorRef } from '../../shadow/index.ts';
import type { PlaceRef } from '../plot/place.ts';

/** A part that is not there was not kept, or is not understood: it stays as it is. */
export interface ViewState {
  readonly v: 1;
  readonly place?: PlaceRef;
  /** null = all cells. */
  readonly camera?: CameraView | null;
  /** null = no colours. */
  readonly color?: VectorRef | null;
  /** Names of the categories that are not shown; null = the cells without one. Codes would lie of a changed file. */
  readonly hidden?: readonly (string | null)[];
  /** Instead of these, where it is shorter: the only ones that are. */
  readonly only?: readonly (string | null)[];
  /** Of numbers: from where to where the colours go; null = from the smallest to the largest. */
  readonly range?: readonly [from: number, to: number] | null;
  readonly colormap?: ColormapName;
  /** Diameter of the points in CSS pixels; null = by their number. */
  readonly size?: number | null;
  readonly opacity?: number;
  /** Path of the table in front. */
  readonly table?: string;
  /** Only tables that are not as in the file. */
  readonly tables?: readonly TableView[];
  /** Paths of the rows of the tree that are open. */
  readonly tree?: readonly string[];
  /** Path of the element whose details are shown; null = none. */
  readonly element?: string | null;
}

export interface TableView {
  readonly path: string;
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
  readonly filters: readonly (readonly [column: string, filter: KeptFilter])[];
}

/** As a filter, with names for codes. */
export type KeptFilter = Exclude<Filter, { kind: 'categories' }> | { readonly kind: 'categories'; readonly keep: readonly Category[] };
/** A name; of a boolean column its value; null = missing. */
export type Category = string | boolean | null;

/** Lists that are longer were not made here. */
const MOST = 1000;
/** So many genes a set has that is kept. */
export const MOST_GENES = 500;
/** Doublings that no camera makes. */
const MOST_ZOOM = 30;

/** What is understood of a stored view; null if it is none, or of a later version. */
export function readView(stored: unknown): ViewState | null {
  if (!isObject(stored) || stored['v'] !== 1) return null;
  const found: Record<string, unknown> = {};
  for (const [part, read] of Object.entries(PARTS)) {
    const value = part in stored ? read(stored[part]) : undefined;
    if (value !== undefined) found[part] = value;
  }
  return { v: 1, ...found };
}

/** Answer undefined for what is not understood. */
const PARTS: { readonly [Part in Exclude<keyof ViewState, 'v'>]: (value: unknown) => ViewState[Part] | undefined } = {
  place: readPlace,
  camera: orNull(readCamera),
  color: orNull(readVector),
  hidden: readNames,
  only: readNames,
  range: orNull(readRange),
  colormap: (value) => (isText(value) && Object.hasOwn(COLORMAPS, value) ? (value as ColormapName) : undefined),
  size: orNull((value) => (isBetween(value, 0.1, 100) ? value : undefined)),
  opacity: (value) => (isBetween(value, 0, 1) ? value : undefined),
  table: (value) => (isText(value) ? value : undefined),
  tables: (value) => (isList(value, () => true) ? (value as unknown[]).map(readTable).filter((table) => table !== undefined) : undefined),
  tree: (value) => (isList(value, isText) ? (value as string[]) : undefined),
  element: orNull((value) => (isText(value) ? value : undefined)),
};

function readPlace(value: unknown): PlaceRef | undefined {
  if (!isObject(value)) return undefined;
  const { kind, key, components } = value;
  if (kind === 'axes') {
    const [x, y] = [readVector(value['x']), readVector(value['y'])];
    const logs = { ...(value['logX'] === true ? { logX: true } : {}), ...(value['logY'] === true ? { logY: true } : {}) };
    return x && y && { kind, x, y, ...logs };
  }
  if (kind !== 'embedding' || !isText(key) || !isList(components, isIndex) || (components as number[]).length !== 2) return undefined;
  return { kind, ...modOf(value), key, components: components as [number, number] };
}

function readCamera(value: unknown): CameraView | undefined {
  if (!isObject(value)) return undefined;
  const { target, zoom } = value;
  if (!isList(target, Number.isFinite) || (target as number[]).length !== 2 || !isBetween(zoom, -MOST_ZOOM, MOST_ZOOM)) return undefined;
  return { target: target as [number, number], zoom };
}

function readNames(value: unknown): readonly (string | null)[] | undefined {
  return isList(value, (name) => name === null || isText(name)) ? (value as (string | null)[]) : undefined;
}

function readRange(value: unknown): readonly [number, number] | undefined {
  if (!isList(value, Number.isFinite) || (value as number[]).length !== 2) return undefined;
  const [from, to] = value as [number, number];
  return from < to ? [from, to] : undefined;
}

function readVector(value: unknown): VectorRef | undefined {
  if (!isObject(value)) return undefined;
  const { kind, column, name, names, layer, raw, symbol, symbols, label, key, component } = value;
  if (kind === 'obsm' && isText(key) && (isText(component) || isIndex(component))) return { ...modOf(value), kind, key, component };
  if (kind === 'obs' && isText(column)) return { ...modOf(value), kind, column };
  const source = { ...(isText(layer) ? { layer } : {}), ...(raw === true ? { raw } : {}) };
  if (kind === 'set' && isList(names, isText) && isBetween((names as string[]).length, 1, MOST_GENES)) {
    const hasSymbols = isList(symbols, isText) && (symbols as string[]).length === (names as string[]).length;
    const words = { ...(hasSymbols ? { symbols: symbols as string[] } : {}), ...(isText(label) ? { label } : {}) };
    return { ...modOf(value), kind, names: names as string[], ...source, ...words };
  }
  if (kind !== 'var' || !isText(name)) return undefined;
  return { ...modOf(value), kind, name, ...source, ...(isText(symbol) ? { symbol } : {}) };
}

function readTable(value: unknown): TableView | undefined {
  if (!isObject(value) || !isText(value['path'])) return undefined;
  const { path, sort, filters } = value;
  return {
    path,
    sort: isObject(sort) && isText(sort['column']) ? { column: sort['column'], descending: sort['descending'] === true } : null,
    filters: (Array.isArray(filters) ? (filters as unknown[]) : []).flatMap((entry) => {
      const filter = Array.isArray(entry) && isText(entry[0]) ? readFilter(entry[1]) : undefined;
      return filter ? [[(entry as [string])[0], filter] as const] : [];
    }),
  };
}

function readFilter(value: unknown): KeptFilter | undefined {
  if (!isObject(value)) return undefined;
  const { kind, keep, min, max, text } = value;
  const isEnd = (end: unknown): end is number | null => end === null || Number.isFinite(end);
  if (kind === 'range' && isEnd(min) && isEnd(max)) return { kind, min, max };
  if (kind === 'text' && isText(text)) return { kind, text };
  const isCategory = (name: unknown): boolean => name === null || typeof name === 'boolean' || isText(name);
  return kind === 'categories' && isList(keep, isCategory) ? { kind, keep: keep as Category[] } : undefined;
}

function modOf(value: Record<string, unknown>): { mod?: string } {
  return isText(value['mod']) ? { mod: value['mod'] } : {};
}

function orNull<T>(read: (value: unknown) => T | undefined): (value: unknown) => T | null | undefined {
  return (value) => (value === null ? null : read(value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= MOST && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return Number.isFinite(value) && (value as number) >= least && (value as number) <= most;
}
