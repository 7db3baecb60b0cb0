/**
 * Looks at a collection of strings before libhdf5 is given it, and finds the damage on which it would loop for ever. Pure.
 * It runs where nothing can interrupt it: an endless loop would take the file's thread with it.
 */
import { ShadowError } from '../../protocol/errors.ts';

const GCOL = 0x4c4f4347;
/** Signature, version, size; then objects, each of which begins with index, references and size. */
const HEAD_BYTES = 16;
const OBJECT_HEAD_BYTES = 16;

/**
 * A global heap collection, in which strings lie, is a chain of objects. libhdf5 2.0 follows it without asking whether it gets any further:
 * an object of no length is an endless loop. One that ends beyond the collection is as damaged.
 * @throws ShadowError `corrupt`
 */
export function assertHeapEnds(bytes: Uint8Array): void {
  if (bytes.byteLength < HEAD_BYTES) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== GCOL) return;
  const size = view.getUint32(8, true);
  // libhdf5 asks for the start of a large collection first.
  if (size > bytes.byteLength || view.getUint32(12, true) !== 0) return;
  for (let at = HEAD_BYTES; size - at >= OBJECT_HEAD_BYTES; ) {
    const isFree = view.getUint16(at, true) === 0;
    const length = view.getUint32(at + 8, true);
    // The space that is free counts its header in; objects are padded to 8 bytes.
    const taken = isFree ? length : OBJECT_HEAD_BYTES + Math.ceil(length / 8) * 8;
    if (taken < OBJECT_HEAD_BYTES || view.getUint32(at + 12, true) !== 0 || at + taken > size) {
      throw new ShadowError({
        tag: 'corrupt',
        message: 'A part of the file in which strings lie is damaged.',
        hint: 'Compare the file with its original; what lies elsewhere can still be read.',
        cause: `global heap: object of ${taken} bytes at ${at} of ${size}`,
      });
    }
    at += taken;
  }
}
