/** Which matrices the values of a gene can come from, and which is taken if nobody says. Pure. */
import { type AnnDataShadow, type DataShadow, ElemShadow, MuDataShadow, type VarRef } from '../../shadow/index.ts';
import { isNumeric } from './embeddings.ts';

/** As in a reference: {} = X. */
export type GeneSource = Pick<VarRef, 'layer' | 'raw'>;

export interface SourceOption {
  readonly source: GeneSource;
  readonly label: string;
  /** The names of its columns. */
  readonly names: ElemShadow;
}

export function sourceLabel({ raw, layer }: GeneSource): string {
  if (raw) return 'raw';
  return layer === undefined ? 'X' : `layer ${layer}`;
}

/** The object whose genes a reference names; undefined where there is none. */
export function annDataOf(data: DataShadow, mod: string | undefined): AnnDataShadow | undefined {
  return data instanceof MuDataShadow ? data.mod.get(mod ?? '') : (data as AnnDataShadow);
}

/** X, raw, and each layer that is a matrix of cells and genes; those that can be read. */
export function sourceOptions(owner: AnnDataShadow): SourceOption[] {
  const { X, raw, layers, varNames, nObs, nVars } = owner;
  const options: SourceOption[] = [];
  const add = (source: GeneSource, matrix: unknown, names: ElemShadow, columns: number): void => {
    if (matrix instanceof ElemShadow && isMatrix(matrix, nObs, columns)) options.push({ source, label: sourceLabel(source), names });
  };
  add({}, X, varNames, nVars);
  if (raw) add({ raw: true }, raw.X, raw.varNames, raw.nVars);
  for (const [layer, matrix] of layers) add({ layer }, matrix, varNames, nVars);
  return options;
}

function isMatrix({ node, isAdded, shape, dtype }: ElemShadow, rows: number, columns: number): boolean {
  const isThere = isAdded || (node !== null && !node.problem);
  const hasNumbers = dtype === 'bool' || isNumeric(dtype);
  return isThere && hasNumbers && shape?.length === 2 && shape[0] === rows && shape[1] === columns;
}

/**
 * The source for a gene: the one that was chosen before, where it has the gene; else as scanpy takes it, raw where the object has
 * it and the gene is in it, else X. Null where no matrix has the gene.
 */
export function defaultSource(
  options: readonly SourceOption[],
  preferred: GeneSource | undefined,
  has: { readonly inVar: boolean; readonly inRaw: boolean },
): GeneSource | null {
  const able = options.map(({ source }) => source).filter(({ raw }) => (raw ? has.inRaw : has.inVar));
  const wanted = preferred && able.find((source) => isSameSource(source, preferred));
  return wanted ?? able.find(({ raw }) => raw) ?? able[0] ?? null;
}

export function isSameSource(a: GeneSource, b: GeneSource): boolean {
  return sourceLabel(a) === sourceLabel(b);
}
