/** Which matrix of the file a gene, or a set of them, comes out of. Pure. */
import { type AnnDataShadow, ElemShadow, type MuDataShadow, type VectorRef } from '../../shadow/index.ts';
import { annDataOf } from '../plot/gene-source.ts';

/** Null for what is no gene, and for a matrix that is not in the file. */
export function matrixOfGene(data: AnnDataShadow | MuDataShadow, ref: VectorRef): ElemShadow | null {
  if (ref.kind !== 'var' && ref.kind !== 'set') return null;
  const owner = annDataOf(data, ref.mod);
  if (!owner) return null;
  const matrix = ref.raw ? owner.raw?.X : ref.layer === undefined ? owner.X : owner.layers.get(ref.layer);
  return matrix instanceof ElemShadow && matrix.node ? matrix : null;
}
