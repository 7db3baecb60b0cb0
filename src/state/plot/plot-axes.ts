/** Which vectors a file offers as axes of the plot, and which two are drawn where it has no embedding. Pure. */
import {
  type AnnDataShadow,
  DataFrameShadow,
  type DataShadow,
  ElemShadow,
  MuDataShadow,
  type ObsmRef,
  type ObsRef,
  type ShadowNode,
} from '../../shadow/index.ts';
import { columnOptions, refLabel } from './columns.ts';
import { componentName, isNumeric } from './embeddings.ts';
import type { AxesRef } from './place.ts';

export interface AxisOption {
  readonly ref: ObsRef | ObsmRef;
  /** What it is a column of, as “obs”, “rna: X_pca”. */
  readonly of: string;
  readonly label: string;
  /** Its dtype, or what a component is called. */
  readonly detail: string;
  readonly isNumeric: boolean;
}

/** Of a wider element of obsm only the first columns are offered. */
const MOST_COMPONENTS = 100;

/** Columns of obs that are numbers or categories, then the columns in obsm; the whole's first, then each modality's. */
export function axisOptions(data: AnnDataShadow | MuDataShadow): AxisOption[] {
  const owners: (readonly [string | undefined, DataShadow])[] = [[undefined, data], ...(data instanceof MuDataShadow ? [...data.mod] : [])];
  const columns = columnOptions(data);
  return owners.flatMap(([mod, owner]) => {
    const of = (name: string): string => (mod === undefined ? name : `${mod}: ${name}`);
    const inObs = columns
      .filter(({ ref, dtype }) => ref.mod === mod && (isNumeric(dtype) || dtype === 'category' || dtype === 'bool'))
      .map(({ ref, dtype, categories }) => ({
        ref,
        of: of('obs'),
        label: refLabel(ref),
        detail: categories === null ? (dtype ?? '') : `${categories} categories`,
        isNumeric: isNumeric(dtype),
      }));
    const inObsm = [...owner.obsm].flatMap(([key, element]) =>
      componentsOf(element).map((component) => {
        const ref: ObsmRef = { mod, kind: 'obsm', key, component };
        const detail = typeof component === 'number' ? componentName({ key }, component) : '';
        return { ref, of: of(key), label: refLabel(ref), detail, isNumeric: true };
      }),
    );
    return [...inObs, ...inObsm];
  });
}

/** Columns of an element of obsm that are numbers: of a data frame by their names. */
export function componentsOf(element: ShadowNode, most = MOST_COMPONENTS): (number | string)[] {
  if (element.node?.problem) return [];
  if (element instanceof DataFrameShadow)
    return [...element].filter(([, { dtype, node }]) => isNumeric(dtype) && !node?.problem).map(([name]) => name);
  if (!(element instanceof ElemShadow) || !isNumeric(element.dtype) || element.shape?.length !== 2) return [];
  return Array.from({ length: Math.min(most, element.shape[1] ?? 0) }, (_, component) => component);
}

/** What scanpy and Seurat call the counts of a cell, and the genes that were found in it. */
const COUNTS: readonly (readonly [x: RegExp, y: RegExp])[] = [
  [/^total_counts$/i, /^n_genes_by_counts$/i],
  [/^n_?counts?(_rna)?$/i, /^n_?(genes?|features?)(_by_counts)?(_rna)?$/i],
];

/**
 * Two axes that say something of any file: counts and genes of a cell, else the first two numbers of obs, else a category and a number,
 * else two columns of anything. Null where there are not two.
 */
export function bestAxes(options: readonly AxisOption[]): AxesRef | null {
  const inObs = options.filter(({ ref }) => ref.kind === 'obs');
  const counts = COUNTS.flatMap(([isX, isY]) =>
    inObs
      .filter(({ ref }) => ref.kind === 'obs' && isX.test(ref.column))
      .map((x) => [x, inObs.find(({ ref }) => ref.mod === x.ref.mod && ref.kind === 'obs' && isY.test(ref.column))] as const),
  ).find(([, y]) => y !== undefined);
  if (counts?.[1]) return { x: counts[0].ref, y: counts[1].ref };
  const numbers = inObs.filter((option) => option.isNumeric);
  const categories = inObs.filter((option) => !option.isNumeric);
  const [x, y] =
    numbers.length >= 2
      ? numbers
      : [...categories.slice(0, 1), ...numbers, ...categories.slice(1), ...options.filter(({ ref }) => ref.kind === 'obsm')];
  return x && y ? { x: x.ref, y: y.ref } : null;
}
