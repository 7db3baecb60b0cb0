/** Which of many names may have been meant by one that is not among them. Pure, but for the names of genes, which are read. Page, no React. */
import { nameAt } from '../../compute/name-index.ts';
import { fieldsNamed } from '../../compute/name-lookup.ts';
import { EXACT, PREFIX, rankText, searchNames } from '../../compute/search.ts';
import { similarity, similarNames } from '../../compute/similar.ts';
import { type AnnDataShadow, type CallOptions, MuDataShadow, ShadowError, type VectorRef } from '../../shadow/index.ts';
import { columnOptions } from '../plot/columns.ts';
import { readGeneNames } from '../search/gene-names.ts';

const MOST = 3;
/** So many are listed where none is near. */
const MOST_LISTED = 10;

/** The nearest first: in another case, beginning with it, a slip away, containing it. */
export function nearNames(names: readonly string[], wanted: string): string[] {
  const rated = names.map((name) => ({ name, far: distance(name, wanted) })).filter(({ far }) => far !== null) as Rated[];
  return rated
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ name }) => name);
}

interface Rated {
  readonly name: string;
  readonly far: number;
}

function distance(name: string, wanted: string): number | null {
  const rank = rankText(name, wanted);
  if (rank === EXACT) return 0;
  if (rank === PREFIX) return 1;
  const slips = similarity(name, wanted);
  return slips > 0 ? 1 + slips : rank === null ? null : 4;
}

/** What a hint says: “Near: CD3D, CD3E.”, else what there is; undefined where there is nothing. */
export function hintOf(names: readonly string[], wanted: string): string | undefined {
  const near = nearNames(names, wanted);
  if (near.length > 0) return `Near: ${near.join(', ')}.`;
  return names.length > 0 ? `There is: ${names.slice(0, MOST_LISTED).join(', ')}${names.length > MOST_LISTED ? '…' : '.'}` : undefined;
}

/** The error with names that may have been meant as its hint, where what was not found is a column or a gene; else as it is. */
export async function withNearNames(
  error: unknown,
  ref: VectorRef,
  data: AnnDataShadow | MuDataShadow,
  options: CallOptions,
): Promise<unknown> {
  if (!(error instanceof ShadowError) || error.tag !== 'not-found' || error.record.hint !== undefined) return error;
  try {
    const hint = await hintOn(ref, data, options);
    return hint === undefined ? error : new ShadowError({ ...error.record, hint });
  } catch {
    // The error is enough without them.
    return error;
  }
}

async function hintOn(ref: VectorRef, data: AnnDataShadow | MuDataShadow, options: CallOptions): Promise<string | undefined> {
  if (ref.kind === 'obs') {
    const columns = columnOptions(data).filter((option) => option.ref.mod === ref.mod);
    return hintOf(
      columns.map((option) => option.ref.column),
      ref.column,
    );
  }
  const owner = data instanceof MuDataShadow ? ref.mod !== undefined && data.modality(ref.mod) : data;
  const near = ref.kind === 'var' && owner ? await genesNear(owner, ref.name, options) : [];
  return near.length > 0 ? `Near: ${near.join(', ')}.` : undefined;
}

/** By name, as genes are asked for: a symbol leads to it too. */
async function genesNear(owner: AnnDataShadow, wanted: string, options: CallOptions): Promise<string[]> {
  const index = await readGeneNames(owner, options);
  const rows = [
    ...fieldsNamed(index, wanted).map((field) => field >> 1),
    ...similarNames(index, wanted, MOST).map(({ row }) => row),
    ...searchNames(index, wanted, MOST).hits.map(({ row }) => row),
  ];
  return [...new Set(rows)].slice(0, MOST).map((row) => nameAt(index, row));
}
