/** What the search box lists for a query. Pure. */
import { IN_RAW, IN_VAR, type NameIndex, nameAt, rankText, searchNames, symbolAt } from '../../compute/search.ts';
import type { AnnDataShadow, VectorRef } from '../../shadow/index.ts';
import { plural } from '../../ui/format.ts';
import { type ColumnOption, refLabel } from '../plot/columns.ts';
import { defaultSource, type GeneSource, sourceLabel, sourceOptions } from '../plot/gene-source.ts';
import { variableNoun } from '../summary/nouns.ts';

export interface SearchItem {
  readonly ref: VectorRef;
  readonly label: string;
  /** Beside it: what tells it from others. */
  readonly detail: string;
}

export interface SearchGroup {
  readonly label: string;
  readonly items: readonly SearchItem[];
  /** How many more there are. */
  readonly more: number;
}

/** The genes of a modality that can be searched. */
export interface SearchableGenes {
  readonly mod: string | undefined;
  readonly owner: AnnDataShadow;
  readonly index: NameIndex;
  /** The source that was chosen before. */
  readonly source: GeneSource | undefined;
}

/** So many are listed in all, and so many of a kind where there are several. */
const MOST = 50;
const MOST_OF_SEVERAL = 12;
/** Columns that are listed before anything was typed. */
const MOST_COLUMNS = 40;

interface Ranked {
  readonly group: SearchGroup;
  /** Of its best item. */
  readonly rank: number;
}

/** Columns first, then each modality's genes; but the kind with the better match before the others. */
export function searchResults(query: string, columns: readonly ColumnOption[], genes: readonly SearchableGenes[]): SearchGroup[] {
  const found = [
    ...byModality(columns).flatMap((options) => columnHits(options, query) ?? []),
    ...genes.flatMap((searchable) => geneHits(searchable, query) ?? []),
  ];
  const most = found.length > 1 ? MOST_OF_SEVERAL : MOST;
  return found.sort((a, b) => a.rank - b.rank).map(({ group }) => cut(group, most));
}

/** What is offered before anything was typed: the colours of before, then the columns. */
export function suggestions(recent: readonly VectorRef[], columns: readonly ColumnOption[]): SearchGroup[] {
  const used = recent.map((ref) => ({ ref, label: nameOf(ref), detail: kindOf(ref) }));
  const groups = byModality(columns).map((options) => ({ label: columnHeading(options), items: options.map(columnItem), more: 0 }));
  return [{ label: 'Used before', items: used, more: 0 }, ...groups.map((group) => cut(group, MOST_COLUMNS))].filter(
    ({ items }) => items.length > 0,
  );
}

function cut({ label, items, more }: SearchGroup, most: number): SearchGroup {
  return { label, items: items.slice(0, most), more: more + Math.max(0, items.length - most) };
}

function byModality(columns: readonly ColumnOption[]): ColumnOption[][] {
  const groups = new Map<string | undefined, ColumnOption[]>();
  for (const column of columns) groups.set(column.ref.mod, [...(groups.get(column.ref.mod) ?? []), column]);
  return [...groups.values()];
}

function columnHeading([first]: readonly ColumnOption[]): string {
  return first?.ref.mod === undefined ? 'obs' : `obs · ${first.ref.mod}`;
}

function columnItem({ ref, dtype, categories }: ColumnOption): SearchItem {
  return { ref, label: ref.column, detail: categories === null ? (dtype ?? '') : plural(categories, 'category', 'categories') };
}

function columnHits(options: readonly ColumnOption[], query: string): Ranked | null {
  const hits = options.flatMap((option) => {
    const rank = rankText(option.ref.column, query);
    return rank === null ? [] : [{ option, rank }];
  });
  if (hits.length === 0) return null;
  hits.sort((a, b) => a.rank - b.rank);
  return {
    rank: hits[0]?.rank ?? 0,
    group: { label: columnHeading(options), items: hits.map(({ option }) => columnItem(option)), more: 0 },
  };
}

function geneHits({ mod, owner, index, source }: SearchableGenes, query: string): Ranked | null {
  const { hits, total } = searchNames(index, query, MOST);
  const options = sourceOptions(owner);
  const items = hits.flatMap(({ row }) => {
    const where = index.where[row] ?? 0;
    const has = { inVar: (where & IN_VAR) !== 0, inRaw: (where & IN_RAW) !== 0 };
    const chosen = defaultSource(options, source, has);
    const [name, symbol, copies] = [nameAt(index, row), symbolAt(index, row), index.copies[row] ?? 1];
    const detail = [symbol && name, has.inVar ? '' : 'only in raw', copies > 1 && `the first of ${copies}`].filter(Boolean).join(' · ');
    const ref: VectorRef = { mod, kind: 'var', name, ...chosen, ...(symbol && { symbol }) };
    return chosen ? [{ ref, label: symbol || name, detail }] : [];
  });
  if (items.length === 0) return null;
  const noun = variableNoun(mod);
  const label = `${noun[0]?.toUpperCase()}${noun.slice(1)}s`;
  return {
    rank: hits[0]?.rank ?? 0,
    group: { label: mod === undefined ? label : `${label} · ${mod}`, items, more: total - items.length },
  };
}

function nameOf(ref: VectorRef): string {
  if (ref.kind === 'var') return ref.symbol ?? ref.name;
  return ref.kind === 'obs' ? ref.column : refLabel({ ...ref, mod: undefined });
}

/** `gene · rna · raw`, `obs · rna`, `obsm · rna` */
function kindOf(ref: VectorRef): string {
  const parts = ref.kind === 'var' ? [variableNoun(ref.mod), ref.mod, sourceLabel(ref)] : [ref.kind, ref.mod];
  return parts.filter(Boolean).join(' · ');
}
