/** Where the items of a chunk go in a slab. Pure: indices and bytes. */

/** The part of a chunk that a slab wants: from where in the chunk, to where in the slab, how many in each dimension. */
export interface PlacedChunk {
  readonly coordinates: number[];
  readonly first: readonly number[];
  readonly target: readonly number[];
  readonly size: readonly number[];
}

interface Source {
  readonly bytes: Uint8Array;
  /** Bytes between neighbours, in each dimension. */
  readonly strides: readonly number[];
}

/** Copies a part of a chunk into a slab that lies in C order. */
export function copyPart({ bytes, strides }: Source, part: PlacedChunk, slab: readonly number[], itemBytes: number, out: Uint8Array): void {
  const to = stridesOf(slab, itemBytes);
  const rank = slab.length;
  const last = rank - 1;
  const run = rank === 0 ? 1 : (part.size[last] as number);
  const isRun = rank === 0 || strides[last] === itemBytes;
  const step = rank === 0 ? itemBytes : (strides[last] as number);
  const copyRun = (from: number, at: number): void => {
    if (isRun && run > 1) {
      out.set(bytes.subarray(from, from + run * itemBytes), at);
      return;
    }
    // A loop beats a view for the few bytes of one number.
    for (let i = 0; i < run; i++)
      for (let byte = 0; byte < itemBytes; byte++) out[at + i * itemBytes + byte] = bytes[from + i * step + byte] as number;
  };
  const walk = (axis: number, from: number, at: number): void => {
    const start = from + (part.first[axis] as number) * (strides[axis] as number);
    const place = at + (part.target[axis] as number) * (to[axis] as number);
    if (axis === last) copyRun(start, place);
    else
      for (let i = 0; i < (part.size[axis] as number); i++)
        walk(axis + 1, start + i * (strides[axis] as number), place + i * (to[axis] as number));
  };
  if (rank === 0) copyRun(0, 0);
  else walk(0, 0, 0);
}

/** Which item of a chunk goes where in a slab that lies in C order. @param source items between neighbours of the chunk, in each dimension */
export function* partsOf(part: PlacedChunk, slab: readonly number[], source: readonly number[]): Generator<[from: number, to: number]> {
  const target = stridesOf(slab, 1);
  const count = part.size.reduce((product, length) => product * length, 1);
  for (let item = 0; item < count; item++) {
    let [rest, from, to] = [item, 0, 0];
    for (let axis = slab.length - 1; axis >= 0; axis--) {
      const length = part.size[axis] as number;
      const index = rest % length;
      rest = (rest - index) / length;
      from += ((part.first[axis] as number) + index) * (source[axis] as number);
      to += ((part.target[axis] as number) + index) * (target[axis] as number);
    }
    yield [from, to];
  }
}

/** In C order. */
function stridesOf(shape: readonly number[], itemBytes: number): number[] {
  const strides: number[] = [];
  let stride = itemBytes;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] as number;
  }
  return strides;
}
