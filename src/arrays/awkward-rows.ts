/** Items of a ragged array in another order, as Awkward Array itself takes them: an index around it, nothing is moved. Pure; runs on every thread. */
import type { AwkwardArray } from '../protocol/values.ts';
import { type Positions, positionList } from './positions.ts';

/** Positions are within the array. */
export function takeItems(value: AwkwardArray, positions: Positions): AwkwardArray {
  if (positions === null) return value;
  const [length = 0, ...inner] = value.shape;
  const list = positionList(positions, length);
  const taken = new Set(value.buffers.map(([name]) => name));
  let key = 'rows';
  while (taken.has(`${key}-index`)) key += '_';
  const index = { kind: 'numeric', dtype: 'uint32', shape: [list.length], data: list } as const;
  return {
    kind: 'awkward',
    shape: [list.length, ...inner],
    form: `{"class":"IndexedArray","index":"u32","form_key":"${key}","content":${value.form}}`,
    buffers: [...value.buffers, [`${key}-index`, index]],
  };
}
