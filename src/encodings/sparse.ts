/** Sparse matrices: encodings `csr_matrix` and `csc_matrix`, and h5sparse's attributes of before 0.7. Runs on the file side. */
import { DenseFiller, type SparseShape } from '../arrays/sparse.ts';
import { ShadowError } from '../protocol/errors.ts';
import { attributeOf } from '../protocol/outline.ts';
import { type Selection, selectionLength } from '../protocol/selection.ts';
import type { ArrayValue, NumberData, SparseMatrix, Value } from '../protocol/values.ts';
import { int32MinorsOf } from '../scan/minors.ts';
import { dtypeName, type StorageNode } from '../storage/storage.ts';
import { textAttribute } from './attributes.ts';
import { assertCovers, notNumeric, readIndptr, shapeOf, signalOf } from './compressed.ts';
import { type Element, type Encoding, member, type ReadContext, type Summary } from './encoding.ts';
import { readMajors } from './major-slices.ts';
import { PART_EVERY, readMinors } from './minor-slices.ts';

export const csr = sparseEncoding('csr');
export const csc = sparseEncoding('csc');

/** Entries looked at in one step when a part is taken: 4 MB of indices. */
const ENTRIES_PER_SLAB = 1024 * 1024;

function sparseEncoding(format: 'csr' | 'csc'): Encoding {
  return {
    type: `${format}_matrix`,
    summarize(node, children): Summary {
      const shape = declaredShape(node);
      const dtype = member({ node, children }, 'data').node.dtype;
      if (shape) assertOffsets(format, node, children, shape);
      return { shape, dtype: dtype && dtypeName(dtype) };
    },
    async read(element, selection, context) {
      if (!selection) return readWhole(format, element, context);
      const located = (await readMinors(format, element, selection, context)) ?? (await readMajors(format, element, selection, context));
      return located ?? readPart(format, element, selection, context);
    },
  };
}

/** Of a group that does not name its encoding: h5sparse's attribute says the format, or the number of offsets does. */
export function sparseAsItLies(node: StorageNode, children: readonly Element[]): Encoding {
  const format = textAttribute(node, 'h5sparse_format');
  if (format === 'csr' || format === 'csc') return format === 'csc' ? csc : csr;
  const [rows = 0, columns = 0] = declaredShape(node) ?? [];
  const majors = (children.find((child) => child.node.name === 'indptr')?.node.shape?.[0] ?? 0) - 1;
  if (rows !== columns) return majors === columns ? csc : csr;
  return { ...csr, summarize: () => unclear(node.path) };
}

function unclear(path: string): never {
  throw new ShadowError({
    tag: 'unsupported',
    path,
    message: `${path} is a sparse matrix that does not say whether it lies by rows or by columns.`,
    hint: 'Its attribute encoding-type, csr_matrix or csc_matrix, is missing.',
  });
}

function declaredShape(node: StorageNode): readonly [number, number] | null {
  const shape = attributeOf(node, 'shape') ?? attributeOf(node, 'h5sparse_shape');
  if (!Array.isArray(shape) || shape.length !== 2) return null;
  const [rows, columns] = shape.map(Number);
  return [rows as number, columns as number];
}

/** One offset more than there are rows (or columns): else every value would be in the wrong place. */
function assertOffsets(
  format: 'csr' | 'csc',
  node: StorageNode,
  children: readonly Element[],
  [rows, columns]: readonly [number, number],
): void {
  const offsets = member({ node, children }, 'indptr').node.shape?.[0];
  const majors = format === 'csr' ? rows : columns;
  if (offsets === majors + 1) return;
  throw new ShadowError({
    tag: 'corrupt',
    path: node.path,
    message: `${node.path} is ${rows} × ${columns}, but its indptr has ${offsets ?? 'no'} offsets instead of ${majors + 1}.`,
  });
}

async function readWhole(format: 'csr' | 'csc', element: Element, context: ReadContext): Promise<SparseMatrix> {
  const shape = shapeOf(element);
  const indptr = await readIndptr(format, element, context);
  const [indices, values] = [member(element, 'indices').node, member(element, 'data').node];
  // Indices and values weigh about the same: each is half of the way.
  const half = (from: number): ReadContext => ({
    ...context,
    ...(context.onSlab ? { onSlab: (done: number) => context.onSlab?.(from + done / 2) ?? Promise.resolve() } : {}),
  });
  const minors = toIndices(await context.storage.read(indices, null, half(0)), element, format);
  const data = await context.storage.read(values, null, half(0.5));
  if (data.kind !== 'numeric' && data.kind !== 'boolean') throw notNumeric(element);
  assertCovers(indptr, minors.length, element.node.path);
  assertCovers(indptr, data.data.length, element.node.path);
  return { kind: 'sparse', format, shape, indptr, indices: minors, values: data };
}

/** Only the entries of the majors asked for are read, slab by slab; values only where a slab has an entry that is wanted. */
async function readPart(format: 'csr' | 'csc', element: Element, selection: readonly Selection[], context: ReadContext): Promise<Value> {
  const { storage } = context;
  const [indices, values] = [member(element, 'indices').node, member(element, 'data').node];
  const dtype = values.dtype && dtypeName(values.dtype);
  if (!dtype) throw notNumeric(element);
  const matrix: SparseShape = { format, shape: shapeOf(element), dtype };
  const empty = await storage.read(values, [{ start: 0, end: 0 }]);
  if (empty.kind !== 'numeric' && empty.kind !== 'boolean') throw notNumeric(element);
  const filler = new DenseFiller(
    matrix,
    empty.data.constructor as new (
      length: number,
    ) => NumberData,
    selection[0] ?? null,
    selection[1] ?? null,
  );

  const nMajors = filler.majors.reduce((sum, { start, end }) => sum + end - start, 0);
  const [minorAxis, nMinors] = format === 'csr' ? [1, matrix.shape[1]] : [0, matrix.shape[0]];
  const isVector = selectionLength(selection[minorAxis] ?? null, nMinors) === 1;
  let told = performance.now();
  let at = 0;
  for (const { start, end } of filler.majors) {
    const indptr = await readIndptr(format, element, context, start, end);
    const [first, last] = [indptr[0] as number, indptr.at(-1) as number];
    const read = (node: StorageNode, from: number): Promise<ArrayValue> =>
      storage.read(node, [{ start: from, end: Math.min(last, from + ENTRIES_PER_SLAB) }], signalOf(context));
    let ahead = first < last ? read(indices, first) : null;
    for (let from = first; from < last && ahead; from += ENTRIES_PER_SLAB) {
      const to = Math.min(last, from + ENTRIES_PER_SLAB);
      // Where every entry is wanted, both are fetched at the same time.
      const [minorsRead, early] = await Promise.all([ahead, filler.isWhole ? read(values, from) : null]);
      const minors = toIndices(minorsRead, element, format);
      ahead = to < last ? read(indices, to) : null;
      // Whoever waits for it hears of it.
      ahead?.catch(() => {});
      const data = early ?? (filler.hits(minors) ? await read(values, from) : null);
      if (data?.kind === 'numeric' || data?.kind === 'boolean') filler.add(at, indptr, from, minors, data.data);
      const share = (at + ((to - first) / (last - first)) * (end - start)) / nMajors;
      await context.onSlab?.(share);
      if (!isVector || performance.now() - told < PART_EVERY) continue;
      told = performance.now();
      const known = at + majorsBefore(indptr, to);
      context.onPart?.(share, () => filler.soFar(known));
    }
    at += end - start;
  }
  return filler.finish();
}

/** How many majors end at that entry or before it. */
function majorsBefore(indptr: Float64Array, entry: number): number {
  let [low, high] = [0, indptr.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((indptr[middle] as number) <= entry) low = middle;
    else high = middle - 1;
  }
  return low;
}

function toIndices(value: ArrayValue, element: Element, format: 'csr' | 'csc'): Int32Array<ArrayBuffer> {
  if (value.kind !== 'numeric') throw notNumeric(element);
  return int32MinorsOf(value.data, shapeOf(element)[format === 'csr' ? 1 : 0], element.node.path);
}
