/**
 * Umbra's library: reads `.h5ad`, `.h5mu`, the same as Zarr, 10x Genomics' `.h5`, loom and plain HDF5 lazily, on a page and in Node.
 *
 *     const mdata = await open('citeseq.h5mu');
 *     console.log(String(mdata));
 *     const { values, categories } = await mdata.obsVector({ mod: 'rna', kind: 'obs', column: 'celltype' });
 */
export { prepare } from '#connect';
export { awkwardItems, awkwardLeaves, type Nested } from '../arrays/awkward.ts';
export { packStrings, toValue, type ValueInput } from '../arrays/from-js.ts';
export { categoryNames, type Item, itemAt, lengthOf, namesOf, stringAt, toArray, toStrings } from '../arrays/items.ts';
export { pythonText } from '../arrays/python-text.ts';
export { invertMap } from '../arrays/row-map.ts';
export { type ErrorRecord, type ErrorTag, isAbort, type Setting, ShadowError, toErrorRecord } from '../protocol/errors.ts';
export {
  type Fetched,
  type FileStats,
  type Folder,
  type IndexState,
  isFolder,
  type KeptFile,
  type KeptIndex,
  type Progress,
  type Source,
  type WhichIndexes,
} from '../protocol/methods.ts';
export {
  type Attribute,
  type AttributeValue,
  attributeOf,
  type FilterInfo,
  type Layout,
  type Outline,
  type OutlineNode,
} from '../protocol/outline.ts';
export { LOG_BASES, type MatrixSample, type RowSample } from '../protocol/sample.ts';
export type { Selection } from '../protocol/selection.ts';
export { sizeText } from '../protocol/size-text.ts';
export { nameOfUrl } from '../protocol/url-name.ts';
export * from '../protocol/values.ts';
export { AnnDataShadow } from './anndata-shadow.ts';
export type { AxisSelection } from './axis-selection.ts';
export { DataFrameShadow } from './data-frame-shadow.ts';
export { DataShadow } from './data-shadow.ts';
export { ElemShadow } from './elem-shadow.ts';
export type { EmbeddingRef } from './embedding.ts';
export { Hdf5Shadow } from './hdf5-shadow.ts';
export { forgetKeptFiles, forgetKeptIndexes } from './kept.ts';
export { MapShadow } from './map-shadow.ts';
export { MuDataShadow } from './mudata-shadow.ts';
export { hasNames, readNames } from './names.ts';
export { type OpenedShadow, type OpenOptions, open, type WholeUrl } from './open.ts';
export { RawShadow } from './raw-shadow.ts';
export type { CallOptions } from './reader.ts';
export type { CellRef, ObsmRef, ObsRef, SetRef, VarColumnRef, VarmRef, VarRef, VarVectorRef, VectorRef } from './ref.ts';
export { type Change, ChangeEvent } from './session.ts';
export { ADDED, byCodePoint, CACHED, type Mark, ShadowNode } from './shadow-node.ts';
export { Slot } from './slot.ts';
export type { Vector, VectorOptions } from './vector.ts';
