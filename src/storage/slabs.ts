/**
 * Cuts a box of an array into slabs of bounded size. Pure.
 * The slabs come in C order and each is one piece of the box in C order, so that copying them one after the other
 * gives the whole box.
 */
import type { Span } from './storage.ts';

export interface Slab {
  readonly offset: number[];
  readonly count: number[];
  /** Items in the slab. */
  readonly items: number;
}

/**
 * @param itemsPerSlab at most so many items a slab (a single item is never split)
 * @param chunks the dataset's chunk shape: a slab ends at a chunk's border where it can, so that no chunk is decoded twice
 */
export function* slabs(box: readonly Span[], itemsPerSlab: number, chunks: readonly number[] | null): Generator<Slab> {
  const lengths = box.map((span) => span.end - span.start);
  if (lengths.some((length) => length <= 0)) return;
  // The dimension that is cut: everything after it fits into a slab, everything before it goes one index at a time.
  let cut = lengths.length;
  let inner = 1;
  while (cut > 0 && inner * (lengths[cut - 1] as number) <= itemsPerSlab) inner *= lengths[--cut] as number;
  if (cut === 0) {
    yield { offset: box.map((span) => span.start), count: lengths, items: inner };
    return;
  }
  const axis = cut - 1;
  const rows = Math.max(1, Math.floor(itemsPerSlab / inner));
  const chunk = chunks?.[axis] ?? 1;
  const { start, end } = box[axis] as Span;

  for (const outer of indices(box.slice(0, axis))) {
    for (let from = start; from < end; ) {
      const aligned = Math.floor((from + rows) / chunk) * chunk;
      const to = Math.min(end, aligned > from ? aligned : from + rows);
      const tail = box.slice(axis + 1);
      yield {
        offset: [...outer, from, ...tail.map((span) => span.start)],
        count: [...outer.map(() => 1), to - from, ...lengths.slice(axis + 1)],
        items: (to - from) * inner,
      };
      from = to;
    }
  }
}

/** Every index tuple of a box, in C order. */
function* indices(box: readonly Span[]): Generator<number[]> {
  const [first, ...rest] = box;
  if (!first) {
    yield [];
    return;
  }
  for (let i = first.start; i < first.end; i++) for (const tail of indices(rest)) yield [i, ...tail];
}
