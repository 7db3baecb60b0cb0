/** What a caller may say of an axis — which cells, which genes — as positions. Pure; reads names only where names are given. */
import { type Positions, plainPositions, positionsWithin } from '../arrays/positions.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { Selection } from '../protocol/selection.ts';
import type { BooleanArray } from '../protocol/values.ts';
import type { ElemShadow } from './elem-shadow.ts';
import { namePositions } from './names.ts';
import type { CallOptions } from './reader.ts';
import type { ViewAxes } from './view-parts.ts';

/**
 * Which cells (or genes), by the type, so that nothing is guessed: null = all · a number = that one · `[start, end]` = a range, end
 * exclusive · a Uint32Array = positions, in that order, also again · a name, or a list of names, in that order ·
 * a mask = a list of booleans, a Uint8Array of 0 and 1, or a boolean column as it was read. Positions count from 0; none is negative.
 */
export type AxisSelection = Selection | string | readonly string[] | readonly boolean[] | Uint8Array<ArrayBuffer> | BooleanArray;

/** What is being selected. */
interface Axis {
  readonly names: ElemShadow;
  readonly length: number;
  /** For people: `cell`, `gene`. */
  readonly what: string;
}

/** What can be selected from: an object, or a view of one. */
interface Selectable {
  readonly obsNames: ElemShadow;
  readonly varNames: ElemShadow;
  readonly nObs: number;
  readonly nVars: number;
  /** Where its cells and genes are in the object that is no view. */
  readonly selection: ViewAxes;
}

/**
 * The selected cells and genes, as positions in the object that is no view.
 * @throws ShadowError `not-found` for a name, `mismatch` for a mask of another length, `invalid` for what is neither
 */
export async function selectAxes(data: Selectable, obs: AxisSelection, vars: AxisSelection, options: CallOptions): Promise<ViewAxes> {
  const [rows, columns] = await Promise.all([
    positionsOf(obs, { names: data.obsNames, length: data.nObs, what: 'cell' }, options),
    positionsOf(vars, { names: data.varNames, length: data.nVars, what: 'gene' }, options),
  ]);
  return { obs: within(data.selection.obs, rows), var: within(data.selection.var, columns) };
}

/** A list of a view's positions may be of neighbours, and be a range. */
function within(outer: Positions, inner: Positions): Positions {
  const positions = positionsWithin(outer, inner);
  return positions === null ? null : plainPositions(positions, Number.MAX_SAFE_INTEGER);
}

async function positionsOf(selection: AxisSelection, axis: Axis, options: CallOptions): Promise<Positions> {
  const { length, what, names } = axis;
  if (typeof selection === 'string') return positionsOf([selection], axis, options);
  if (selection === null || typeof selection === 'number' || selection instanceof Uint32Array)
    return plainPositions(selection, length, what);
  if (selection instanceof Uint8Array) return ofMask(selection, axis);
  // A caller in JavaScript can give anything.
  if (typeof selection !== 'object') throw notASelection(axis);
  if ('kind' in selection && selection.kind === 'boolean') return ofMask(maskOf(selection, axis), axis);
  if (!Array.isArray(selection)) throw notASelection(axis);
  const list: readonly unknown[] = selection;
  if (list.length > 0 && list.every((item) => typeof item === 'boolean')) return ofMask(Uint8Array.from(list, Number), axis);
  if (list.every((item) => typeof item === 'string')) return plainPositions(await namePositions(names, list, options), length, what);
  const [start, end, ...more] = list;
  if (typeof start !== 'number' || typeof end !== 'number' || more.length > 0) throw notASelection(axis);
  // Of a range that goes backwards nothing would be left: it is a list that was meant.
  if (end < start) throw notASelection(axis);
  return plainPositions([start, end], length, what);
}

/** @throws ShadowError `invalid` where it is missing whether a row is meant */
function maskOf({ data, mask }: BooleanArray, { names, what }: Axis): Uint8Array<ArrayBuffer> {
  if (!mask?.includes(1)) return data;
  throw new ShadowError({
    tag: 'invalid',
    path: names.path,
    message: `This mask has missing values: for ${mask.filter((flag) => flag === 1).length} it does not say whether the ${what} is meant.`,
    hint: 'Make true or false of them first.',
  });
}

function ofMask(mask: Uint8Array<ArrayBuffer>, axis: Axis): Positions {
  const { length, what, names } = axis;
  if (mask.length !== length)
    throw new ShadowError({
      tag: 'mismatch',
      path: names.path,
      message: `A mask has one value for each of the ${length} ${what}s, but this one has ${mask.length}.`,
    });
  if (mask.some((flag) => flag > 1)) throw notASelection(axis);
  const positions = new Uint32Array(mask.reduce((count, flag) => count + flag, 0));
  let at = 0;
  mask.forEach((flag, i) => {
    if (flag) positions[at++] = i;
  });
  return plainPositions(positions, length);
}

function notASelection({ names, what }: Axis): ShadowError {
  return new ShadowError({
    tag: 'invalid',
    path: names.path,
    message: `This does not say which ${what}s are meant.`,
    hint: `Give a name or names, [start, end] for a range, positions as new Uint32Array([…]), or a mask of true and false, one for each ${what}.`,
  });
}
