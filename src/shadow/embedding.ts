/** Coordinates of cells out of an obsm element. Pure. */
import { isIdentity } from '../arrays/align.ts';
import { ShadowError } from '../protocol/errors.ts';
import { DataFrameShadow } from './data-frame-shadow.ts';
import { ElemShadow } from './elem-shadow.ts';
import type { CallOptions } from './reader.ts';
import type { Slot } from './slot.ts';
import { toVector } from './vector.ts';

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
  const element = obsm.get(ref.key);
  if (!element)
    throw new ShadowError({ tag: 'not-found', path: `${obsm.path}/${ref.key}`, message: `There is no ${obsm.path}/${ref.key}.` });
  const [x, y] = await Promise.all(ref.components.map((component) => readComponent(element, component, options)));
  const xy = new Float32Array(2 * (x?.length ?? 0));
  for (let i = 0; i < xy.length / 2; i++) {
    xy[2 * i] = x?.[i] ?? Number.NaN;
    xy[2 * i + 1] = y?.[i] ?? Number.NaN;
  }
  return xy;
}

async function readComponent(element: unknown, component: number, options: CallOptions): Promise<ArrayLike<number>> {
  if (element instanceof DataFrameShadow) {
    const name = [...element.keys()][component];
    return toVector(await element.column(name ?? '', options)).values;
  }
  if (!(element instanceof ElemShadow)) throw new ShadowError({ tag: 'invalid', message: 'This element has no columns of coordinates.' });
  const columns = element.shape?.[1] ?? 0;
  if (columns <= READ_WHOLE && !element.encoding.startsWith('cs')) await element.read(options);
  return toVector(await element.slice(null, component, options)).values;
}

/** The coordinates of a modality for the cells of the whole, NaN where a cell is not in the modality. */
export function alignEmbedding(xy: Float32Array<ArrayBuffer>, map: Float64Array): Float32Array<ArrayBuffer> {
  if (isIdentity(map, xy.length / 2)) return xy;
  const aligned = new Float32Array(2 * map.length);
  map.forEach((position, i) => {
    aligned[2 * i] = position > 0 ? (xy[2 * position - 2] ?? Number.NaN) : Number.NaN;
    aligned[2 * i + 1] = position > 0 ? (xy[2 * position - 1] ?? Number.NaN) : Number.NaN;
  });
  return aligned;
}
