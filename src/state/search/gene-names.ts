/** Reads the names of one modality's genes for the search box. Page, no React. */
import { compute } from '../../compute/client.ts';
import type { NameIndex, NameList } from '../../compute/name-index.ts';
import {
  type AnnDataShadow,
  type ArrayValue,
  type CallOptions,
  type DataFrameShadow,
  isAbort,
  itemAt,
  lengthOf,
} from '../../shadow/index.ts';
import { sourceOptions } from '../plot/gene-source.ts';

export interface GeneIndex extends NameIndex {
  /** Whether the names are what databases call genes: where there are symbols, people know the genes by these. */
  readonly areIdentifiers: boolean;
}

/** What columns with people's names for genes are called, best first; in lower case, without separators. */
const SYMBOL_COLUMNS = [
  /^(hgnc|mgi|official|gene)*symbols?$/,
  /^featurenames?$/,
  /^(external)?genenames?$/,
  /^geneshortnames?$/,
  /symbol/,
  /^(names?|genes?)$/,
];

/** ENSG00000167286, ENSMUSG00000032094.5, FBgn0000017, NM_000732.4; 7157; AT1G01010; 1007_s_at */
const IDENTIFIER = /\d{5,}(\.\d+)?$|^\d+$|_at$/;
/** CD3D, HLA-DRB1, mt-Co1, CD3_TotalSeqB */
const SYMBOL = /^\p{L}[^\s]{0,24}$/u;
const SAMPLE = 50;

/** Of var and raw.var, where there is a matrix to them. */
export async function readGeneNames(owner: AnnDataShadow, options: CallOptions): Promise<GeneIndex> {
  const sources = sourceOptions(owner);
  const isWanted = (frame: DataFrameShadow): boolean => sources.some(({ names }) => names === frame.index);
  const [own = null, raw = null] = await Promise.all(
    [owner.var, owner.raw?.var].map((frame) => (frame && isWanted(frame) ? readNameList(frame, options) : null)),
  );
  const index = await compute('indexNames', { own, raw }, { signal: options.signal });
  const names = own?.names ?? raw?.names;
  return { ...index, areIdentifiers: names !== undefined && isMostly(sampleOf(names), IDENTIFIER) };
}

/** The symbols are of the first column that is called so, looks so, and says something else than the names. */
async function readNameList(frame: DataFrameShadow, options: CallOptions): Promise<NameList> {
  const names = (await frame.index.read(options)) as ArrayValue;
  const own = sampleOf(names);
  for (const column of symbolColumns(frame)) {
    // What cannot be read is no help; the names are here.
    const symbols = await frame.column(column, options).catch((error: unknown) => {
      if (isAbort(error)) throw error;
      return null;
    });
    const sample = symbols && sampleOf(symbols);
    const says = sample?.some((symbol, i) => symbol !== null && symbol !== own[i]);
    if (sample && says && isMostly(sample, SYMBOL) && !isMostly(sample, IDENTIFIER)) return { names, symbols };
  }
  return { names, symbols: null };
}

function symbolColumns(frame: DataFrameShadow): string[] {
  const rank = (column: string): number =>
    SYMBOL_COLUMNS.findIndex((pattern) => pattern.test(column.toLowerCase().replaceAll(/[^a-z0-9]/g, '')));
  return [...frame]
    .filter(([column, { dtype, node }]) => rank(column) >= 0 && !node?.problem && !/^(u?int|float|complex|bool)/.test(dtype ?? ''))
    .map(([column]) => column)
    .sort((a, b) => rank(a) - rank(b));
}

/** Some of them, from all over; null where one is missing. */
function sampleOf(value: ArrayValue): (string | null)[] {
  const length = lengthOf(value);
  const count = Math.min(SAMPLE, length);
  return Array.from({ length: count }, (_, i) => {
    const item = itemAt(value, Math.floor((i * length) / count));
    return item === null ? null : String(item);
  });
}

function isMostly(sample: readonly (string | null)[], pattern: RegExp): boolean {
  const present = sample.filter((item) => item !== null && item !== '');
  return present.length > 0 && present.filter((item) => pattern.test(item as string)).length >= 0.8 * present.length;
}
