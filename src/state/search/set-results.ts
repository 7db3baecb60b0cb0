/** What the search box offers for a list of genes: the mean over those that a matrix has; and which names nothing has. Pure. */
import { nameAt, symbolAt } from '../../compute/name-index.ts';
import type { SetRef } from '../../shadow/index.ts';
import { plural } from '../../ui/format.ts';
import { defaultSource, isSameSource, type SourceOption, sourceOptions } from '../plot/gene-source.ts';
import { variableNoun } from '../summary/nouns.ts';
import { MOST_GENES } from '../view/view-state.ts';
import { nearestName, rowNamed } from './gene-list.ts';
import { geneName, inWhich, type SearchableGenes, type SearchGroup, type SearchItem } from './search-item.ts';

/** What there is to say of a list beside what it offers. */
export interface ListNote {
  /** Names that nothing has, with those that may be meant. */
  readonly unknown: readonly { readonly name: string; readonly meant: readonly string[] }[];
  /** Names that several genes have: the first is taken. */
  readonly several: readonly string[];
  /** More genes than a set can have; null where they fit. */
  readonly tooMany: number | null;
}

export interface SetResults {
  /** Without items where no matrix has two of the genes. */
  readonly group: SearchGroup;
  readonly note: ListNote;
  /** Names that something has. */
  readonly known: readonly string[];
}

/** Of so many unknown names others are looked for: where there are more, the list is of something else. */
const MOST_LOOKED_FOR = 10;

interface Offer {
  readonly item: SearchItem;
  readonly count: number;
  readonly isDefault: boolean;
}

export function setResults(names: readonly string[], genes: readonly SearchableGenes[]): SetResults {
  const indexes = genes.map(({ index }) => index);
  const found = names.map((name) => ({ name, in: indexes.map((index) => rowNamed(index, name)) }));
  const isKnown = (name: (typeof found)[number]): boolean => name.in.some(({ row }) => row !== null);
  const unknown = found.filter((name) => !isKnown(name));
  const known = found.filter(isKnown).map(({ name }) => name);
  const offers = genes.flatMap((searchable) => offersOf(searchable, known));
  const fitting = offers.filter(({ count }) => count <= MOST_GENES);
  fitting.sort((a, b) => b.count - a.count || Number(b.isDefault) - Number(a.isDefault));
  const most = Math.max(0, ...offers.map(({ count }) => count));
  return {
    group: { label: `List of ${names.length} names`, items: fitting.map(({ item }) => item), more: 0 },
    known,
    note: {
      unknown: unknown.map(({ name, in: rows }, i) => {
        // In another case it is the name of several.
        const alike = rows.flatMap((named, at) => named.rows.map((row) => geneName(indexes[at] as (typeof indexes)[number], row)));
        const near = alike.length === 0 && i < MOST_LOOKED_FOR ? nearestName(indexes, name) : null;
        return { name, meant: near === null ? [...new Set(alike)] : [near] };
      }),
      several: found.filter((name) => isKnown(name) && name.in.some(({ rows }) => rows.length > 1)).map(({ name }) => name),
      tooMany: most > MOST_GENES ? most : null,
    },
  };
}

/** One for each matrix that has two of the genes. */
function offersOf(searchable: SearchableGenes, names: readonly string[]): Offer[] {
  const { owner, index, source } = searchable;
  const options = sourceOptions(owner);
  const first = defaultSource(options, source, { inVar: true, inRaw: true });
  return options.flatMap((option): Offer[] => {
    // A name that several genes have means the first that the matrix has.
    const has = (row: number): boolean => (option.source.raw ? inWhich(index, row).inRaw : inWhich(index, row).inVar);
    const rows = [...new Set(names.map((name) => rowNamed(index, name, has).row))].filter((row) => row !== null);
    if (rows.length < 2) return [];
    const item = setItem(searchable, option, rows, names.length);
    return [{ item, count: rows.length, isDefault: first !== null && isSameSource(first, option.source) }];
  });
}

function setItem({ mod, index }: SearchableGenes, { source, label }: SourceOption, rows: readonly number[], asked: number): SearchItem {
  const symbols = index.areIdentifiers ? rows.map((row) => symbolAt(index, row)) : [];
  const ref: SetRef = {
    mod,
    kind: 'set',
    names: rows.map((row) => nameAt(index, row)),
    ...source,
    ...(symbols.some((symbol) => symbol !== '') && { symbols }),
  };
  const detail = [rows.length < asked && `${rows.length} of ${asked}`, mod, label].filter(Boolean);
  return { ref, label: `Mean of ${plural(rows.length, variableNoun(mod))}`, detail: detail.join(' · ') };
}
