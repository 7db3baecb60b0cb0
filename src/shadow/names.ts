/** Positions of names in an index. Pure. */
import { namesOf } from '../arrays/items.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { ArrayValue } from '../protocol/values.ts';
import type { ElemShadow } from './elem-shadow.ts';
import type { CallOptions } from './reader.ts';

const positions = new WeakMap<object, ReadonlyMap<string, number>>();

/** All names of an index. Names that are numbers are given as Python prints them. */
export async function readNames(index: ElemShadow, options: CallOptions = {}): Promise<string[]> {
  return namesOf((await index.read(options)) as ArrayValue);
}

/**
 * Where a name stands; the first of several that are equal.
 * @throws ShadowError `not-found`
 */
export async function namePosition(index: ElemShadow, name: string, options: CallOptions = {}): Promise<number> {
  const map = await readPositions(index, options);
  return map.get(name) ?? notFound(index, name, map.size);
}

/**
 * Where names stand, in their order.
 * @throws ShadowError `not-found`; `invalid` for a name that several rows have
 */
export async function namePositions(
  index: ElemShadow,
  asked: readonly string[],
  options: CallOptions = {},
): Promise<Uint32Array<ArrayBuffer>> {
  const map = await readPositions(index, options);
  const found = Uint32Array.from(asked, (name) => map.get(name) ?? notFound(index, name, map.size));
  const length = index.shape?.[0] ?? map.size;
  if (map.size < length) {
    const names = await readNames(index, options);
    const isAsked = new Set(asked);
    const repeated = names.find((name, i) => isAsked.has(name) && map.get(name) !== i);
    if (repeated !== undefined)
      throw new ShadowError({
        tag: 'invalid',
        path: index.path,
        message: `“${repeated}” is the name of several rows of ${index.path}: it does not say which is meant.`,
        hint: 'Give positions: new Uint32Array([…]).',
      });
  }
  return found;
}

/**
 * Where several names stand, each once, in their order; of rows that have the same one, the first.
 * @throws ShadowError `not-found` naming all that are not there
 */
export async function firstPositions(
  index: ElemShadow,
  names: readonly string[],
  options: CallOptions = {},
): Promise<Uint32Array<ArrayBuffer>> {
  const map = await readPositions(index, options);
  const missing = [...new Set(names)].filter((name) => !map.has(name));
  if (missing.length === 1) notFound(index, missing[0] as string, map.size);
  if (missing.length > 1) {
    const listed = missing.map((name) => `“${name}”`).join(', ');
    const message = `${missing.length} of ${names.length} names are not among the ${map.size} names of ${index.path}: ${listed}.`;
    throw new ShadowError({ tag: 'not-found', path: index.path, message });
  }
  return Uint32Array.from(new Set(names.map((name) => map.get(name) as number)));
}

/** Whether all of some names are in an index. */
export async function hasNames(index: ElemShadow, names: readonly string[], options: CallOptions = {}): Promise<boolean> {
  const map = await readPositions(index, options);
  return names.every((name) => map.has(name));
}

function notFound(index: ElemShadow, name: string, count: number): never {
  throw new ShadowError({
    tag: 'not-found',
    path: index.path,
    message: `There is no “${name}” among the ${count} names of ${index.path}.`,
  });
}

async function readPositions(index: ElemShadow, options: CallOptions): Promise<ReadonlyMap<string, number>> {
  const value = (await index.read(options)) as ArrayValue;
  let map = positions.get(value);
  if (!map) {
    // Set from the end, so that the first of equal names stays.
    const names = namesOf(value);
    map = new Map(names.map((_, i) => [names[names.length - 1 - i] as string, names.length - 1 - i]));
    positions.set(value, map);
  }
  return map;
}
