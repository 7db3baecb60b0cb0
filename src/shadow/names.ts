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
  const position = map.get(name);
  if (position !== undefined) return position;
  throw new ShadowError({
    tag: 'not-found',
    path: index.path,
    message: `There is no “${name}” among the ${map.size} names of ${index.path}.`,
  });
}

/** Whether a name is in an index. */
export async function hasName(index: ElemShadow, name: string, options: CallOptions = {}): Promise<boolean> {
  return (await readPositions(index, options)).has(name);
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
