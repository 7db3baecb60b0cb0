/** What an HDF5 file is that is neither AnnData nor MuData, by what is in it, and the way out. Pure. */
import type { ErrorRecord } from '../protocol/errors.ts';
import { attributeOf, type Outline, type OutlineNode } from '../protocol/outline.ts';

interface Foreign {
  readonly what: string;
  readonly hint: string;
}

const has = (node: OutlineNode | undefined, ...names: string[]): boolean =>
  node !== undefined && names.every((name) => node.children.some((child) => child.name === name));

const child = (node: OutlineNode, name: string): OutlineNode | undefined => node.children.find((candidate) => candidate.name === name);

/** First match counts. */
const KINDS: readonly (readonly [matches: (root: OutlineNode) => boolean, Foreign])[] = [
  [
    // Cell Ranger 3 and CellBender; Cell Ranger 2 has a group for each genome.
    (root) => [child(root, 'matrix'), ...root.children].some((group) => has(group, 'barcodes', 'data', 'indices', 'indptr')),
    { what: 'a 10x Genomics matrix', hint: 'Convert it in Python: scanpy.read_10x_h5("x.h5").write_h5ad("x.h5ad").' },
  ],
  [
    (root) => has(root, 'barcode_idx', 'umi'),
    { what: 'a table of molecules by Cell Ranger', hint: 'The matrix is in filtered_feature_bc_matrix.h5, beside it.' },
  ],
  [
    (root) => has(root, 'matrix', 'row_attrs', 'col_attrs'),
    { what: 'a loom file', hint: 'Convert it in Python: anndata.io.read_loom("x.loom").write_h5ad("x.h5ad").' },
  ],
  [
    (root) => has(root, 'assays') && (has(root, 'meta.data') || has(root, 'cell.names')),
    {
      what: 'a Seurat object (h5Seurat)',
      hint: 'Convert it in R: SeuratDisk::Convert("x.h5seurat", dest = "h5ad"), or load it and write it with anndataR.',
    },
  ],
  [
    (root) => root.children.some((group) => attributeOf(group, 'pandas_type') !== undefined),
    {
      what: 'a pandas store',
      hint: 'With cells as rows and genes as columns, convert it in Python: anndata.AnnData(pandas.read_hdf("x.h5")).write_h5ad("x.h5ad").',
    },
  ],
];

export function foreignHdf5({ file, root }: Outline): ErrorRecord {
  const known = KINDS.find(([matches]) => matches(root))?.[1];
  if (known) return { tag: 'unsupported', message: `${file.name} is ${known.what}: HDF5, but not AnnData or MuData.`, hint: known.hint };
  const members = root.children.map(({ name }) => name);
  const found = members.length > 0 ? `It holds ${members.slice(0, 5).join(', ')}${members.length > 5 ? '…' : ''}.` : 'It is empty.';
  return {
    tag: 'unsupported',
    message: `${file.name} is an HDF5 file, but not AnnData or MuData: it has no obs and var. ${found}`,
    hint: 'Umbra opens .h5ad and .h5mu files.',
  };
}
