/** A cursor over bytes of an HDF5 file: little-endian, checked, 8-byte addresses and lengths. Pure. */

/** Thrown for what this reader does not know or does not trust: libhdf5 then reads the file instead. Never shown to anyone. */
export class NotUnderstood extends Error {}

/** HDF5's "undefined address": all ones. */
export const UNDEFINED = -1;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class Bytes {
  readonly data: Uint8Array;
  readonly #view: DataView;
  at: number;

  constructor(data: Uint8Array, at = 0) {
    this.data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    this.at = at;
  }

  get left(): number {
    return this.data.byteLength - this.at;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** A length or address; `UNDEFINED` for all ones. */
  u64(): number {
    const value = this.#view.getBigUint64(this.#take(8), true);
    if (value === 0xffffffffffffffffn) return UNDEFINED;
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new NotUnderstood('a number beyond 2^53');
    return number;
  }

  /** An unsigned integer of 1 to 8 bytes. */
  uint(size: number): number {
    let value = 0;
    const start = this.#take(size);
    for (let i = size - 1; i >= 0; i--) value = value * 256 + (this.data[start + i] as number);
    if (!Number.isSafeInteger(value)) throw new NotUnderstood('a number beyond 2^53');
    return value;
  }

  skip(bytes: number): void {
    this.#take(bytes);
  }

  slice(length: number): Uint8Array {
    const start = this.#take(length);
    return this.data.subarray(start, start + length);
  }

  /** Text of a known length that may end earlier, at a NUL. */
  text(length: number): string {
    const bytes = this.slice(length);
    const end = bytes.indexOf(0);
    return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
  }

  /** Text up to a NUL, which is taken too. */
  terminated(): string {
    const end = this.data.indexOf(0, this.at);
    if (end < 0) throw new NotUnderstood('a text without end');
    const text = decoder.decode(this.data.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }

  signature(expected: string): void {
    if (this.text(expected.length) !== expected) throw new NotUnderstood(`${expected} expected`);
  }

  version(...known: number[]): number {
    const version = this.u8();
    if (!known.includes(version)) throw new NotUnderstood(`version ${version}`);
    return version;
  }

  /** To the next multiple of 8 bytes, counted from `start`. */
  align(start: number): void {
    this.skip((8 - ((this.at - start) % 8)) % 8);
  }

  #take(bytes: number): number {
    const start = this.at;
    if (bytes < 0 || start + bytes > this.data.byteLength) throw new NotUnderstood('the end of the bytes');
    this.at += bytes;
    return start;
  }
}
