/** The plain words on top: how many cells, genes, proteins. Pure. */
import { type AnnDataShadow, MuDataShadow } from '../shadow/index.ts';
import { plural } from '../ui/format.ts';

/** What the variables of a modality are called; by the names that scverse tools give modalities. */
const NOUNS: readonly (readonly [RegExp, one: string, many?: string])[] = [
  [/^(rna|gex|gene|genes|expression)$/i, 'gene'],
  [/^(prot|protein|proteins|adt|cite)$/i, 'protein'],
  [/^(atac|peaks?|chromatin)$/i, 'peak'],
  [/^(hto|hashing)$/i, 'hashtag'],
];

export function summaryOf(data: AnnDataShadow | MuDataShadow): string {
  if (!(data instanceof MuDataShadow)) return `${plural(data.nObs, 'cell')} × ${plural(data.nVars, 'gene')}`;
  const parts = [...data.mod].sort(([, a], [, b]) => b.nVars - a.nVars).map(([name, { nVars }]) => variables(name, nVars));
  return `${plural(data.nObs, 'cell')} × ${parts.join(' + ')}`;
}

function variables(modality: string, count: number): string {
  const [, one, many] = NOUNS.find(([pattern]) => pattern.test(modality)) ?? [null, `${modality} variable`];
  return plural(count, one ?? modality, many);
}
