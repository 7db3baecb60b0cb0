/**
 * The codec `vlen-utf8`: how many texts, then each with its length in bytes before it, all as little-endian uint32. Pure.
 * Source: numcodecs, VLenUTF8. zarrita's own makes a JavaScript string of each, four times as large, which would be packed again.
 */

export interface PackedTexts {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** The text that stands for all of a chunk that is not there. */
export function oneText(text: string): PackedTexts {
  const bytes = new TextEncoder().encode(text);
  return { bytes, starts: Uint32Array.of(0), ends: Uint32Array.of(bytes.byteLength) };
}

/**
 * @param items texts in a chunk
 * @returns what is wrong, where the lengths do not fit
 */
export function textsIn(bytes: Uint8Array, items: number): PackedTexts | string {
  const starts = new Uint32Array(items);
  const ends = new Uint32Array(items);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.byteLength >= 4 ? view.getUint32(0, true) : 0;
  if (count !== items) return `it has ${count} texts instead of ${items}`;
  let at = 4;
  for (let item = 0; item < items; item++) {
    if (at + 4 > bytes.byteLength) return 'it ends too early';
    const length = view.getUint32(at, true);
    starts[item] = at + 4;
    at += 4 + length;
    if (at > bytes.byteLength) return 'it ends too early';
    ends[item] = at;
  }
  return { bytes, starts, ends };
}
