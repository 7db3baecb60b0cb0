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
  return (await namePositions(index, [name], options))[0] as number;
}

/**
 * Where several names stand, each once, in their order.
 * @throws ShadowError `not-found` naming all that are not there
 */
export async function namePositions(
  index: ElemShadow,
  names: readonly string[],
  options: CallOptions = {},
): Promise<Uint32Array<ArrayBuffer>> {
  const map = await readPositions(index, options);
  const missing = [...new Set(names)].filter((name) => !map.has(name));
  if (missing.length > 0) {
    const listed = missing.map((name) => `“${name}”`).join(', ');
    const message =
      missing.length === 1
        ? `There is no ${listed} among the ${map.size} names of ${index.path}.`
        : `${missing.length} of ${names.length} names are not among the ${map.size} names of ${index.path}: ${listed}.`;
    throw new ShadowError({ tag: 'not-found', path: index.path, message });
  }
  return Uint32Array.from(new Set(names.map((name) => map.get(name) as number)));
}

/** Whether all of some names are in an index. */
export async function hasNames(index: ElemShadow, names: readonly string[], options: CallOptions = {}): Promise<boolean> {
  const map = await readPositions(index, options);
  return names.every((name) => map.has(name));
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
