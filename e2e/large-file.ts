/**
 * Writes a file whose matrix is so large that its genes are looked for by scan workers and an index, and tells what is in it by the same
 * formula. Node, beside the specs.
 */
import h5wasm, { type Group } from 'h5wasm/node';

const CELLS = 20_000;
const GENES = 2000;
/** In each cell: 2.4 million entries in all, which is more than are looked through in the file worker. */
const IN_A_CELL = 120;

/** Genes of a cell are far from each other, and no two are the same: 31 and 2,000 have no common divisor. */
const geneOf = (cell: number, entry: number): number => (cell * 7 + entry * 31) % GENES;
const valueIn = (cell: number, gene: number): number => ((cell * 3 + gene * 5) % 17) + 0.5;

/** The values of a gene, as Python would read them. */
export function expectedOf(gene: number): number[] {
  return Array.from({ length: CELLS }, (_, cell) => {
    const isIn = Array.from({ length: IN_A_CELL }, (_, entry) => geneOf(cell, entry)).includes(gene);
    return isIn ? valueIn(cell, gene) : 0;
  });
}

/** Bytes of its matrix: indices and values. */
export const MATRIX_BYTES = CELLS * IN_A_CELL * 8;

export async function writeLargeFile(path: string): Promise<void> {
  await h5wasm.ready;
  const entries = CELLS * IN_A_CELL;
  const indices = new Int32Array(entries);
  const values = new Float32Array(entries);
  for (let cell = 0; cell < CELLS; cell++) {
    for (let entry = 0; entry < IN_A_CELL; entry++) {
      const at = cell * IN_A_CELL + entry;
      const gene = geneOf(cell, entry);
      indices[at] = gene;
      values[at] = valueIn(cell, gene);
    }
  }
  const file = new h5wasm.File(path, 'w');
  encode(file, 'anndata', '0.1.0');
  const X = encode(file.create_group('X'), 'csr_matrix', '0.1.0');
  X.create_attribute('shape', [CELLS, GENES], [2], '<i4');
  X.create_dataset({ name: 'indices', data: indices, shape: [entries], dtype: '<i4' });
  X.create_dataset({ name: 'data', data: values, shape: [entries], dtype: '<f4' });
  const indptr = Int32Array.from({ length: CELLS + 1 }, (_, cell) => cell * IN_A_CELL);
  X.create_dataset({ name: 'indptr', data: indptr, shape: [CELLS + 1], dtype: '<i4' });
  writeNames(encode(file.create_group('obs'), 'dataframe', '0.2.0'), 'cell', CELLS);
  writeNames(encode(file.create_group('var'), 'dataframe', '0.2.0'), 'gene', GENES);
  const obsm = encode(file.create_group('obsm'), 'dict', '0.1.0');
  const xy = Float32Array.from({ length: CELLS * 2 }, (_, i) => (i % 2 === 0 ? (i / 2) % 200 : Math.floor(i / 400)));
  encode(obsm.create_dataset({ name: 'X_umap', data: xy, shape: [CELLS, 2], dtype: '<f4' }), 'array', '0.2.0');
  file.close();
}

function encode<T extends Pick<Group, 'create_attribute'>>(object: T, type: string, version: string): T {
  object.create_attribute('encoding-type', type);
  object.create_attribute('encoding-version', version);
  return object;
}

function writeNames(frame: Group, name: string, count: number): void {
  frame.create_attribute('_index', '_index');
  const names = Array.from({ length: count }, (_, i) => `${name}${i}`);
  encode(frame.create_dataset({ name: '_index', data: names, shape: [count] }), 'string-array', '0.2.0');
}
