/** All encodings, and how one is recognised where the file does not name it. Runs on the file side, pure. */
import { attributeOf } from '../protocol/outline.ts';
import type { StorageNode } from '../storage/storage.ts';
import { array, recArray, stringArray } from './array.ts';
import { awkward } from './awkward.ts';
import { categorical, referredCategorical } from './categorical.ts';
import { anndata, dict, mudata, raw } from './container.ts';
import { dataframe } from './dataframe.ts';
import type { Element, Encoding } from './encoding.ts';
import { nullableBoolean, nullableInteger, nullableString } from './nullable.ts';
import { bytes, nullEncoding, numericScalar, string } from './scalar.ts';
import { csc, csr } from './sparse.ts';

const ENCODINGS: ReadonlyMap<string, Encoding> = new Map(
  [
    array,
    stringArray,
    recArray,
    numericScalar,
    string,
    bytes,
    nullEncoding,
    csr,
    csc,
    categorical,
    nullableInteger,
    nullableBoolean,
    nullableString,
    dataframe,
    awkward,
    dict,
    raw,
    anndata,
    mudata,
  ].map((encoding) => [encoding.type, encoding]),
);

/** The encoding an element has: the one it names, else the one it looks like. Never fails: what is unknown is shown as it lies. */
export function recognize(node: StorageNode, children: readonly Element[]): Encoding {
  const named = attributeOf(node, 'encoding-type');
  const known = typeof named === 'string' ? ENCODINGS.get(named) : undefined;
  if (known && suits(known, node)) return known;
  return node.group ? recognizeGroup(node, children) : recognizeDataset(node);
}

const OF_DATASETS: readonly Encoding[] = [array, stringArray, recArray, numericScalar, string, bytes, nullEncoding];

/** Whether an encoding of groups stands on a group, and one of datasets on a dataset; a scalar must have no dimensions. */
function suits(encoding: Encoding, node: StorageNode): boolean {
  if (encoding === array && isReferred(node)) return false;
  return OF_DATASETS.includes(encoding) === !node.group;
}

function recognizeGroup(node: StorageNode, children: readonly Element[]): Encoding {
  const has = (...names: string[]) => names.every((name) => children.some((child) => child.node.name === name));
  const format = attributeOf(node, 'h5sparse_format');
  if (has('data', 'indices', 'indptr')) return format === 'csc' ? csc : csr;
  if (has('codes', 'categories')) return categorical;
  if (has('values', 'mask')) return nullableInteger;
  if (attributeOf(node, 'column-order') !== undefined) return dataframe;
  return dict;
}

function recognizeDataset(node: StorageNode): Encoding {
  if (isReferred(node)) return referredCategorical;
  const kind = node.dtype?.kind;
  // A type or a link is no value, not even an empty one.
  if (node.shape === null) return kind === 'unsupported' ? array : nullEncoding;
  if (kind === 'compound') return recArray;
  if (node.shape.length === 0) return kind === 'string' ? string : numericScalar;
  return kind === 'string' ? stringArray : array;
}

/** anndata 0.7's categorical columns. */
function isReferred(node: StorageNode): boolean {
  return !node.group && node.attributes.some((attribute) => attribute.name === 'categories' && attribute.dtype === 'reference');
}
