/**
 * Looks at a few rows of a matrix, spread over it, to tell what its values are. Runs on the file side. Keeps nothing,
 * and reads a few megabytes at most, however large the matrix is.
 */
import { ShadowError } from '../protocol/errors.ts';
import type { MatrixSample } from '../protocol/sample.ts';
import type { ArrayValue, NumberData } from '../protocol/values.ts';
import type { StorageNode } from '../storage/storage.ts';
import { isCompressed, readIndptr, signalOf } from './compressed.ts';
import { type Element, member, type ReadContext, readElement } from './encoding.ts';
import { SampleStatistics } from './sample-statistics.ts';

/** Where to look, as shares of the way through the matrix: files are often sorted by batch. */
const PLACES = [0.02, 0.35, 0.65, 0.98];
const ROWS_A_PLACE = 8;
const ENTRIES_A_PLACE = 64 * 1024;
/** Bytes that may have to be decompressed in all. */
const BUDGET = 8 * 1024 * 1024;

/** @throws ShadowError `invalid` for what is no matrix of numbers; else why it cannot be read */
export async function sampleMatrix(element: Element, context: ReadContext): Promise<MatrixSample> {
  const { problem, path, shape } = element.outline;
  if (problem) throw new ShadowError(problem);
  if (shape?.length === 2) {
    if (isCompressed(element, 'csr')) return sampleSparse('csr', element, context);
    if (isCompressed(element, 'csc')) return sampleSparse('csc', element, context);
    if (element.node.shape?.length === 2) return sampleDense(element, context);
  }
  throw new ShadowError({ tag: 'invalid', path, message: `${path} is not a matrix.` });
}

async function sampleSparse(format: 'csr' | 'csc', element: Element, context: ReadContext): Promise<MatrixSample> {
  const { node } = member(element, 'data');
  const [rows = 0, columns = 0] = element.outline.shape ?? [];
  const majors = format === 'csr' ? rows : columns;
  const statistics = new SampleStatistics();
  for (const start of placesIn(majors, bytesOfChunk(node))) {
    const indptr = await readIndptr(format, element, context, start, Math.min(majors, start + ROWS_A_PLACE));
    const first = indptr[0] as number;
    const last = Math.min(indptr.at(-1) as number, first + ENTRIES_A_PLACE);
    const data = numbersOf(await context.storage.read(node, [{ start: first, end: last }], signalOf(context)), element);
    if (format === 'csc') statistics.addValues(data);
    else
      for (let i = 0; i + 1 < indptr.length; i++) {
        const [from, to] = [(indptr[i] as number) - first, (indptr[i + 1] as number) - first];
        if (to <= data.length) statistics.addRow(data.subarray(from, to) as NumberData);
        else statistics.addValues(data.subarray(from) as NumberData);
      }
  }
  const stored = (node.shape?.[0] ?? 0) / Math.max(1, rows * columns);
  // What is stored can be zero all the same.
  return statistics.finish(stored * statistics.filled);
}

async function sampleDense(element: Element, context: ReadContext): Promise<MatrixSample> {
  const { node } = element;
  const [rows = 0, columns = 0] = node.shape ?? [];
  const [chunkRows = 1, chunkColumns = columns] = node.chunks ?? [];
  const bytesOfRows = Math.ceil(ROWS_A_PLACE / chunkRows) * chunkRows * columns * (node.dtype?.size ?? 8);
  const isWhole = bytesOfRows <= BUDGET;
  const width = isWhole ? columns : Math.min(columns, Math.max(chunkColumns, 256));
  const statistics = new SampleStatistics();
  for (const start of placesIn(rows, isWhole ? bytesOfRows : bytesOfChunk(node))) {
    const rowsHere = [start, Math.min(rows, start + ROWS_A_PLACE)] as const;
    const { onSlab: _, ...quiet } = context;
    const data = numbersOf((await readElement(element, [rowsHere, [0, width]], quiet)) as ArrayValue, element);
    for (let from = 0; from < data.length; from += width) {
      const row = data.subarray(from, from + width) as NumberData;
      if (isWhole) statistics.addRow(row);
      else statistics.addValues(row);
    }
  }
  return statistics.finish(statistics.filled);
}

/** First rows of the places that are looked at: as many as fit into the budget, none twice. */
function placesIn(length: number, bytesEach: number): number[] {
  const count = Math.min(PLACES.length, Math.max(1, Math.floor(BUDGET / Math.max(1, bytesEach))));
  // One place: in the middle.
  const places = count === 1 ? [0.5] : PLACES.slice(0, count);
  const starts = places.map((share) => Math.max(0, Math.min(Math.floor(share * length), length - ROWS_A_PLACE)));
  return length === 0 ? [] : [...new Set(starts)];
}

function bytesOfChunk(node: StorageNode): number {
  return (node.chunks ?? [0]).reduce((items, length) => items * length, 1) * (node.dtype?.size ?? 8);
}

function numbersOf(value: ArrayValue, element: Element): NumberData {
  const isNumbers = value.kind === 'boolean' || (value.kind === 'numeric' && !value.dtype.startsWith('complex'));
  if (isNumbers) return value.data;
  throw new ShadowError({ tag: 'invalid', path: element.node.path, message: `${element.node.path} does not hold numbers.` });
}
