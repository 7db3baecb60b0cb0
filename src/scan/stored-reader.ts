/**
 * Reads the numbers of a stored array in bulk: large requests, chunks unpacked one after the other. Runs in a scan worker, or in Node.
 * Never holds more than one request and one chunk, and knows no library of HDF5.
 */
import type { ByteSource } from '../io/byte-source.ts';
import { Inflater } from '../io/inflate/inflater.ts';
import { pauser } from '../io/pause.ts';
import { release } from '../io/release.ts';
import { ShadowError } from '../protocol/errors.ts';
import { NUMBER_ARRAYS, type NumberData } from '../protocol/values.ts';
import type { StoredArray } from '../storage/stored-array.ts';

/** Reading a Blob takes about a millisecond a request, and from 4 to 16 MiB on its full speed (facts-h5wasm §0). */
const REQUEST_BYTES = 4 * 2 ** 20;
/** What lies between two chunks is read with them if it is no more. */
const GAP_BYTES = 64 * 1024;

interface Options {
  readonly signal?: AbortSignal | undefined;
  /** Whether a chunk is needed; others are neither read nor unpacked. */
  readonly wants?: (chunk: number) => boolean;
}

interface Request {
  readonly chunks: number[];
  readonly start: number;
  end: number;
}

export class StoredReader {
  readonly #source: ByteSource;
  readonly #inflater: Inflater;

  private constructor(source: ByteSource, inflater: Inflater) {
    this.#source = source;
    this.#inflater = inflater;
  }

  static async open(source: ByteSource): Promise<StoredReader> {
    return new StoredReader(source, await Inflater.load());
  }

  close(): void {
    this.#source.close?.();
  }

  /**
   * The items from `start` to `end`, a chunk or less at a time, in order.
   * @param take gets items that are overwritten once it returns, and the place of the first of them in the array
   * @throws ShadowError `corrupt` for a chunk that cannot be unpacked; what the source throws
   */
  async each(
    array: StoredArray,
    start: number,
    end: number,
    take: (items: NumberData, first: number) => void,
    { signal, wants = () => true }: Options = {},
  ): Promise<void> {
    const { chunkItems } = array;
    const pause = pauser(signal);
    for (const request of requests(array, Math.floor(start / chunkItems), Math.ceil(end / chunkItems), wants)) {
      signal?.throwIfAborted();
      const bytes = await this.#source.read(request.start, request.end - request.start, signal);
      for (const chunk of request.chunks) {
        const items = this.#unpack(array, chunk, bytes, request.start);
        const at = chunk * chunkItems;
        const from = Math.max(start, at);
        const to = Math.min(end, at + chunkItems);
        take(items.subarray(from - at, to - at) as NumberData, from);
        await pause();
      }
      release(bytes);
    }
  }

  /** The items from `start` to `end` together. Of chunks that are not packed, only their bytes are read. */
  async slice(array: StoredArray, start: number, end: number, signal?: AbortSignal): Promise<NumberData> {
    const { dtype, itemBytes, chunkItems, isDeflated, isShuffled } = array;
    const out = new (arrayOf(dtype))(end - start);
    const put = (items: NumberData, first: number): void => (out as Float64Array).set(items as Float64Array, first - start);
    if (isDeflated || isShuffled) {
      await this.each(array, start, end, put, { signal });
      return out;
    }
    const pieces: { readonly offset: number; readonly first: number; readonly count: number }[] = [];
    for (let first = start; first < end; ) {
      const chunk = Math.floor(first / chunkItems);
      const count = Math.min(end, (chunk + 1) * chunkItems) - first;
      const offset = (array.offsets[chunk] as number) + (first - chunk * chunkItems) * itemBytes;
      const last = pieces.at(-1);
      if (last && last.offset + last.count * itemBytes === offset) pieces[pieces.length - 1] = { ...last, count: last.count + count };
      else pieces.push({ offset, first, count });
      first += count;
    }
    await Promise.all(
      pieces.map(async ({ offset, first, count }) => {
        const bytes = await this.#source.read(offset, count * itemBytes, signal);
        put(itemsIn(dtype, bytes.byteOffset % itemBytes === 0 ? bytes : bytes.slice(), count), first);
      }),
    );
    return out;
  }

  #unpack(array: StoredArray, chunk: number, bytes: Uint8Array<ArrayBuffer>, start: number): NumberData {
    const { path, dtype, itemBytes, length, chunkItems, isDeflated, isShuffled } = array;
    const size = array.sizes[chunk] as number;
    const from = (array.offsets[chunk] as number) - start;
    if (from + size > bytes.byteLength) throw damaged(path, chunk);
    const packed = bytes.subarray(from, from + size);
    if (!isDeflated && !isShuffled) {
      const aligned = packed.byteOffset % itemBytes === 0 ? packed : packed.slice();
      return itemsIn(dtype, aligned, Math.min(chunkItems, length - chunk * chunkItems));
    }
    const inflater = this.#inflater;
    const whole = chunkItems * itemBytes;
    inflater.reserve(size, whole);
    if (isDeflated) {
      inflater.input.set(packed);
      if (!inflater.inflate(0, size, 0, whole)) throw damaged(path, chunk);
    } else inflater.output.set(packed);
    if (isShuffled) inflater.unshuffle(0, whole, itemBytes);
    return itemsIn(dtype, inflater.output, chunkItems);
  }
}

function* requests(array: StoredArray, first: number, end: number, wants: (chunk: number) => boolean): Generator<Request> {
  let request: Request | undefined;
  for (let chunk = first; chunk < end; chunk++) {
    if (!wants(chunk)) continue;
    const offset = array.offsets[chunk] as number;
    const past = offset + (array.sizes[chunk] as number);
    const gap = request ? offset - request.end : -1;
    if (request && gap >= 0 && gap <= GAP_BYTES && past - request.start <= REQUEST_BYTES) {
      request.chunks.push(chunk);
      request.end = past;
    } else {
      if (request) yield request;
      request = { chunks: [chunk], start: offset, end: past };
    }
  }
  if (request) yield request;
}

/** The array of a dtype; booleans are bytes. */
export function arrayOf(dtype: string): new (length: number) => NumberData {
  return dtype === 'bool' ? Uint8Array : (NUMBER_ARRAYS[dtype] as new (length: number) => NumberData);
}

function itemsIn(dtype: string, bytes: Uint8Array, length: number): NumberData {
  const Numbers = arrayOf(dtype) as unknown as new (buffer: ArrayBufferLike, offset: number, length: number) => NumberData;
  return new Numbers(bytes.buffer, bytes.byteOffset, length);
}

function damaged(path: string, chunk: number): ShadowError {
  return new ShadowError({
    tag: 'corrupt',
    path,
    message: `Chunk ${chunk} of ${path} cannot be unpacked.`,
    hint: 'The file may be damaged or cut off here; everything else still works.',
  });
}
