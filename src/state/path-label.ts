/** What an element of an AnnData or a MuData is called, as one says it. Pure. */

/** `mod/rna/layers/counts` as `rna.layers.counts` */
export function pathLabel(path: string): string {
  return path.replace(/^mod\//, '').replaceAll('/', '.');
}
