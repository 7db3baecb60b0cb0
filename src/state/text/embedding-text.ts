/** An embedding as a text: `X_umap`, `rna:X_umap`; with two other columns than the first `X_pca/2,3`, as in a link. Pure. */
import { type EmbeddingRef, ShadowError } from '../../shadow/index.ts';
import type { EmbeddingOption } from '../plot/embeddings.ts';
import { hintOf } from './near-names.ts';

/** No key of obsm has a slash in it. */
const COLUMNS = /\/(\d{1,9}),(\d{1,9})$/;

/** @throws ShadowError `not-found` with those that are near, or all there are, or for columns that it lacks */
export function readEmbeddingText(options: readonly EmbeddingOption[], written: string): EmbeddingRef {
  const text = written.trim();
  const name = text.replace(COLUMNS, '');
  const found = options.find((option) => nameOf(option) === name);
  if (!found) {
    const hint = hintOf(options.map(nameOf), name) ?? 'obsm holds no coordinates.';
    throw new ShadowError({ tag: 'not-found', message: `There is no embedding “${name}”.`, hint });
  }
  const [x, y] = COLUMNS.exec(text)?.slice(1).map(Number) ?? [0, 1];
  const components: EmbeddingRef['components'] = [x as number, y as number];
  if (Math.max(...components) >= found.columns) {
    const hint = `Its columns are counted from 0 to ${found.columns - 1}.`;
    throw new ShadowError({ tag: 'not-found', message: `${name} has no columns ${components.join(' and ')}.`, hint });
  }
  return { ...(found.mod !== undefined && { mod: found.mod }), key: found.key, components };
}

export function embeddingText({ mod, key, components }: EmbeddingRef): string {
  const columns = components.join(',');
  return nameOf({ mod, key }) + (columns === '0,1' ? '' : `/${columns}`);
}

function nameOf({ mod, key }: Pick<EmbeddingOption, 'mod' | 'key'>): string {
  return mod === undefined ? key : `${mod}:${key}`;
}
