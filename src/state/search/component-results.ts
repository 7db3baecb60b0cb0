/** Columns of obsm by what people call them: “X_pca 12”, “pca12”, “PC 12”, “factor 3”. Pure. */
import { EXACT, INSIDE, PREFIX } from '../../compute/search.ts';
import { type AnnDataShadow, type DataShadow, MuDataShadow } from '../../shadow/index.ts';
import { refLabel } from '../plot/columns.ts';
import { componentName } from '../plot/embeddings.ts';
import { componentsOf } from '../plot/plot-axes.ts';
import type { Ranked, SearchItem } from './search-item.ts';

/** An element of obsm, and its columns: places, of a data frame names. */
export interface Components {
  readonly mod: string | undefined;
  readonly key: string;
  readonly columns: readonly (number | string)[];
}

/** So many of an element that is named without a column. */
const FIRST = 3;
/** So many of those that begin as a column that is asked for. */
const MOST_OF_ONE = 5;

interface Match {
  readonly column: number | string;
  readonly rank: number;
}

export function componentsIn(data: AnnDataShadow | MuDataShadow): Components[] {
  const owners: (readonly [string | undefined, DataShadow])[] = [[undefined, data], ...(data instanceof MuDataShadow ? data.mod : [])];
  return owners.flatMap(([mod, { obsm }]) =>
    [...obsm].map(([key, element]) => ({ mod, key, columns: componentsOf(element, Number.POSITIVE_INFINITY) })),
  );
}

/** A group for each modality. */
export function componentHits(components: readonly Components[], query: string): Ranked[] {
  const wanted = plain(query);
  if (wanted.length < 2) return [];
  const mods = [...new Set(components.map(({ mod }) => mod))];
  return mods.flatMap((mod) => {
    const found = components
      .filter((element) => element.mod === mod)
      .flatMap((element) => {
        const { shown, total } = matchesOf(element, wanted);
        return shown.length > 0 ? [{ element, shown, total, rank: Math.min(...shown.map(({ rank }) => rank)) }] : [];
      })
      // The element of that name before those that have it in theirs.
      .sort((a, b) => a.rank - b.rank || a.element.key.length - b.element.key.length);
    if (found.length === 0) return [];
    const items = found.flatMap(({ element, shown }) => shown.map(({ column }) => componentItem(element, column)));
    const more = found.reduce((sum, { total, shown }) => sum + total - shown.length, 0);
    return [{ rank: found[0]?.rank ?? INSIDE, group: { label: mod === undefined ? 'obsm' : `obsm · ${mod}`, items, more } }];
  });
}

export function componentItem({ mod, key }: Components, component: number | string): SearchItem {
  const name = typeof component === 'number' ? componentName({ key }, component) : '';
  return {
    ref: { mod, kind: 'obsm', key, component },
    label: refLabel({ kind: 'obsm', key, component }),
    detail: /^\d*$/.test(name) ? '' : name,
  };
}

/** Columns that are asked for, best first; of an element that is named without one, its first few. */
function matchesOf({ key, columns }: Components, wanted: string): { shown: Match[]; total: number } {
  const named = columns.flatMap((column): Match[] => {
    const ranks = aliasesOf(key).flatMap((alias) => rankIn(alias, column, wanted) ?? []);
    return ranks.length > 0 ? [{ column, rank: Math.min(...ranks) }] : [];
  });
  if (named.length > 0) {
    named.sort((a, b) => a.rank - b.rank);
    return { shown: named.slice(0, MOST_OF_ONE), total: named.length };
  }
  const names = aliasesOf(key).filter((alias) => alias.includes(wanted));
  if (names.length === 0) return { shown: [], total: 0 };
  const rank = names.includes(wanted) ? EXACT : names.some((alias) => alias.startsWith(wanted)) ? PREFIX : INSIDE;
  return { shown: columns.slice(0, FIRST).map((column) => ({ column, rank })), total: columns.length };
}

/** How well a column is named by what follows a name of its element, or a part of it; null where it is not. */
function rankIn(alias: string, column: number | string, wanted: string): number | null {
  if (typeof column === 'string') {
    const name = plain(column);
    if (name === wanted || alias + name === wanted) return EXACT;
    if (name.startsWith(wanted) || (wanted.length > alias.length && (alias + name).startsWith(wanted))) return PREFIX;
    return name.includes(wanted) ? INSIDE : null;
  }
  const [, begun = '', asked = ''] = /^(.*?[^\d])(\d+)$/.exec(wanted) ?? [];
  const place = String(column + 1);
  // A name can end with digits itself: “scvi2” is the element.
  const rest = wanted.startsWith(alias) ? wanted.slice(alias.length) : begun.length > 1 && alias.includes(begun) ? asked : '';
  if (!/^\d+$/.test(rest) || !place.startsWith(rest)) return null;
  return place !== rest ? PREFIX : wanted.startsWith(alias) ? EXACT : INSIDE;
}

/** “X_pca”: xpca, pca, pc. */
function aliasesOf(key: string): string[] {
  const kind = componentName({ key }, 0).replace(/\s*\d+$/, '');
  return [...new Set([key, key.replace(/^X_/i, ''), kind].map(plain))].filter((alias) => alias.length > 1);
}

/** As people type it: whatever its case, without separators. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_.·:-]/g, '');
}
