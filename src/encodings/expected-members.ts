/**
 * What a group of its kind has in it, for storages that cannot list: a Zarr store on a web server without consolidated metadata.
 * Runs on the file side, pure. What may have any name is not here: those groups say that they cannot be listed.
 */
import type { StorageNode } from '../storage/storage.ts';
import { textAttribute, textsAttribute } from './attributes.ts';

const SPARSE = ['data', 'indices', 'indptr'];
const NULLABLE = ['values', 'mask'];
const ANNDATA = ['X', 'raw', 'layers', 'obs', 'var', 'obsm', 'varm', 'obsp', 'varp', 'uns'];
const MUDATA = ['mod', 'obs', 'var', 'obsm', 'varm', 'obsp', 'varp', 'obsmap', 'varmap', 'uns'];
/** SpatialData's, today's and before its version 0.2. */
const SPATIAL = ['tables', 'table'];

const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['anndata', ANNDATA],
  ['MuData', MUDATA],
  ['raw', ['X', 'var', 'varm']],
  ['csr_matrix', SPARSE],
  ['csc_matrix', SPARSE],
  ['categorical', ['codes', 'categories']],
  ['nullable-integer', NULLABLE],
  ['nullable-boolean', NULLABLE],
  ['nullable-string-array', NULLABLE],
]);

/** Names that a group of any name may have under it, and most have. */
const USUAL: ReadonlyMap<string, readonly string[]> = new Map([
  ['obsm', ['X_umap', 'X_tsne', 'X_pca', 'spatial']],
  ['tables', ['table']],
  ['table', ['table']],
]);

export function expectedMembers(node: StorageNode): readonly string[] {
  const type = textAttribute(node, 'encoding-type');
  if (type === 'dataframe')
    return [...new Set([textAttribute(node, '_index') ?? '_index', ...(textsAttribute(node, 'column-order') ?? [])])];
  const known = type === undefined ? undefined : MEMBERS.get(type);
  if (known) return known;
  if (node.path === '' && type === undefined) return [...new Set([...ANNDATA, ...MUDATA, ...SPATIAL])];
  return node.name === 'mod' ? (textsAttribute(node, 'mod-order') ?? []) : (USUAL.get(node.name) ?? []);
}
