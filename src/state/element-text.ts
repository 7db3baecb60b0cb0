/** What the tree and the details say of an element, in words. Pure. */
import {
  AnnDataShadow,
  attributeOf,
  DataFrameShadow,
  DataShadow,
  ElemShadow,
  Hdf5Shadow,
  MuDataShadow,
  RawShadow,
  type ShadowNode,
  Slot,
} from '../shadow/index.ts';
import { formatShape, plural } from '../ui/format.ts';
import { categoryCount } from './plot/columns.ts';

/** What is said of an encoding that the file names and nothing here knows; null where it is known. */
export function encodingNote({ node }: ShadowNode): string | null {
  const named = node && attributeOf(node, 'encoding-type');
  if (typeof named !== 'string' || named === node?.encoding) return null;
  const shown =
    node?.encoding === 'dict' || node?.encoding === 'array' ? 'as it lies in the file' : `as ${node?.encoding}, which it looks like`;
  return `The encoding “${named}” is not known here: it is shown ${shown}.`;
}

/** The short text behind a name: `category · 13`, `3,891 × 2 · float32`, `3,891 × 17,806 · csr`. */
export function shortText(shadow: ShadowNode): string {
  if (shadow instanceof DataShadow || shadow instanceof RawShadow) return formatShape(shadow.shape ?? []);
  if (shadow instanceof DataFrameShadow) return formatShape(shadow.shape);
  if (shadow instanceof Slot) return plural(shadow.size, 'item');
  if (!(shadow instanceof ElemShadow)) return '';
  // A column that `column-order` names, and the file lacks.
  if (!shadow.node && !shadow.isAdded) return 'not in the file';
  if (shadow.dtype === 'category') return `category · ${categoryCount(shadow) ?? '?'}`;
  const shape = shadow.shape;
  if (!shape || shape.length === 0) return shadow.dtype ?? '';
  // A column has as many values as its table has rows: the dtype says more.
  if (shape.length === 1) return `${shadow.dtype}`;
  return `${formatShape(shape)} · ${shadow.encoding.match(/^cs[rc]/)?.[0] ?? shadow.dtype}`;
}

/** Instead of the short text of what cannot be read: what it is where that is known, as “link to nothing”. */
export function problemText(shadow: ShadowNode): string {
  const { node } = shadow;
  return node?.dtype && !node.layout && !node.group ? node.dtype : 'unreadable';
}

/** What it is, in full: `csr_matrix of float32, 3,891 × 17,806`. */
export function fullText(shadow: ShadowNode): string {
  if (shadow instanceof Hdf5Shadow) return shadow.session.outline.file.format;
  if (shadow instanceof MuDataShadow) return `MuData, ${plural(shadow.nObs, 'cell')} × ${plural(shadow.nVars, 'variable')}`;
  if (shadow instanceof AnnDataShadow) return `AnnData, ${plural(shadow.nObs, 'cell')} × ${plural(shadow.nVars, 'variable')}`;
  if (shadow instanceof RawShadow) return `raw, ${formatShape(shadow.shape)}`;
  if (shadow instanceof DataFrameShadow) return `data frame, ${plural(shadow.nRows, 'row')} × ${plural(shadow.size, 'column')}`;
  if (shadow instanceof Slot) return `${plural(shadow.size, 'item')}`;
  if (!(shadow instanceof ElemShadow)) return '';
  // A column that `column-order` names, and the file lacks.
  if (!shadow.node && !shadow.isAdded) return 'not in the file';
  // A link, or a type that has a name: no value, so no encoding.
  if (shadow.node && !shadow.node.layout && !shadow.node.group && shadow.dtype) return shadow.dtype;
  const kind = shadow.encoding === 'memory' ? 'added in memory' : shadow.encoding;
  const count = shadow.dtype === 'category' ? categoryCount(shadow) : null;
  return [
    kind,
    shadow.dtype === kind ? null : shadow.dtype,
    shadow.shape?.length ? formatShape(shadow.shape) : null,
    count === null ? null : plural(count, 'category', 'categories'),
  ]
    .filter(Boolean)
    .join(' · ');
}
