/** Coordinates of cells out of an obsm element. Pure. */
import { takeRows } from '../arrays/align.ts';
import { isIdentity, type RowMap } from '../arrays/row-map.ts';
import { sliceArray } from '../arrays/slice.ts';
import { ShadowError } from '../protocol/errors.ts';
import { DataFrameShadow } from './data-frame-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import type { CallOptions } from './reader.ts';
import type { Slot } from './slot.ts';
import { toVector, type Vector } from './vector.ts';

/** Two columns of an obsm element. With `mod`, of that modality of a MuData. */
export interface EmbeddingRef {
  readonly mod?: string | undefined;
  readonly key: string;
  /** Columns of x and y, from 0. */
  readonly components: readonly [x: number, y: number];
}

/** With at most so many columns it is read whole: one read instead of one for each column. */
const READ_WHOLE = 4;

export async function readEmbedding(obsm: Slot, ref: EmbeddingRef, options: CallOptions = {}): Promise<Float32Array<ArrayBuffer>> {
  const [x, y] = (await readComponents(obsm, ref.key, ref.components, options)).map(({ values }) => values);
  const xy = new Float32Array(2 * (x?.length ?? 0));
  for (let i = 0; i < xy.length / 2; i++) {
    xy[2 * i] = x?.[i] ?? Number.NaN;
    xy[2 * i + 1] = y?.[i] ?? Number.NaN;
  }
  return xy;
}

/**
 * One column of an obsm element; of a data frame by its place or its name.
 * @throws ShadowError `not-found`, `invalid` for what has no columns
 */
export async function readComponent(obsm: Slot, key: string, component: number | string, options: CallOptions = {}): Promise<Vector> {
  const [vector] = await readComponents(obsm, key, [component], options);
  return vector as Vector;
}

/** Of a matrix in one read, so that its chunks are decoded once. */
async function readComponents(
  obsm: Slot,
  key: string,
  components: readonly (number | string)[],
  options: CallOptions,
): Promise<readonly Vector[]> {
  const element = obsm.get(key);
  const path = `${obsm.path}/${key}`;
  if (!element) throw new ShadowError({ tag: 'not-found', path, message: `There is no ${path}.` });
  if (element instanceof DataFrameShadow) {
    const nameOf = (component: number | string): string =>
      typeof component === 'string' ? component : ([...element.keys()][component] ?? String(component));
    return Promise.all(components.map(async (component) => toVector(await element.column(nameOf(component), options))));
  }
  if (!(element instanceof ElemShadow) || !element.shape || element.shape.length === 0 || element.shape.length > 2)
    throw new ShadowError({ tag: 'invalid', path, message: `${path} has no columns of coordinates.` });
  const columns = element.shape[1] ?? 1;
  const places = components.map((component) => {
    if (typeof component === 'number' && Number.isInteger(component) && component >= 0 && component < columns) return component;
    const asked = typeof component === 'string' ? `called “${component}”` : component + 1;
    throw new ShadowError({ tag: 'not-found', path, message: `${path} has ${columns} columns, and none is ${asked}.` });
  });
  if (columns <= READ_WHOLE && !element.encoding.startsWith('cs')) await element.read(options);
  // One column has the same place in the cache whoever asks for it.
  const part = await element.slice(null, places.length === 1 ? (places[0] as number) : Uint32Array.from(places), options);
  return places.map((_, i) => toVector(sliceArray(part, [null, i])));
}

/** The coordinates of a modality for the cells of the whole, NaN where a cell is not in the modality. */
export function alignEmbedding(xy: Float32Array<ArrayBuffer>, map: RowMap): Float32Array<ArrayBuffer> {
  return isIdentity(map, xy.length / 2) ? xy : takeRows(xy, map, 2, Number.NaN);
}
