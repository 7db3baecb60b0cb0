/** Columns of obsm by what people call them: “X_pca 12”, “pca12”, “PC 12”, “factor 3”. Pure. */
import { EXACT, INSIDE, PREFIX } from '../../compute/search.ts';
import { type AnnDataShadow, type DataShadow, MuDataShadow } from '../../shadow/index.ts';
import { refLabel } from '../plot/columns.ts';
import { componentName } from '../plot/embeddings.ts';
import { componentsOf } from '../plot/plot-axes.ts';
import type { Ranked, SearchItem } from './search-item.ts';

/** An element of obsm, and its columns: places, of a data frame names. Made ready once, and searched at each key. */
export interface Components {
  readonly mod: string | undefined;
  readonly key: string;
  /** What it is called, as people type it: of “X_pca” xpca, pca, pc. */
  readonly aliases: readonly string[];
  readonly columns: readonly (number | string)[];
  /** The columns as people type them; places are counted from 1. */
  readonly names: readonly string[];
}

/** So many of an element that is named without a column. */
const FIRST = 3;
/** So many of those that begin as a column that is asked for. */
const MOST_OF_ONE = 5;

interface Match {
  readonly column: number | string;
  readonly rank: number;
}

/** What is asked for: as a whole, and as a name with a number behind it, '' where it has none. */
interface Wanted {
  readonly text: string;
  readonly begun: string;
  readonly asked: string;
}

export function componentsIn(data: AnnDataShadow | MuDataShadow): Components[] {
  const owners: (readonly [string | undefined, DataShadow])[] = [[undefined, data], ...(data instanceof MuDataShadow ? data.mod : [])];
  return owners.flatMap(([mod, { obsm }]) =>
    [...obsm].map(([key, element]) => {
      const columns = componentsOf(element, Number.POSITIVE_INFINITY);
      const names = columns.map((column) => (typeof column === 'number' ? String(column + 1) : plain(column)));
      return { mod, key, aliases: aliasesOf(key), columns, names };
    }),
  );
}

/** A group for each modality. */
export function componentHits(components: readonly Components[], query: string): Ranked[] {
  const text = plain(query);
  if (text.length < 2) return [];
  const [, begun = '', asked = ''] = /^(.*?[^\d])(\d+)$/.exec(text) ?? [];
  const wanted = { text, begun, asked };
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
function matchesOf({ aliases, columns, names }: Components, wanted: Wanted): { shown: Match[]; total: number } {
  const named = columns.flatMap((column, i): Match[] => {
    const name = names[i] as string;
    const ranks = aliases.flatMap((alias) => (typeof column === 'number' ? rankOfPlace : rankOfName)(alias, name, wanted) ?? []);
    return ranks.length > 0 ? [{ column, rank: Math.min(...ranks) }] : [];
  });
  if (named.length > 0) {
    named.sort((a, b) => a.rank - b.rank);
    return { shown: named.slice(0, MOST_OF_ONE), total: named.length };
  }
  const { text } = wanted;
  const found = aliases.filter((alias) => alias.includes(text));
  if (found.length === 0) return { shown: [], total: 0 };
  const rank = found.includes(text) ? EXACT : found.some((alias) => alias.startsWith(text)) ? PREFIX : INSIDE;
  return { shown: columns.slice(0, FIRST).map((column) => ({ column, rank })), total: columns.length };
}

/** How well a column is named by its name, or by that behind a name of its element; null where it is not. */
function rankOfName(alias: string, name: string, { text }: Wanted): number | null {
  if (name === text || alias + name === text) return EXACT;
  if (name.startsWith(text) || (text.length > alias.length && (alias + name).startsWith(text))) return PREFIX;
  return name.includes(text) ? INSIDE : null;
}

/** How well a place is named by what follows a name of its element, or a part of it; null where it is not. */
function rankOfPlace(alias: string, place: string, { text, begun, asked }: Wanted): number | null {
  // A name can end with digits itself: “scvi2” is the element.
  const isNamed = text.startsWith(alias);
  const rest = isNamed ? text.slice(alias.length) : begun.length > 1 && alias.includes(begun) ? asked : '';
  // A place has nothing but digits.
  if (rest === '' || !place.startsWith(rest)) return null;
  return place !== rest ? PREFIX : isNamed ? EXACT : INSIDE;
}

function aliasesOf(key: string): string[] {
  const kind = componentName({ key }, 0).replace(/\s*\d+$/, '');
  return [...new Set([key, key.replace(/^X_/i, ''), kind].map(plain))].filter((alias) => alias.length > 1);
}

/** As people type it: whatever its case, without separators. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_.·:-]/g, '');
}
