/** An embedding as a text: `X_umap`, `rna:X_umap`. Pure. */
import { type EmbeddingRef, ShadowError } from '../../shadow/index.ts';
import type { EmbeddingOption } from '../plot/embeddings.ts';
import { hintOf } from './near-names.ts';

/** @throws ShadowError `not-found` with those that are near, or all there are */
export function readEmbeddingText(options: readonly EmbeddingOption[], written: string): EmbeddingRef {
  const text = written.trim();
  const found = options.find((option) => embeddingText(option) === text);
  if (found) return { ...(found.mod !== undefined && { mod: found.mod }), key: found.key, components: [0, 1] };
  const names = options.map(embeddingText);
  const hint = hintOf(names, text) ?? 'obsm holds no coordinates.';
  throw new ShadowError({ tag: 'not-found', message: `There is no embedding “${text}”.`, hint });
}

export function embeddingText({ mod, key }: Pick<EmbeddingRef, 'mod' | 'key'>): string {
  return mod === undefined ? key : `${mod}:${key}`;
}
