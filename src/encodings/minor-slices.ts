/**
 * A few minors of a large matrix, as genes of a CSR matrix or of a dense one that lies in one piece: the way past the storage, through
 * index and scan workers. Runs on the file side. Where it is not open (other filters, small matrices) it answers null, and the matrix is
 * read slab by slab.
 */
import type { Selection } from '../protocol/selection.ts';
import type { ArrayValue, NumberData } from '../protocol/values.ts';
import type { DenseMatrix } from '../scan/matrices.ts';
import type { LocatedMatrix, ScanOptions } from '../scan/minor-reader.ts';
import { assertCovers, readIndptr } from './compressed.ts';
import { type Element, member, type ReadContext } from './encoding.ts';

/** More are read slab by slab: a value for each of many cells and genes is a part of the matrix, not a vector. */
const MOST_WANTED = 64;
/** Milliseconds between two values that are shown while the scan goes on, each a copy of what is known. */
export const PART_EVERY = 400;

/** Where the entries of a matrix lie; null where only the storage can read them, or there are too few to be worth it. */
export async function locateMatrix(format: 'csr' | 'csc', element: Element, context: ReadContext): Promise<LocatedMatrix | null> {
  const { storage, minors, signal } = context;
  const [rows = 0, columns = 0] = element.outline.shape ?? [];
  const [indices, data] = [member(element, 'indices').node, member(element, 'data').node];
  const entries = data.shape?.[0] ?? 0;
  if (!minors || entries < minors.fewestEntries || indices.shape?.[0] !== entries) return null;
  const [minorOf, values] = [await storage.locate(indices.path, signal), await storage.locate(data.path, signal)];
  if (!minorOf || !values || /float|bool/.test(minorOf.dtype)) return null;
  return {
    path: element.node.path,
    nMajors: format === 'csr' ? rows : columns,
    nMinors: format === 'csr' ? columns : rows,
    indices: minorOf,
    values,
    readIndptr: async (abort) => {
      const { signal: _, onSlab: __, ...quiet } = context;
      const indptr = await readIndptr(format, element, { ...quiet, ...(abort ? { signal: abort } : {}) });
      assertCovers(indptr, entries, element.node.path);
      return indptr;
    },
  };
}

/** Where the values of a dense matrix lie; null where only the storage can read them, or there are too few to be worth it. */
export async function locateDense({ node }: Element, { storage, minors, signal }: ReadContext): Promise<DenseMatrix | null> {
  const [nMajors = 0, nMinors = 0] = node.shape ?? [];
  if (!minors || node.shape?.length !== 2 || node.chunks || nMajors * nMinors < Math.max(1, minors.fewestEntries)) return null;
  const values = await storage.locate(node.path, signal);
  return values && { path: node.path, nMajors, nMinors, values };
}

/** @throws ShadowError as the matrix does when it is read */
export async function readMinors(
  format: 'csr' | 'csc',
  element: Element,
  [rows = null, columns = null]: readonly Selection[],
  context: ReadContext,
): Promise<ArrayValue | null> {
  const { minors } = context;
  const list = format === 'csr' ? fewOf(rows, columns) : fewOf(columns, rows);
  const matrix = list && minors && (await locateMatrix(format, element, context));
  return matrix ? collect(format, matrix, list, context, (wanted, options) => minors.read(matrix, wanted, 'each', options)) : null;
}

/** @throws ShadowError as the matrix does when it is read */
export async function readDenseColumns(
  element: Element,
  [rows = null, columns = null]: readonly Selection[],
  context: ReadContext,
): Promise<ArrayValue | null> {
  const { minors } = context;
  const list = fewOf(rows, columns);
  const matrix = list && minors && (await locateDense(element, context));
  return matrix ? collect('csr', matrix, list, context, (wanted, options) => minors.readDense(matrix, wanted, 'each', options)) : null;
}

/** The minors that are wanted, where all majors are and they are few. */
function fewOf(majors: Selection, minors: Selection): Uint32Array<ArrayBuffer> | null {
  const list = typeof minors === 'number' ? Uint32Array.of(minors) : minors;
  return majors === null && list instanceof Uint32Array && list.length > 0 && list.length <= MOST_WANTED ? list : null;
}

async function collect(
  format: 'csr' | 'csc',
  matrix: LocatedMatrix | DenseMatrix,
  list: Uint32Array<ArrayBuffer>,
  { signal, onPart }: ReadContext,
  read: (wanted: Uint32Array<ArrayBuffer>, options: ScanOptions) => Promise<NumberData>,
): Promise<ArrayValue | null> {
  // Whoever reads it slab by slab says what is wrong.
  if (list.some((minor) => minor >= matrix.nMinors)) return null;
  const wanted = Uint32Array.from(new Set(list));
  const places = Array.from(list, (minor) => wanted.indexOf(minor));
  const toValue = (found: NumberData, mask?: Uint8Array<ArrayBuffer>): ArrayValue =>
    arranged(found, matrix, places, wanted.length, format, mask);
  let told = performance.now();
  const found = await read(wanted, {
    signal,
    onBlock({ done, out, known }) {
      const isTime = list.length === 1 && performance.now() - told > PART_EVERY;
      if (isTime) told = performance.now();
      const part = (): ArrayValue =>
        toValue(
          out.slice() as NumberData,
          known.map((isKnown) => 1 - isKnown),
        );
      onPart?.(done, isTime ? part : null);
    },
  });
  return toValue(found);
}

/** The values in the order that was asked for, rows × columns. */
function arranged(
  found: NumberData,
  { nMajors, values: { dtype } }: LocatedMatrix | DenseMatrix,
  places: readonly number[],
  width: number,
  format: 'csr' | 'csc',
  mask?: Uint8Array<ArrayBuffer>,
): ArrayValue {
  const shape = format === 'csr' ? [nMajors, places.length] : [places.length, nMajors];
  let data = found;
  if (places.length > 1) {
    data = new (found.constructor as new (length: number) => NumberData)(nMajors * places.length);
    for (let major = 0; major < nMajors; major++) {
      places.forEach((place, i) => {
        data[format === 'csr' ? major * places.length + i : i * nMajors + major] = found[major * width + place] as never;
      });
    }
  }
  const masked = mask ? { mask } : {};
  if (dtype === 'bool') return { kind: 'boolean', shape, data: data as Uint8Array<ArrayBuffer>, ...masked };
  return { kind: 'numeric', dtype, shape, data, ...masked };
}
