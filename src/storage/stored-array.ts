/**
 * Where the values of a dataset lie in its file, one after the other in C order, for those who read them in bulk past the storage's library.
 * Plain data that crosses threads.
 */

export interface StoredArray {
  /** In the file, for messages. */
  readonly path: string;
  /** numpy's name of the numbers, little-endian: `float32`, `int64`, `bool`… */
  readonly dtype: string;
  readonly itemBytes: number;
  /** Items in all. */
  readonly length: number;
  /** Items in a chunk; the last is stored whole where chunks are compressed or padded. */
  readonly chunkItems: number;
  /** Of each chunk, in order: its place in the file, and the bytes it takes there. */
  readonly offsets: Float64Array<ArrayBuffer>;
  readonly sizes: Uint32Array<ArrayBuffer>;
  /** What was done to the bytes of a chunk, shuffling before packing. */
  readonly isShuffled: boolean;
  readonly isDeflated: boolean;
}
