/** One line of the search box's list, and what lines stand together. Types, and the two that are made in more than one place. Pure. */
import { IN_RAW, IN_VAR, nameAt, symbolAt } from '../../compute/name-index.ts';
import type { AnnDataShadow, VectorRef } from '../../shadow/index.ts';
import { plural } from '../../ui/format.ts';
import type { ColumnOption } from '../plot/columns.ts';
import { defaultSource, type GeneSource, sourceOptions } from '../plot/gene-source.ts';
import type { GeneIndex } from './gene-names.ts';

export interface SearchItem {
  readonly ref: VectorRef;
  readonly label: string;
  /** Beside it: what tells it from others. */
  readonly detail: string;
  /** Whether what was typed can be in the detail: an identifier beside its symbol. */
  readonly isDetailSearched?: boolean;
}

export interface SearchGroup {
  readonly label: string;
  readonly items: readonly SearchItem[];
  /** How many more there are. */
  readonly more: number;
}

/** What was found of one kind, and how well its best item matches: as `EXACT`, `PREFIX`, `INSIDE`. */
export interface Ranked {
  readonly group: SearchGroup;
  readonly rank: number;
}

/** The genes of a modality that can be searched. */
export interface SearchableGenes {
  readonly mod: string | undefined;
  readonly owner: AnnDataShadow;
  readonly index: GeneIndex;
  /** The source that was chosen before. */
  readonly source: GeneSource | undefined;
}

export function columnItem({ ref, dtype, categories }: ColumnOption): SearchItem {
  return { ref, label: ref.column, detail: categories === null ? (dtype ?? '') : plural(categories, 'category', 'categories') };
}

/** Null where no matrix has it. */
export function geneItem({ mod, owner, index, source }: SearchableGenes, row: number): SearchItem | null {
  const has = inWhich(index, row);
  const chosen = defaultSource(sourceOptions(owner), source, has);
  if (!chosen) return null;
  const [name, symbol, copies] = [nameAt(index, row), symbolAt(index, row), index.copies[row] ?? 1];
  const isCalled = index.areIdentifiers && symbol !== '';
  const detail = [isCalled ? name : symbol, has.inVar ? '' : 'only in raw', copies > 1 && `the first of ${copies}`].filter(Boolean);
  return {
    ref: { mod, kind: 'var', name, ...chosen, ...(isCalled && { symbol }) },
    label: isCalled ? symbol : name,
    detail: detail.join(' · '),
    isDetailSearched: symbol !== '',
  };
}

export function inWhich(index: GeneIndex, row: number): { readonly inVar: boolean; readonly inRaw: boolean } {
  const where = index.where[row] ?? 0;
  return { inVar: (where & IN_VAR) !== 0, inRaw: (where & IN_RAW) !== 0 };
}

/** What people call it. */
export function geneName(index: GeneIndex, row: number): string {
  return (index.areIdentifiers && symbolAt(index, row)) || nameAt(index, row);
}
