/** The minors of entries as they lie in a file, whatever integers they are. Pure; runs in a scan worker, or in Node. */
import { ShadowError } from '../protocol/errors.ts';
import type { NumberData } from '../protocol/values.ts';

export type Minors = Int32Array | Uint32Array | Uint16Array | Int16Array | Uint8Array | Int8Array;

/**
 * @param path of the matrix
 * @throws ShadowError `corrupt` for one outside the matrix: whoever skips it shows a matrix with holes
 */
export function minorsOf(items: NumberData, nMinors: number, path: string): Minors {
  const minors = items instanceof BigInt64Array || items instanceof BigUint64Array ? lowerWords(items, path) : (items as Minors);
  let largest = 0;
  // A negative one is huge as an unsigned number.
  for (let i = 0; i < minors.length; i++) {
    const minor = (minors[i] as number) >>> 0;
    if (minor > largest) largest = minor;
  }
  if (minors.length > 0 && largest >= nMinors) throw outside(path, `${largest | 0}, where it ends at ${nMinors - 1}`);
  return minors;
}

/** 64-bit indices, as 10x Genomics writes them: a BigInt each would take a hundred times as long. */
function lowerWords(items: BigInt64Array | BigUint64Array, path: string): Int32Array {
  const words = new Int32Array(items.buffer, items.byteOffset, items.length * 2);
  const minors = new Int32Array(items.length);
  let above = 0;
  for (let i = 0; i < minors.length; i++) {
    minors[i] = words[2 * i] as number;
    above |= words[2 * i + 1] as number;
  }
  if (above !== 0) throw outside(path, 'a place beyond what a matrix can have');
  return minors;
}

function outside(path: string, where: string): ShadowError {
  return new ShadowError({ tag: 'corrupt', path, message: `${path} has an entry at ${where}.` });
}

/** The same as 32-bit integers, which hold them all. */
export function int32MinorsOf(items: NumberData, nMinors: number, path: string): Int32Array<ArrayBuffer> {
  const minors = minorsOf(items, nMinors, path);
  return minors instanceof Int32Array ? (minors as Int32Array<ArrayBuffer>) : new Int32Array(minors);
}
