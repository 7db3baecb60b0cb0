/**
 * Undoes what HDF5 calls gzip, zlib's streams, and its shuffle, synchronously: libdeflate as WebAssembly, in a memory of its own that is
 * used again for every chunk. Runs in workers and in Node, never on the page's thread. It knows no file and makes no copies of what it gives.
 */
import { INFLATE_WASM } from './inflate-wasm.ts';

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** Where the stack and the tables end. */
  readonly __heap_base: { readonly value: number };
  inflate(input: number, inputLength: number, output: number, outputLength: number): number;
  unshuffle(from: number, to: number, itemBytes: number, items: number): void;
}

const PAGE = 65_536;
/** That of a vector, so that every area begins where one does. */
const ALIGNMENT = 16;
const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** Three areas one behind the other: the input, the output, and as much again as the output for what is shuffled. */
export class Inflater {
  readonly #wasm: Exports;
  #input = new Uint8Array();
  #output = new Uint8Array();

  private constructor(wasm: Exports) {
    this.#wasm = wasm;
  }

  static async load(): Promise<Inflater> {
    const bytes = Uint8Array.from(atob(INFLATE_WASM), (character) => character.charCodeAt(0));
    // In two steps: `WebAssembly.instantiate` is what storage/hdf5/library-symbols.ts waits for.
    const { exports } = new WebAssembly.Instance(await WebAssembly.compile(bytes));
    return new Inflater(exports as unknown as Exports);
  }

  /**
   * Makes room for so many bytes, and never gives any back. Where there is too little, both areas are moved: what was in them is lost,
   * and views of them are empty.
   * @throws RangeError where there is no more memory; then all is as it was
   */
  reserve(inputBytes: number, outputBytes: number): void {
    if (inputBytes <= this.#input.length && outputBytes <= this.#output.length) return;
    const inputRoom = Math.max(aligned(inputBytes), this.#input.length);
    const outputRoom = Math.max(aligned(outputBytes), this.#output.length);
    const { memory, __heap_base } = this.#wasm;
    const inputAt = aligned(__heap_base.value);
    const outputAt = inputAt + inputRoom;
    const missing = outputAt + 2 * outputRoom - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    this.#input = new Uint8Array(memory.buffer, inputAt, inputRoom);
    this.#output = new Uint8Array(memory.buffer, outputAt, outputRoom);
  }

  /** Where compressed bytes are put: as long as the longest that was reserved, or a little more. Good until more is reserved. */
  get input(): Uint8Array<ArrayBuffer> {
    return this.#input;
  }

  /** Where inflated bytes are found, until they are overwritten or more is reserved. */
  get output(): Uint8Array<ArrayBuffer> {
    return this.#output;
  }

  /**
   * Inflates the zlib stream in `inLength` bytes of the input, from `inAt`, to `outAt` in the output. Bytes behind the stream's end are
   * passed over, as libhdf5 does.
   * @returns false unless it is intact, by its checksum too, and gives `outLength` bytes; what is in their place is then anything
   */
  inflate(inAt: number, inLength: number, outAt: number, outLength: number): boolean {
    if (!isWithin(this.#input, inAt, inLength) || !isWithin(this.#output, outAt, outLength)) return false;
    return this.#wasm.inflate(this.#input.byteOffset + inAt, inLength, this.#output.byteOffset + outAt, outLength) === outLength;
  }

  /**
   * Undoes HDF5's shuffle of `length` bytes of the output, in place. What follows the last whole item was not shuffled.
   * @throws RangeError for bytes that are not in the output
   */
  unshuffle(outAt: number, length: number, itemBytes: number): void {
    if (!isWithin(this.#output, outAt, length)) throw new RangeError(`${length} bytes at ${outAt} of ${this.#output.length}`);
    const items = Math.floor(length / itemBytes);
    if (itemBytes < 2 || items < 2) return;
    const { buffer, byteOffset, length: room } = this.#output;
    const [at, shuffledAt] = [byteOffset + outAt, byteOffset + room];
    new Uint8Array(buffer).copyWithin(shuffledAt, at, at + items * itemBytes);
    this.#wasm.unshuffle(shuffledAt, at, itemBytes, items);
  }
}

/** Not so for what is no number, too. */
function isWithin(area: Uint8Array, at: number, length: number): boolean {
  return at >= 0 && length >= 0 && at + length <= area.length;
}
