/** One value for each cell out of many genes: their mean, for all of them at once. Pure. */
import { ShadowError } from '../protocol/errors.ts';
import type { ElemShadow } from './elem-shadow.ts';
import { firstPositions } from './names.ts';
import type { CallOptions } from './reader.ts';
import type { SetRef } from './ref.ts';
import type { Vector } from './vector.ts';

/**
 * The mean over a set of genes, each once, in float64. A gene that is NaN in a cell makes the mean NaN there, as in numpy.
 * @param names of the columns of the matrix
 * @throws ShadowError `not-found` naming all genes that are not there; `invalid` for an empty set
 */
export async function readMean(
  matrix: ElemShadow,
  names: ElemShadow,
  { names: genes }: SetRef,
  options: CallOptions = {},
): Promise<Vector> {
  if (genes.length === 0)
    throw new ShadowError({ tag: 'invalid', path: matrix.path, message: 'There is no mean of an empty set of genes.' });
  const columns = await firstPositions(names, genes, options);
  const { data } = await matrix.sum(columns, options);
  return { values: Float64Array.from(data as Float64Array, (sum) => sum / columns.length) };
}
