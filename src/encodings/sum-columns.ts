/** The sum over many columns of a matrix (a set of genes), in one pass through the file. Runs on the file side; never holds the columns together. */
import { ShadowError } from '../protocol/errors.ts';
import type { Value } from '../protocol/values.ts';
import { type Element, type ReadContext, readElement } from './encoding.ts';
import { locateMatrix } from './minor-slices.ts';
import { csr } from './sparse.ts';

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
  const isCsr = element.encoding.type === csr.type && element.children.some(({ node }) => node.name === 'indptr');
  const matrix = isCsr ? await locateMatrix('csr', element, context) : null;
  const { minors, signal, onPart } = context;
  if (matrix && minors && wanted.length > 0) {
    const data = await minors.read(matrix, wanted, 'sum', { signal, onBlock: (done) => onPart?.(done, null) });
    return { kind: 'numeric', dtype: 'float64', shape: [rows], data };
  }
  return { kind: 'numeric', dtype: 'float64', shape: [rows], data: await sumOfSlabs(element, wanted, rows, context) };
}

/** As many columns at a time as fit: a matrix that lies by rows is gone through once for each time. */
async function sumOfSlabs(
  element: Element,
  wanted: Uint32Array<ArrayBuffer>,
  rows: number,
  context: ReadContext,
): Promise<Float64Array<ArrayBuffer>> {
  const sums = new Float64Array(rows);
  const atOnce = Math.max(1, Math.floor(ITEMS_AT_ONCE / Math.max(1, rows)));
  const { onSlab, onPart: _, ...quiet } = context;
  for (let from = 0; from < wanted.length; from += atOnce) {
    const some = wanted.slice(from, from + atOnce);
    const value = await readElement(element, [null, some], quiet);
    if (value.kind !== 'boolean' && (value.kind !== 'numeric' || value.dtype.startsWith('complex'))) {
      const { path } = element.node;
      throw new ShadowError({ tag: 'invalid', path, message: `${path} does not hold real numbers.` });
    }
    for (let row = 0, at = 0; row < rows; row++)
      for (let i = 0; i < some.length; i++, at++) (sums[row] as number) += Number(value.data[at]);
    await onSlab?.(Math.min(1, (from + atOnce) / wanted.length));
  }
  return sums;
}
