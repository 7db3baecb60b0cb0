/** Which obs columns a file offers to colour by, and which is shown first. Pure. */
import {
  type AnnDataShadow,
  type DataShadow,
  type ElemShadow,
  MuDataShadow,
  type ObsRef,
  type SetRef,
  type VarRef,
  type VectorRef,
} from '../../shadow/index.ts';
import { plural } from '../../ui/format.ts';
import { variableNoun } from '../summary/nouns.ts';
import { isNumeric } from './embeddings.ts';
import { sourceLabel } from './gene-source.ts';

export interface ColumnOption {
  readonly ref: ObsRef;
  readonly dtype: string | null;
  /** Of a categorical, where the file says it without being read. */
  readonly categories: number | null;
  /** Whether the file has colours for it. */
  readonly hasColors: boolean;
}

/** All obs columns: the whole's first, then each modality's. */
export function columnOptions(data: AnnDataShadow | MuDataShadow): ColumnOption[] {
  const options = optionsOf(data, undefined, (column) => data.uns.has(`${column}_colors`));
  if (data instanceof MuDataShadow) {
    for (const [mod, modality] of data.mod) {
      options.push(
        ...optionsOf(modality, mod, (column) => modality.uns.has(`${column}_colors`) || data.uns.has(`${mod}:${column}_colors`)),
      );
    }
  }
  return options;
}

function optionsOf(data: DataShadow, mod: string | undefined, hasColors: (column: string) => boolean): ColumnOption[] {
  return [...data.obs].map(([column, element]) => ({
    ref: { mod, kind: 'obs', column },
    dtype: element.dtype,
    categories: categoryCount(element),
    hasColors: hasColors(column),
  }));
}

/** Of a categorical, the length of its categories; of a bool, two. */
export function categoryCount(column: ElemShadow): number | null {
  if (column.dtype === 'bool') return 2;
  const value = column.peek();
  if (value?.kind === 'categorical') return value.categories.shape[0] ?? 0;
  return column.node?.children.find((child) => child.name === 'categories')?.shape?.[0] ?? null;
}

/** Names that cell types go by, best first; compared in lower case without separators. */
const CELL_TYPE = [
  /^celltypes?$/,
  /^cellontologyclass$/,
  /^annotations?$/,
  /^(author|final|predicted|manual)?cell(type|label|identity|annotation)s?$/,
  /celltype/,
  /annotation/,
  /^majorityvoting$/,
  /^bulklabels$/,
];
const CLUSTER = [/^leiden/, /^louvain/, /cluster/];

/**
 * The categorical that says most: a cell type by name, else one that has colours, else clusters, else any; of 2 to 100 categories.
 * The whole's before a modality's, unless only the modality has a cell type.
 */
export function bestColumn(options: readonly ColumnOption[]): ObsRef | null {
  const usable = options.filter(
    // Files of before anndata 0.8 do not say how many there are.
    ({ dtype, categories }) => dtype === 'category' && (categories === null || (categories >= 2 && categories <= 100)),
  );
  const [whole, parts] = [usable.filter(({ ref }) => ref.mod === undefined), usable.filter(({ ref }) => ref.mod !== undefined)];
  const best =
    byName(whole, CELL_TYPE) ??
    byName(parts, CELL_TYPE) ??
    whole.find(hasColors) ??
    byName(whole, CLUSTER) ??
    whole[0] ??
    parts.find(hasColors) ??
    byName(parts, CLUSTER) ??
    parts[0];
  return best?.ref ?? fallback(options);
}

const hasColors = (option: ColumnOption): boolean => option.hasColors;

/** The column that names the cells' types, if one is called so: the whole's, else a modality's. */
export function cellTypeColumn(options: readonly ColumnOption[]): ColumnOption | undefined {
  return byName(inOrder(options), CELL_TYPE);
}

/** The column of clusters, if one is called so. */
export function clusterColumn(options: readonly ColumnOption[]): ColumnOption | undefined {
  return byName(inOrder(options), CLUSTER);
}

function inOrder(options: readonly ColumnOption[]): ColumnOption[] {
  const usable = options.filter(({ dtype }) => dtype === 'category');
  return [...usable.filter(({ ref }) => ref.mod === undefined), ...usable.filter(({ ref }) => ref.mod !== undefined)];
}

function byName(options: readonly ColumnOption[], patterns: readonly RegExp[]): ColumnOption | undefined {
  for (const pattern of patterns) {
    const found = options.find(({ ref }) => pattern.test(ref.column.toLowerCase().replaceAll(/[^a-z0-9]/g, '')));
    if (found) return found;
  }
  return undefined;
}

/** Without a usable categorical: the first numbers, else nothing (grey points). */
function fallback(options: readonly ColumnOption[]): ObsRef | null {
  const column = options.find(
    ({ dtype, categories }) => dtype === 'bool' || (dtype === 'category' && categories !== null) || isNumeric(dtype),
  );
  return column?.ref ?? null;
}

/**
 * What colours the cells, in one line: `rna: celltype`; of a gene also where its values are from: `CD3D · rna · raw`; of several
 * `mean of 12 genes · rna · raw`; of a column of obsm its place, counted from 1: `X_mofa · 3`.
 */
export function refLabel(ref: VectorRef): string {
  if (ref.kind === 'var') return `${geneLabel(ref)} · ${sourceLabel(ref)}`;
  if (ref.kind === 'set') return `${setLabel(ref)} · ${sourceLabel(ref)}`;
  const name = ref.kind === 'obs' ? ref.column : `${ref.key} · ${typeof ref.component === 'number' ? ref.component + 1 : ref.component}`;
  return ref.mod === undefined ? name : `${ref.mod}: ${name}`;
}

/** Without its source: `CD3D · rna`, `CD3D (ENSG00000167286) · rna`. */
export function geneLabel({ name, symbol, mod }: VarRef): string {
  const title = symbol ? `${symbol} (${name})` : name;
  return mod === undefined ? title : `${title} · ${mod}`;
}

/** Without its source, as a gene: `mean of 12 genes · rna`. */
export function setLabel({ names, label, mod }: SetRef): string {
  const title = label ?? `mean of ${plural(new Set(names).size, variableNoun(mod))}`;
  return mod === undefined ? title : `${title} · ${mod}`;
}

/** What people call its genes. */
export function genesOf({ names, symbols }: SetRef): readonly string[] {
  return names.map((name, i) => symbols?.[i] || name);
}

/** Whether two references mean the same values: sets of as many genes are called the same. */
export function isSameRef(a: VectorRef, b: VectorRef): boolean {
  return refKey(a) === refKey(b);
}

/** Different for what is not the same. */
export function refKey(ref: VectorRef): string {
  return JSON.stringify([ref.kind, refLabel(ref), ref.kind === 'set' ? ref.names : null]);
}
