/** All encodings, and how one is recognised where the file does not name it. Runs on the file side, pure. */
import { attributeOf } from '../protocol/outline.ts';
import type { StorageNode } from '../storage/storage.ts';
import { array, recArray, stringArray } from './array.ts';
import { textAttribute } from './attributes.ts';
import { awkward } from './awkward.ts';
import { categorical, referredCategorical } from './categorical.ts';
import { anndata, dict, mudata, raw } from './container.ts';
import { dataframe } from './dataframe.ts';
import type { Element, Encoding } from './encoding.ts';
import { nullableBoolean, nullableInteger, nullableString } from './nullable.ts';
import { bytes, firstOfOne, nullEncoding, numericScalar, string } from './scalar.ts';
import { csc, csr, sparseAsItLies } from './sparse.ts';

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
  if (node.problem) return node.group ? dict : array;
  const named = textAttribute(node, 'encoding-type');
  const known = named === undefined ? undefined : ENCODINGS.get(named);
  if (node.group) return known && !OF_DATASETS.includes(known) ? known : recognizeGroup(node, children);
  return known && OF_DATASETS.includes(known) ? ofShape(known, node) : recognizeDataset(node, named === undefined);
}

const OF_DATASETS: readonly Encoding[] = [array, stringArray, recArray, numericScalar, string, bytes, nullEncoding];
const SCALARS: readonly Encoding[] = [numericScalar, string, bytes];

/** h5py gives a value for what has no dimensions, and an array for what has some, whatever it is called: `elem[()]`, `asstr()[()]`. */
function ofShape(named: Encoding, node: StorageNode): Encoding {
  if (node.shape === null) return nullEncoding;
  const items = node.shape.reduce((product, length) => product * length, 1);
  // numeric-scalar and bytes are read with `.item()`, which takes an array of one.
  if (named === numericScalar || named === bytes) return items === 1 ? named : array;
  if (node.shape.length > 0) return SCALARS.includes(named) ? stringArray : referredOr(named, node);
  if (SCALARS.includes(named) || named === nullEncoding || node.dtype?.kind === 'compound') return named;
  return node.dtype?.kind === 'string' ? string : numericScalar;
}

function referredOr(named: Encoding, node: StorageNode): Encoding {
  return named === array && isReferred(node) ? referredCategorical : named;
}

/**
 * A group without a name for what it is. Its attributes are the evidence: a dict of anndata 0.7 has no name either, and may hold anything
 * under any name. Source: read_basic in anndata's `_io/specs/methods.py`, which knows h5sparse only.
 */
function recognizeGroup(node: StorageNode, children: readonly Element[]): Encoding {
  const has = (...names: string[]) => names.every((name) => children.some((child) => child.node.name === name));
  const says = (name: string) => attributeOf(node, name) !== undefined;
  if (has('data', 'indices', 'indptr') && (says('h5sparse_format') || says('h5sparse_shape') || says('shape')))
    return sparseAsItLies(node, children);
  if (has('codes', 'categories') && says('ordered')) return categorical;
  if (says('column-order')) return dataframe;
  return dict;
}

/** @param isUnnamed no encoding-type at all, as before anndata 0.8 */
function recognizeDataset(node: StorageNode, isUnnamed: boolean): Encoding {
  if (isReferred(node)) return referredCategorical;
  const { dtype, shape } = node;
  // A type or a link is no value, not even an empty one.
  if (shape === null) return dtype?.kind === 'unsupported' ? array : nullEncoding;
  if (dtype?.kind === 'compound') return recArray;
  if (shape.length === 0) return dtype?.kind === 'string' ? string : numericScalar;
  if (dtype?.kind !== 'string') return array;
  return isUnnamed && dtype.size !== null && dtype.charset === 'ascii' && shape[0] === 1 ? firstOfOne(shape) : stringArray;
}

/** anndata 0.7's categorical columns. */
function isReferred(node: StorageNode): boolean {
  return node.attributes.some(({ name, dtype, value }) => name === 'categories' && (dtype === 'reference' || typeof value === 'string'));
}
