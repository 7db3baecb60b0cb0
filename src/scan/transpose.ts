/** Turns a block of a compressed matrix round: what the index of genes is made of. Pure but for reading; runs in a scan worker, or in Node. */
import { release } from '../io/release.ts';
import type { NumberData } from '../protocol/values.ts';
import type { CompressedMatrix, MajorBlock, TransposedBlock } from './matrices.ts';
import { minorsOf } from './minors.ts';
import { arrayOf, type StoredReader } from './stored-reader.ts';

/**
 * @param block of at most 65,536 majors
 * @throws ShadowError `corrupt`, with the path
 */
export async function transpose(
  reader: StoredReader,
  { path, indices, values, nMinors }: CompressedMatrix,
  { indptr }: MajorBlock,
  signal?: AbortSignal,
): Promise<TransposedBlock> {
  const start = indptr[0] as number;
  const end = indptr[indptr.length - 1] as number;
  const minors = new Int32Array(end - start);
  const starts = new Uint32Array(nMinors + 1);
  const count = (items: NumberData, first: number): void => {
    const found = minorsOf(items, nMinors, path);
    minors.set(found, first - start);
    for (let i = 0; i < found.length; i++) {
      const after = (found[i] as number) + 1;
      starts[after] = (starts[after] as number) + 1;
    }
  };
  await reader.each(indices, start, end, count, { signal });
  for (let minor = 0; minor < nMinors; minor++) starts[minor + 1] = (starts[minor + 1] as number) + (starts[minor] as number);

  const next = starts.slice(0, nMinors);
  const majors = new Uint16Array(end - start);
  const turned = new (arrayOf(values.dtype))(end - start);
  let major = 0;
  const scatter = (items: NumberData, first: number): void => {
    for (let i = 0, entry = first; i < items.length; i++, entry++) {
      while ((indptr[major + 1] as number) <= entry) major++;
      const minor = minors[entry - start] as number;
      const place = next[minor] as number;
      next[minor] = place + 1;
      majors[place] = major;
      turned[place] = items[i] as number;
    }
  };
  await reader.each(values, start, end, scatter, { signal });
  release(minors);
  return { starts, majors, values: turned };
}
