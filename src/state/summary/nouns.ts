/** What the variables of an object are called: genes, proteins, peaks. Pure. */

/** By the names that scverse tools give modalities. */
const NOUNS: readonly (readonly [RegExp, one: string])[] = [
  [/^(rna|gex|gene|genes|expression)$/i, 'gene'],
  [/^(prot|protein|proteins|adt|cite)$/i, 'protein'],
  [/^(atac|peaks?|chromatin)$/i, 'peak'],
  [/^(hto|hashing)$/i, 'hashtag'],
];

/** One of them, as “gene”; `modality` undefined = an AnnData by itself. */
export function variableNoun(modality: string | undefined): string {
  if (modality === undefined) return 'gene';
  return NOUNS.find(([pattern]) => pattern.test(modality))?.[1] ?? `${modality} variable`;
}
