/** How much of a file behind a URL has to be looked through for a gene: said before it is fetched. Pure. */
import { type AnnDataShadow, type MuDataShadow, sizeText, type VectorRef } from '../../shadow/index.ts';
import { matrixOfGene } from '../gene-index/matrix-of-gene.ts';

/** “, out of 424 MB”; '' where little is fetched. Compressed, less is; with an index of it, nothing. */
export function scanText(data: AnnDataShadow | MuDataShadow, ref: VectorRef): string {
  const { isRemote, bytes: most } = data.session.outline.file;
  const node = isRemote ? matrixOfGene(data, ref)?.node : null;
  // What lies by columns is found where it lies.
  if (!node || node.encoding === 'csc_matrix') return '';
  const bytes = [node, ...node.children].reduce((sum, { layout }) => sum + (layout?.bytes ?? 0), 0);
  return bytes > 0 ? `, out of ${sizeText(Math.min(bytes, most ?? bytes))}` : '';
}
