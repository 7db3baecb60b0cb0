/** What an HDF5 file is that is neither AnnData nor MuData, by what is in it, and the way to one of them. Pure. */
import { attributeOf, type OutlineNode } from '../protocol/outline.ts';

export interface Resemblance {
  /** As “a Seurat object (h5Seurat)”. */
  readonly what: string;
  /** What to do to see more of it. */
  readonly hint: string;
}

const has = (node: OutlineNode, ...names: string[]): boolean => names.every((name) => node.children.some((child) => child.name === name));

/** First match counts. */
const KINDS: readonly (readonly [matches: (root: OutlineNode) => boolean, Resemblance])[] = [
  [
    (root) => has(root, 'barcode_idx', 'umi'),
    { what: 'a table of molecules by Cell Ranger', hint: 'The matrix is in filtered_feature_bc_matrix.h5, beside it.' },
  ],
  [
    (root) => has(root, 'assays') && (has(root, 'meta.data') || has(root, 'cell.names')),
    {
      what: 'a Seurat object (h5Seurat)',
      hint: 'To see its cells, convert it in R: SeuratDisk::Convert("x.h5seurat", dest = "h5ad"), or load it and write it with anndataR.',
    },
  ],
  [
    (root) => root.children.some((group) => attributeOf(group, 'pandas_type') !== undefined),
    {
      what: 'a pandas store',
      hint: 'With cells as rows and genes as columns, convert it in Python: anndata.AnnData(pandas.read_hdf("x.h5")).write_h5ad("x.h5ad").',
    },
  ],
  [
    (root) => has(root, 'model_weights') || attributeOf(root, 'keras_version') !== undefined,
    { what: 'a neural network (Keras)', hint: 'Its layers are in the tree.' },
  ],
  [
    (root) => ['X', 'obsm', 'layers'].some((name) => has(root, name)) && has(root, 'obs') !== has(root, 'var'),
    { what: 'an AnnData that was not written completely', hint: 'Write it again: obs and var both have to be there.' },
  ],
];

export function foreignHdf5(root: OutlineNode): Resemblance | null {
  return KINDS.find(([matches]) => matches(root))?.[1] ?? null;
}
