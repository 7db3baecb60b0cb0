/** Where a name stands among the names of cells: bytes are compared, a million of them in milliseconds. Pure. */
import { type ArrayValue, namesOf } from '../shadow/index.ts';

/** The first cell with exactly this name; −1 if there is none. */
export function cellNamed(names: ArrayValue, wanted: string): number {
  if (names.kind !== 'string') return namesOf(names).indexOf(wanted);
  const { bytes, offsets } = names;
  const sought = new TextEncoder().encode(wanted);
  const count = offsets.length - 1;
  for (let cell = 0; cell < count; cell++) {
    const start = offsets[cell] as number;
    if ((offsets[cell + 1] as number) - start !== sought.length) continue;
    let at = 0;
    while (at < sought.length && bytes[start + at] === sought[at]) at++;
    if (at === sought.length) return cell;
  }
  return -1;
}
