/** What the drawer shows of an element: a table, a matrix, or a value; and the tables it always has. Pure. */
import {
  AnnDataShadow,
  DataFrameShadow,
  DataShadow,
  ElemShadow,
  Hdf5Shadow,
  MuDataShadow,
  type OpenedShadow,
  Slot,
} from '../../shadow/index.ts';
import { find } from '../find.ts';
import { pathLabel } from '../path-label.ts';
import { type Axes, axesOf, ownerOf } from './axes.ts';

export interface FrameSheet {
  readonly kind: 'frame';
  /** Path of the element, as `mod/rna/obs`. */
  readonly path: string;
  readonly label: string;
  readonly frame: DataFrameShadow;
  /** Whose cells the rows are: '' the whole's, else a modality's; null where rows are not cells. */
  readonly cells: string | null;
}

/** Two dimensions or more; the further ones are held at one index each. */
export interface MatrixSheet extends Axes {
  readonly kind: 'matrix';
  readonly path: string;
  readonly label: string;
  readonly matrix: ElemShadow;
}

/** Everything else: single values, lists, records, dicts, and what cannot be read. */
export interface ValueSheet {
  readonly kind: 'value';
  readonly path: string;
  readonly label: string;
  readonly shadow: ElemShadow | Slot;
}

export type Sheet = FrameSheet | MatrixSheet | ValueSheet;

/** The sheet of an element; null for objects and slots, which are no values, and for what is not there. */
export function sheetOf(data: OpenedShadow, at: string): Sheet | null {
  const shadow = find(data, at);
  // The same element by another way is the same sheet: `rna/obs` is `mod/rna/obs`.
  const path = shadow?.path ?? at;
  const label = sheetLabel(data, path);
  if (shadow instanceof DataFrameShadow) {
    const { owner, cells, names } = ownerOf(data, path);
    const isOfCells = names[0]?.startsWith('obs') && shadow.nRows === owner?.nObs;
    return { kind: 'frame', path, label, frame: shadow, cells: isOfCells ? cells : null };
  }
  if (shadow instanceof Slot) return isDict(data, shadow) ? { kind: 'value', path, label, shadow } : null;
  if (!(shadow instanceof ElemShadow)) return null;
  const { shape } = shadow;
  const isMatrix = shape && shape.length >= 2 && !shadow.node?.problem && !['record', 'awkward'].includes(shadow.dtype ?? '');
  return isMatrix ? { kind: 'matrix', path, label, matrix: shadow, ...axesOf(data, path, shape) } : { kind: 'value', path, label, shadow };
}

/** `uns` and the dicts in it; any group of plain HDF5. */
function isDict(data: OpenedShadow, slot: Slot): boolean {
  const { owner, names } = ownerOf(data, slot.path);
  const [first, ...below] = names;
  return owner === null || first === 'uns' || (below.length > 0 && first !== 'raw');
}

export interface FixedSheet {
  readonly path: string;
  readonly label: string;
}

/** obs and var of the whole, of each modality, and of raw: what of them the file has. */
export function fixedSheets(data: OpenedShadow): FixedSheet[] {
  const frames: DataFrameShadow[] = objectsOf(data).flatMap((object) => [
    object.obs,
    object.var,
    ...(object instanceof AnnDataShadow && object.raw ? [object.raw.var] : []),
  ]);
  return frames.filter(({ node }) => node !== null).map(({ path }) => ({ path, label: sheetLabel(data, path) }));
}

/** All that have cells: the whole and its modalities; of plain HDF5, the AnnData in it. */
function objectsOf(data: OpenedShadow): readonly DataShadow[] {
  if (data instanceof Hdf5Shadow) return [...data.children().values()].filter((child) => child instanceof DataShadow);
  return data instanceof MuDataShadow ? [data, ...data.mod.values()] : [data];
}

/** Plain HDF5 has its own paths. */
export function sheetLabel(data: OpenedShadow, path: string): string {
  return data instanceof Hdf5Shadow ? path : pathLabel(path);
}

/** Whether it is the table of an object's cells, not one in obsm. */
export function isObs(path: string): boolean {
  return /^(mod\/[^/]+\/)?obs$/.test(path);
}
