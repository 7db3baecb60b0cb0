/** What may have been meant: names of all kinds that are a slip of the hand away from the query. Pure. */
import { similarity, similarNames } from '../../compute/similar.ts';
import type { ColumnOption } from '../plot/columns.ts';
import { variableNoun } from '../summary/nouns.ts';
import { type Components, componentItem } from './component-results.ts';
import { columnItem, geneItem, type SearchableGenes, type SearchGroup, type SearchItem } from './search-item.ts';

const MOST = 8;

/** Null where there is nothing. Nearest first; in each item's detail, what it is. */
export function similarResults(
  query: string,
  columns: readonly ColumnOption[],
  components: readonly Components[],
  genes: readonly SearchableGenes[],
): SearchGroup | null {
  const found: { item: SearchItem; distance: number }[] = [];
  const add = (item: SearchItem | null, distance: number, kind: string, mod: string | undefined): void => {
    if (item && distance > 0) found.push({ distance, item: { ...item, detail: [item.detail, kind, mod].filter(Boolean).join(' · ') } });
  };
  for (const column of columns) add({ ...columnItem(column), detail: '' }, similarity(column.ref.column, query), 'obs', column.ref.mod);
  for (const element of components) {
    const [first] = element.columns;
    if (first !== undefined) add(componentItem(element, first), similarity(element.key, query), 'obsm', element.mod);
  }
  for (const searchable of genes) {
    const { mod, index } = searchable;
    for (const { row, distance } of similarNames(index, query, MOST)) add(geneItem(searchable, row), distance, variableNoun(mod), mod);
  }
  found.sort((a, b) => a.distance - b.distance);
  return found.length > 0 ? { label: 'Similar', items: found.slice(0, MOST).map(({ item }) => item), more: 0 } : null;
}
