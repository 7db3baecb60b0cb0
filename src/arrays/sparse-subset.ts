/** A part of a sparse matrix that stays sparse, as scipy's `matrix[rows][:, columns]`. Pure; runs on every thread. */
import { ShadowError } from '../protocol/errors.ts';
import type { ArrayValue, BooleanArray, NumberData, NumericArray, SparseMatrix } from '../protocol/values.ts';
import { type Positions, positionList } from './positions.ts';

type Format = SparseMatrix['format'];

/**
 * In the order of the positions; a row or column may come again. Positions are within the matrix.
 * "Major" and "minor" are meant as in `sparse.ts`.
 */
export function subsetSparse(matrix: SparseMatrix, rows: Positions, columns: Positions): SparseMatrix {
  const { format, shape, indptr, indices, values } = matrix;
  const [nMajors, nMinors] = format === 'csr' ? shape : ([shape[1], shape[0]] as const);
  const majors = positionList(format === 'csr' ? rows : columns, nMajors);
  const minors = positionList(format === 'csr' ? columns : rows, nMinors);
  const { starts, places } = placesOf(minors, nMinors);

  const offsets = new Float64Array(majors.length + 1);
  majors.forEach((major, m) => {
    let at = offsets[m] as number;
    for (let e = indptr[major] as number; e < (indptr[major + 1] as number); e++) {
      const index = indices[e] as number;
      at += (starts[index + 1] as number) - (starts[index] as number);
    }
    offsets[m + 1] = at;
  });

  const size = offsets.at(-1) as number;
  const placed = new Int32Array(size);
  const from = new Uint32Array(size);
  majors.forEach((major, m) => {
    let at = offsets[m] as number;
    for (let e = indptr[major] as number; e < (indptr[major + 1] as number); e++) {
      const index = indices[e] as number;
      for (let p = starts[index] as number; p < (starts[index + 1] as number); p++) {
        placed[at] = places[p] as number;
        from[at++] = e;
      }
    }
    sortTogether(placed.subarray(offsets[m], at), from.subarray(offsets[m], at));
  });

  const taken = emptyLike(values, size);
  for (let at = 0; at < size; at++) taken.data[at] = values.data[from[at] as number] as never;
  const outShape = format === 'csr' ? ([majors.length, minors.length] as const) : ([minors.length, majors.length] as const);
  return { kind: 'sparse', format, shape: outShape, indptr: offsets, indices: placed, values: taken };
}

/** A dense matrix as a sparse one: what is zero is not stored. @throws ShadowError `invalid` for what is no matrix of numbers */
export function toSparse(matrix: ArrayValue, format: Format): SparseMatrix {
  const [rows = 0, columns = 0] = matrix.shape;
  if (matrix.kind !== 'numeric' && matrix.kind !== 'boolean')
    throw new ShadowError({ tag: 'invalid', message: 'Only a matrix of numbers can be sparse.' });
  const [majors, minors] = format === 'csr' ? [rows, columns] : [columns, rows];
  const at = (major: number, minor: number): number => (format === 'csr' ? major * columns + minor : minor * columns + major);
  const isZero = (value: unknown): boolean => value === 0 || value === 0n;
  let stored = 0;
  for (const value of matrix.data) if (!isZero(value)) stored++;
  const out = { indptr: new Float64Array(majors + 1), indices: new Int32Array(stored), values: emptyLike(matrix, stored) };
  let entry = 0;
  for (let major = 0; major < majors; major++) {
    for (let minor = 0; minor < minors; minor++) {
      const value = matrix.data[at(major, minor)];
      if (isZero(value)) continue;
      out.indices[entry] = minor;
      out.values.data[entry++] = value as never;
    }
    out.indptr[major + 1] = entry;
  }
  return { kind: 'sparse', format, shape: [rows, columns], ...out };
}

/** Where each index goes: `places[starts[index] … starts[index + 1]]`, which is nowhere, one place, or several. */
function placesOf(list: Uint32Array, length: number): { starts: Uint32Array; places: Uint32Array } {
  const starts = new Uint32Array(length + 1);
  for (const index of list) starts[index + 1] = (starts[index + 1] as number) + 1;
  for (let i = 0; i < length; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice();
  const places = new Uint32Array(list.length);
  list.forEach((index, place) => {
    const at = next[index] as number;
    places[at] = place;
    next[index] = at + 1;
  });
  return { starts, places };
}

/** Sorts the places of one row, and where each entry comes from with them; mostly they are sorted. */
function sortTogether(places: Int32Array, from: Uint32Array): void {
  if (places.every((place, i) => i === 0 || (places[i - 1] as number) <= place)) return;
  const order = Array.from(places.keys()).sort((a, b) => (places[a] as number) - (places[b] as number));
  const [sorted, entries] = [order.map((i) => places[i] as number), order.map((i) => from[i] as number)];
  places.set(sorted);
  from.set(entries);
}

function emptyLike<T extends NumericArray | BooleanArray>(values: T, size: number): T {
  const data = new (values.data.constructor as new (length: number) => NumberData)(size);
  return { ...values, shape: [size], data };
}
