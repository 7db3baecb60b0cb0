/** What is said of a dataset, and where its card leads. Pure. */
import type { Dataset } from '../state/datasets/dataset-index.ts';
import { formatBytes, plural } from '../ui/format.ts';

/** “3,891 cells × 17,806 genes” and “46.4 MB”, as far as they are known. */
export function metaTexts({ cells, genes, size }: Dataset): readonly string[] {
  const shape = [cells !== null && plural(cells, 'cell'), genes !== null && plural(genes, 'gene')].filter((part) => part !== false);
  return [...(shape.length > 0 ? [shape.join(' × ')] : []), ...(size === null ? [] : [formatBytes(size)])];
}

/** Umbra's page with the dataset, and the view where there is one. */
export function datasetHref({ url, view }: Pick<Dataset, 'url' | 'view'>): string {
  return `?url=${encodeURIComponent(url)}${view && `#${view}`}`;
}
