/** The sum over many columns of a matrix (a set of genes), in one pass through the file. Runs on the file side; never holds the columns together. */
import { ShadowError } from '../protocol/errors.ts';
import type { NumberData, Value } from '../protocol/values.ts';
import type { Gathered } from '../scan/gathered.ts';
import { array } from './array.ts';
import { isCompressed } from './compressed.ts';
import { type Element, type ReadContext, readElement } from './encoding.ts';
import { locateDense, locateMatrix } from './minor-slices.ts';

/** Values that are in memory at a time, besides the result. */
const ITEMS_AT_ONCE = 4 * 2 ** 20;

/**
 * @param columns each counts once
 * @throws ShadowError `invalid` for a column that is not there, or what is no matrix of real numbers; else why it cannot be read
 */
export async function sumColumns(element: Element, columns: Uint32Array<ArrayBuffer>, context: ReadContext): Promise<Value> {
  const { problem, path, shape } = element.outline;
  if (problem) throw new ShadowError(problem);
  const [rows = 0, width = 0] = shape ?? [];
  const wanted = Uint32Array.from(new Set(columns)).sort();
  if (shape?.length !== 2 || wanted.some((column) => column >= width))
    throw new ShadowError({ tag: 'invalid', path, message: `${path} has no such columns: it is ${shape?.join(' × ') ?? 'no matrix'}.` });
  return {
    kind: 'numeric',
    dtype: 'float64',
    shape: [rows],
    data: (await scanned(element, wanted, context)) ?? (await bySlabs(element, wanted, context)),
  };
}

/** All at once by scan workers, where they can; null where they cannot. */
async function scanned(element: Element, wanted: Uint32Array<ArrayBuffer>, context: ReadContext): Promise<NumberData | null> {
  const { minors, signal, onPart } = context;
  if (!minors || wanted.length === 0) return null;
  const options = { signal, onBlock: ({ done }: Gathered): void => onPart?.(done, null) };
  if (isCompressed(element, 'csr')) {
    const matrix = await locateMatrix('csr', element, context);
    return matrix && minors.read(matrix, wanted, 'sum', options);
  }
  const dense = element.encoding.type === array.type ? await locateDense(element, context) : null;
  return dense && minors.readDense(dense, wanted, 'sum', options);
}

/** What lies by columns is read a few columns at a time, everything else a few rows at a time: once through the file. */
async function bySlabs(element: Element, wanted: Uint32Array<ArrayBuffer>, context: ReadContext): Promise<Float64Array<ArrayBuffer>> {
  const [rows = 0] = element.outline.shape ?? [];
  const sums = new Float64Array(rows);
  if (rows === 0) return sums;
  const { onSlab, onPart: _, ...quiet } = context;
  const isByRows = isCompressed(element, 'csr') || element.encoding.type === array.type;
  let done = 0;
  for (const part of isByRows ? rowParts(element, wanted, rows) : columnParts(wanted, rows)) {
    const value = await readElement(element, [[part.first, part.end], part.columns], quiet);
    if (value.kind !== 'boolean' && (value.kind !== 'numeric' || value.dtype.startsWith('complex'))) {
      const { path } = element.node;
      throw new ShadowError({ tag: 'invalid', path, message: `${path} does not hold real numbers.` });
    }
    for (let row = part.first, at = 0; row < part.end; row++)
      for (let i = 0; i < part.columns.length; i++, at++) (sums[row] as number) += Number(value.data[at]);
    done += (part.end - part.first) * part.columns.length;
    await onSlab?.(done / (rows * wanted.length));
  }
  return sums;
}

interface Part {
  readonly first: number;
  readonly end: number;
  readonly columns: Uint32Array<ArrayBuffer>;
}

function* columnParts(wanted: Uint32Array<ArrayBuffer>, rows: number): Generator<Part> {
  const atOnce = Math.max(1, Math.floor(ITEMS_AT_ONCE / rows));
  for (let from = 0; from < wanted.length; from += atOnce) yield { first: 0, end: rows, columns: wanted.slice(from, from + atOnce) };
}

/** A dense part has all that lies between its first and its last column: those that lie in other chunks are another part. */
function* rowParts({ node, encoding }: Element, wanted: Uint32Array<ArrayBuffer>, rows: number): Generator<Part> {
  const [chunkRows = 1, chunkColumns = Number.POSITIVE_INFINITY] = node.chunks ?? [];
  const isDense = encoding.type === array.type;
  for (let from = 0; from < wanted.length; ) {
    let to = from + 1;
    const chunkOf = (i: number): number => Math.floor((wanted[i] as number) / chunkColumns);
    while (to < wanted.length && (!isDense || chunkOf(to) - chunkOf(to - 1) <= 1)) to++;
    const columns = wanted.slice(from, to);
    const width = isDense ? (columns.at(-1) as number) - (columns[0] as number) + 1 : columns.length;
    const most = Math.max(1, Math.floor(ITEMS_AT_ONCE / width));
    const step = most < chunkRows ? most : Math.floor(most / chunkRows) * chunkRows;
    for (let first = 0; first < rows; first += step) yield { first, end: Math.min(rows, first + step), columns };
    from = to;
  }
}
