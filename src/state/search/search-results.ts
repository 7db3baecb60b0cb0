/** What the search box lists for a query. Pure. */
import { EXACT, rankText, searchNames } from '../../compute/search.ts';
import type { VectorRef } from '../../shadow/index.ts';
import { type ColumnOption, genesOf, refLabel, setLabel } from '../plot/columns.ts';
import { sourceLabel } from '../plot/gene-source.ts';
import { variableNoun } from '../summary/nouns.ts';
import { type Components, componentHits } from './component-results.ts';
import { isSurelyList, listedNames } from './gene-list.ts';
import { columnItem, geneItem, type Ranked, type SearchableGenes, type SearchGroup, type SearchItem } from './search-item.ts';
import { type ListNote, setResults } from './set-results.ts';
import { similarResults } from './similar-results.ts';

export interface Found {
  readonly groups: readonly SearchGroup[];
  /** Where the query is a list of genes. */
  readonly note: ListNote | null;
}

/** So many are listed in all, and so many of a kind where there are several. */
const MOST = 50;
const MOST_OF_SEVERAL = 12;
/** Columns that are listed before anything was typed. */
const MOST_COLUMNS = 40;
/** With fewer hits than these, names that are similar are listed after them. */
const FEW = 5;
/** Names of a set beside its label. */
const NAMES_IN_DETAIL = 20;

/** What a list of genes offers, where it is one; and what has the query in its name. */
export function searchResults(
  query: string,
  columns: readonly ColumnOption[],
  components: readonly Components[],
  genes: readonly SearchableGenes[],
): Found {
  const plain = (text: string): SearchGroup[] => namedResults(text, columns, components, genes);
  const indexes = genes.map(({ index }) => index);
  const names = listedNames(query, indexes);
  // A list that is being typed, or a single name out of one.
  if (!names) return { groups: plain(isSurelyList(query) ? query.replaceAll(/^[,;\s]+|[,;\s]+$/g, '') : query), note: null };
  const { group, note, known } = setResults(names, genes);
  if (isSurelyList(query) || known.length > 1) {
    // No two of them are in one matrix: each is for itself.
    const single = group.items.length > 0 || note.tooMany !== null ? [] : known.slice(0, MOST).flatMap((name) => singleItems(name, genes));
    const items = [...group.items, ...single];
    const groups = items.length > 0 ? [{ ...group, items }] : [];
    return { groups: isSurelyList(query) ? groups : [...groups, ...namedResults(query, columns, components, [])], note };
  }
  return { groups: plain(query), note: null };
}

/** The best of each modality, with what it is in the detail. */
function singleItems(name: string, genes: readonly SearchableGenes[]): SearchItem[] {
  return namedResults(name, [], [], genes).flatMap(({ items: [best] }) => (best ? [{ ...best, detail: kindOf(best.ref) }] : []));
}

/** Columns first, then each modality's genes, then what is in obsm; but the kind with the better match before the others. */
function namedResults(
  query: string,
  columns: readonly ColumnOption[],
  components: readonly Components[],
  genes: readonly SearchableGenes[],
): SearchGroup[] {
  const found = [
    ...byModality(columns).flatMap((options) => columnHits(options, query) ?? []),
    ...genes.flatMap((searchable) => geneHits(searchable, query) ?? []),
    ...componentHits(components, query),
  ];
  const most = found.length > 1 ? MOST_OF_SEVERAL : MOST;
  const groups = found.sort((a, b) => a.rank - b.rank).map(({ group }) => cut(group, most));
  const total = groups.reduce((sum, { items, more }) => sum + items.length + more, 0);
  const isMet = total >= FEW || found[0]?.rank === EXACT;
  const similar = isMet ? null : similarResults(query, columns, components, genes);
  return similar ? [...groups, similar] : groups;
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

function geneHits(searchable: SearchableGenes, query: string): Ranked | null {
  const { mod, index } = searchable;
  const { hits, total } = searchNames(index, query, MOST);
  const items = hits.flatMap(({ row }) => geneItem(searchable, row) ?? []);
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
  if (ref.kind === 'set') return setLabel({ ...ref, mod: undefined }).replace(/^mean of/, 'Mean of');
  return ref.kind === 'obs' ? ref.column : refLabel({ ...ref, mod: undefined });
}

/** `gene · rna · raw`, `rna · raw · CD3D, CD3E`, `obs · rna`, `obsm · rna` */
function kindOf(ref: VectorRef): string {
  if (ref.kind === 'set') return [ref.mod, sourceLabel(ref), genesOf(ref).slice(0, NAMES_IN_DETAIL).join(', ')].filter(Boolean).join(' · ');
  const parts = ref.kind === 'var' ? [variableNoun(ref.mod), ref.mod, sourceLabel(ref)] : [ref.kind, ref.mod];
  return parts.filter(Boolean).join(' · ');
}
