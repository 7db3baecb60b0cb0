/** Which embeddings a file offers, and which is shown first. Pure. */
import { type AnnDataShadow, DataFrameShadow, type DataShadow, ElemShadow, type EmbeddingRef, MuDataShadow } from '../../shadow/index.ts';

export interface EmbeddingOption {
  readonly mod?: string | undefined;
  readonly key: string;
  /** Columns to choose x and y from. */
  readonly columns: number;
  /** Names of the columns, where the file has them. */
  readonly names: readonly string[] | null;
}

/** Everything in obsm with at least two columns of numbers: the whole's first, then each modality's. */
export function embeddingOptions(data: AnnDataShadow | MuDataShadow): EmbeddingOption[] {
  const options = optionsOf(data, undefined);
  if (data instanceof MuDataShadow) for (const [mod, modality] of data.mod) options.push(...optionsOf(modality, mod));
  return options;
}

function optionsOf(data: DataShadow, mod: string | undefined): EmbeddingOption[] {
  const options: EmbeddingOption[] = [];
  for (const [key, element] of data.obsm) {
    if (element instanceof DataFrameShadow) {
      const names = [...element.keys()];
      if (names.length >= 2 && [...element.values()].every((column) => isNumeric(column.dtype)))
        options.push({ mod, key, columns: names.length, names });
    } else if (element instanceof ElemShadow) {
      const columns = element.shape?.length === 2 ? (element.shape[1] ?? 0) : 0;
      if (columns >= 2 && isNumeric(element.dtype)) options.push({ mod, key, columns, names: null });
    }
  }
  return options;
}

/** Whether a dtype is one of real numbers. */
export function isNumeric(dtype: string | null): boolean {
  return dtype !== null && /^(u?int|float)\d+$/.test(dtype);
}

/** What the columns of an embedding are called, by its key; first match counts. */
const COMPONENTS: readonly (readonly [key: RegExp, name: string])[] = [
  [/umap/i, 'UMAP'],
  [/t-?sne/i, 't-SNE'],
  [/mofa/i, 'Factor'],
  [/pca/i, 'PC'],
  [/diffmap/i, 'DC'],
];

/** “UMAP 1”, “PC 3”, “Factor 10”, the column's own name where the file has one, else its number. */
export function componentName(
  { key, names }: { readonly key: string; readonly names?: readonly string[] | null },
  component: number,
): string {
  const own = names?.[component];
  if (own !== undefined) return own;
  const kind = COMPONENTS.find(([pattern]) => pattern.test(key))?.[1];
  return kind === undefined ? String(component + 1) : `${kind} ${component + 1}`;
}

/** The next two columns after those that are drawn; after the last, the first two. */
export function nextPair([x, y]: EmbeddingRef['components'], columns: number): EmbeddingRef['components'] {
  const first = Math.max(x, y) + 1;
  return first + 1 < columns ? [first, first + 1] : [0, 1];
}

/** UMAP, else t-SNE, else anything with two columns, else the first two of more. The whole's before a modality's. */
const PREFERENCES: readonly ((option: EmbeddingOption) => boolean)[] = [
  ({ key }) => /^x_umap$/i.test(key),
  ({ key }) => /umap/i.test(key),
  ({ key }) => /t-?sne/i.test(key),
  ({ columns }) => columns === 2,
  () => true,
];

export function bestEmbedding(options: readonly EmbeddingOption[]): EmbeddingRef | null {
  for (const prefers of PREFERENCES) {
    const best = options.find(prefers);
    if (best) return { mod: best.mod, key: best.key, components: [0, 1] };
  }
  return null;
}

/** Whether a file has an embedding, with these columns. */
export function isDrawable(options: readonly EmbeddingOption[], { mod, key, components }: EmbeddingRef): boolean {
  const option = options.find((candidate) => candidate.mod === mod && candidate.key === key);
  return option !== undefined && components.every((component) => component < option.columns);
}

export function embeddingLabel({ mod, key }: { readonly mod?: string | undefined; readonly key: string }): string {
  return mod === undefined ? key : `${mod}: ${key}`;
}
