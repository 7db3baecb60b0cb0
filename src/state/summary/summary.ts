/** The plain sentence on top: how many cells, genes, proteins; what is in X; how many cell types. Pure. */
import { type AnnDataShadow, type Hdf5Shadow, MuDataShadow } from '../../shadow/index.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { type ColumnOption, cellTypeColumn, clusterColumn } from '../plot/columns.ts';
import type { MatrixReport } from './contents.ts';
import { variableNoun } from './nouns.ts';

/** “3,891 cells × 17,806 genes + 32 proteins” */
function sizeText(data: AnnDataShadow | MuDataShadow): string {
  const cells = plural(data.nObs, 'cell');
  if (!(data instanceof MuDataShadow)) return `${cells} × ${plural(data.nVars, variableNoun(undefined))}`;
  const parts = [...data.mod].sort(([, a], [, b]) => b.nVars - a.nVars).map(([name, { nVars }]) => plural(nVars, variableNoun(name)));
  return parts.length > 0 ? `${cells} × ${parts.join(' + ')}` : cells;
}

/** “rna.X: log-normalised, non-negative, 10 % filled; prot.X: scaled, counts in a layer”; '' while nothing is known. */
function contentText(reports: readonly MatrixReport[]): string {
  return reports.map(({ label, content, elsewhere }) => [`${label}: ${content.text}`, ...elsewhere].join(', ')).join('; ');
}

/** “13 cell types”, “10 clusters”; '' where no column says. */
function groupsText(options: readonly ColumnOption[]): string {
  const [types, clusters] = [cellTypeColumn(options), clusterColumn(options)];
  if (types?.categories) return plural(types.categories, 'cell type');
  return clusters?.categories ? plural(clusters.categories, 'cluster') : '';
}

/** All of it, sentence by sentence. */
export function summaryText(
  data: AnnDataShadow | MuDataShadow,
  reports: readonly MatrixReport[],
  options: readonly ColumnOption[],
): string {
  return [sizeText(data), contentText(reports), groupsText(options)]
    .filter(Boolean)
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

/** “HDF5: 3 groups, 12 datasets, 46.4 MB.” */
export function plainText({ counts, session }: Hdf5Shadow): string {
  const { objects, groups, datasets } = counts;
  const { bytes, format } = session.outline.file;
  const parts = [
    ...(objects > 0 ? [plural(objects, 'AnnData object')] : []),
    ...(groups > 0 || objects === 0 ? [plural(groups, 'group')] : []),
    ...(datasets > 0 || objects === 0 ? [plural(datasets, 'dataset')] : []),
    ...(bytes === null ? [] : [formatBytes(bytes)]),
  ];
  return `${format}: ${parts.join(', ')}.`;
}
