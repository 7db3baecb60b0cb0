/** Reads the names of one modality's genes for the search box. Page, no React. */
import { compute } from '../../compute/client.ts';
import type { NameIndex, NameList } from '../../compute/search.ts';
import { type AnnDataShadow, type ArrayValue, type CallOptions, type DataFrameShadow, itemAt, lengthOf } from '../../shadow/index.ts';
import { sourceOptions } from '../plot/gene-source.ts';

/** Columns of var that hold what people call a gene, where the index holds what databases call it. */
const SYMBOL_COLUMNS = [
  'gene_symbols',
  'gene_symbol',
  'feature_name',
  'gene_name',
  'symbol',
  'gene_short_name',
  'Symbol',
  'hgnc_symbol',
] as const;

/** ENSG00000167286, ENSMUSG00000032094.5 */
const ENSEMBL = /^ENS[A-Z]{0,6}[GT]\d{6,}/;
const SAMPLE = 50;

/** Of var and raw.var, where there is a matrix to them. Symbols are read only where the index is of Ensembl's identifiers. */
export async function readGeneNames(owner: AnnDataShadow, options: CallOptions): Promise<NameIndex> {
  const sources = sourceOptions(owner);
  const isWanted = (frame: DataFrameShadow): boolean => sources.some(({ names }) => names === frame.index);
  const [own, raw] = await Promise.all(
    [owner.var, owner.raw?.var].map((frame) => (frame && isWanted(frame) ? readNameList(frame, options) : null)),
  );
  return compute('indexNames', { own: own ?? null, raw: raw ?? null }, { signal: options.signal });
}

async function readNameList(frame: DataFrameShadow, options: CallOptions): Promise<NameList> {
  const names = (await frame.index.read(options)) as ArrayValue;
  const column = isEnsembl(names) ? SYMBOL_COLUMNS.find((name) => frame.get(name)?.node && !frame.get(name)?.node?.problem) : undefined;
  return { names, symbols: column === undefined ? null : await frame.column(column, options) };
}

function isEnsembl(names: ArrayValue): boolean {
  const sample = Array.from({ length: Math.min(SAMPLE, lengthOf(names)) }, (_, i) => String(itemAt(names, i)));
  return sample.length > 0 && sample.filter((name) => ENSEMBL.test(name)).length >= 0.8 * sample.length;
}
