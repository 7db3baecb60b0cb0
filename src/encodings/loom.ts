/**
 * Loom files (loompy, loomR, velocyto) as the AnnData that `anndata.io.read_loom` makes of them. Runs on the file side.
 * The outline shows them as an AnnData, so that nothing else needs to know. Source of the rules: anndata's `_io/read.py`, loompy's
 * `normalize.py`; decisions are in docs/formats.md.
 *
 * Loom stores genes × cells, dense. anndata has cells × genes, sparse (CSR). A part is read out of the file's own chunks and turned;
 * only who asks for the whole matrix gets it as CSR.
 */
import type { StorageNode } from '../storage/storage.ts';
import { anndata, dict } from './container.ts';
import { FLOAT32 } from './conversion.ts';
import { makeElement } from './element.ts';
import type { Element } from './encoding.ts';
import { ENTITIES } from './loom-text.ts';
import { transposed } from './transposed.ts';
import { alias, column, groupOf, positionNames, virtualFrame } from './virtual.ts';

/** The layer that read_loom takes for X where there is one; velocyto writes it. */
const SPLICED = 'spliced';

/** The AnnData that the group is when it is a loom file; null when it is not. */
export function asLoom(node: StorageNode, children: readonly Element[]): Element | null {
  const find = (name: string): Element | undefined => children.find((child) => child.node.name === name);
  const [matrix, cells, genes] = [find('matrix'), find('col_attrs'), find('row_attrs')];
  if (!matrix || matrix.node.group || matrix.node.shape?.length !== 2 || !cells?.node.group || !genes?.node.group) return null;
  const [nGenes = 0, nCells = 0] = matrix.node.shape;
  const layers = (find('layers')?.children ?? []).filter((layer) => !layer.node.group && layer.node.shape?.length === 2);
  const spliced = layers.find((layer) => layer.node.name === SPLICED);
  const shown = (spliced ? [...layers, matrix] : layers).map((layer) => fitting(layer, matrix.node.shape ?? []));
  return makeElement(node, anndata, [
    transposed(spliced ?? matrix, 'X', FLOAT32),
    ...axis('obs', 'obsm', cells, 'CellID', nCells),
    ...axis('var', 'varm', genes, 'Gene', nGenes),
    groupOf(
      'layers',
      dict,
      shown.map((layer) => transposed(layer, `layers/${layer.node.name}`)),
    ),
  ]);
}

/** Attributes of one axis: those with several values each are matrices, the others columns; the one that names is the index. */
function axis(frame: string, slot: string, attributes: Element, names: string, length: number): Element[] {
  const datasets = attributes.children
    .filter(({ node }) => !node.group && (node.shape?.length ?? 0) > 0)
    .map((element) => fitting(element, [length]));
  const isMatrix = ({ node }: Element): boolean => (node.shape?.length ?? 0) > 1 && (node.shape?.[1] ?? 0) > 1;
  const text = (element: Element) => (element.outline.dtype === 'str' ? ENTITIES : undefined);
  const columns = datasets
    .filter((element) => !isMatrix(element))
    .map((element) => column(element, `${frame}/${element.node.name}`, text(element)));
  const index = columns.find(({ node, outline }) => node.name === names && !outline.problem) ?? positionNames(frame, '_index', length);
  const matrices = datasets.filter(isMatrix).map((element) => alias(element, `${slot}/${element.node.name}`, text(element)));
  return [
    virtualFrame(
      frame,
      index,
      columns.filter((element) => element !== index),
    ),
    groupOf(slot, dict, matrices),
  ];
}

/** What has another length than its axis is shown with that as its problem. */
function fitting(element: Element, wanted: readonly number[]): Element {
  const { path, shape } = element.node;
  if (element.node.problem || wanted.every((length, i) => shape?.[i] === length)) return element;
  const message = `${path} has ${shape?.join(' × ')} values, but the matrix needs ${wanted.join(' × ')}.`;
  return { ...element, node: { ...element.node, problem: { tag: 'mismatch', path, message } } };
}
