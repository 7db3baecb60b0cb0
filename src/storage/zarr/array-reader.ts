/**
 * Reads boxes of one array: which chunks they touch, a few at a time, put in their places. Runs beside the file handle.
 * What is in memory at once is bounded: a slab, a few decoded chunks, and the result.
 */
import type { KeyRange, KeyStore } from '../../io/store/store.ts';
import { isAbort, ShadowError, toErrorRecord } from '../../protocol/errors.ts';
import type { ArrayValue } from '../../protocol/values.ts';
import { collectorFor } from '../collect.ts';
import { type Slab, slabs } from '../slabs.ts';
import { type DType, dtypeName, type ReadOptions, type Span } from '../storage.ts';
import { StringPacker } from '../string-packer.ts';
import type { ZarrArray } from './array.ts';
import { isZarritaError, ZarritaArray } from './library.ts';
import { copyPart, type PlacedChunk, partsOf } from './parts.ts';
import { oneText, type PackedTexts, textsIn } from './texts.ts';

/** Bytes put together before they go on; more where a row of chunks takes more, so that none is decoded twice. */
const SLAB_BYTES = 16 * 1024 * 1024;
/** Texts of any length, before they go on. */
const TEXTS_PER_SLAB = 256 * 1024;
/** Bytes of decoded chunks that are on their way at once, and how many chunks that may be. */
const DECODED_AT_ONCE = 32 * 1024 * 1024;
const MOST_CHUNKS = 64;
const FEWEST_CHUNKS = 2;

export class ArrayReader {
  readonly #path: string;
  readonly #array: ZarrArray;
  readonly #store: KeyStore;
  readonly #zarrita: ZarritaArray<never, never>;

  /**
   * @param store that begins where the array does
   * @throws ShadowError `unsupported`
   */
  constructor(path: string, array: ZarrArray, store: KeyStore) {
    this.#path = path;
    this.#array = array;
    this.#store = store;
    const { metadata, hindrance } = array;
    if (!metadata) throw unsupported(path, hindrance ?? `the type ${dtypeName(array.dtype)}`);
    // Paths of zarrita are parts of a URL, in which names may have characters that mean something: its array lies at the root.
    const readable = {
      async get(key: string, asked: Asked) {
        const bytes = await store.get(key.slice(1), undefined, asked.signal);
        asked.hasBytes = bytes !== undefined;
        return bytes;
      },
      async getRange(key: string, range: KeyRange, asked: Asked) {
        const bytes = await store.get(key.slice(1), range, asked.signal);
        // An index comes by the end of its shard, a chunk by its place, which the index has told.
        if ('offset' in range) {
          if (!bytes) throw vanished(path, key);
          asked.hasBytes = true;
        }
        return bytes;
      },
    };
    this.#zarrita = new ZarritaArray(readable as never, '/', metadata as never);
  }

  /** @throws ShadowError `unsupported`, `corrupt`, `io`, `too-large`; `aborted` */
  async read(box: readonly Span[] | null, options: ReadOptions): Promise<ArrayValue> {
    const { shape, dtype } = this.#array;
    const spans = box ?? shape.map((length) => ({ start: 0, end: length }));
    return dtype.kind === 'string' && dtype.size === null ? this.#readTexts(spans, options) : this.#readItems(spans, dtype, options);
  }

  async #readItems(spans: readonly Span[], dtype: DType, options: ReadOptions): Promise<ArrayValue> {
    const itemBytes = dtype.size ?? 1;
    const lengths = spans.map(({ start, end }) => Math.max(0, end - start));
    const items = lengths.reduce((product, length) => product * length, 1);
    const collector = this.#within(items, () => collectorFor(dtype, items, this.#path));
    let done = 0;
    for (const slab of this.#slabs(spans, Math.floor(SLAB_BYTES / itemBytes))) {
      const bytes = this.#within(slab.items, () => new Uint8Array(slab.items * itemBytes));
      await this.#eachChunk(slab, options, async (chunk, share) => {
        copyPart(await this.#chunk(chunk.coordinates, itemBytes, options.signal), chunk, slab.count, itemBytes, bytes);
        await options.onSlab?.((done + share * slab.items) / items);
      });
      collector.add(bytes, slab.items, bytes);
      done += slab.items;
    }
    return collector.finish(lengths);
  }

  /** Chunks of texts have no fixed places in them: those of a slab are kept until it is complete. */
  async #readTexts(spans: readonly Span[], options: ReadOptions): Promise<ArrayValue> {
    const lengths = spans.map(({ start, end }) => Math.max(0, end - start));
    const items = lengths.reduce((product, length) => product * length, 1);
    const packer = this.#within(items, () => new StringPacker(items));
    let done = 0;
    for (const slab of this.#slabs(spans, TEXTS_PER_SLAB)) {
      const places = new Uint32Array(slab.items);
      const owners = new Uint32Array(slab.items);
      const chunks: PackedTexts[] = [];
      await this.#eachChunk(slab, options, async (chunk, share) => {
        const { texts, strides } = await this.#texts(chunk.coordinates, options.signal);
        const owner = chunks.push(texts) - 1;
        for (const [from, to] of partsOf(chunk, slab.count, strides)) {
          places[to] = from;
          owners[to] = owner;
        }
        await options.onSlab?.((done + share * slab.items) / items);
      });
      for (let item = 0; item < slab.items; item++) {
        const { bytes, starts, ends } = chunks[owners[item] as number] as PackedTexts;
        const place = places[item] as number;
        packer.add(bytes, starts[place] as number, ends[place] as number);
      }
      done += slab.items;
    }
    return packer.finish(lengths);
  }

  /** As many items at a time as fill whole rows of chunks. */
  *#slabs(spans: readonly Span[], itemsPerSlab: number): Generator<Slab> {
    const { chunks } = this.#array;
    const lengths = spans.map(({ start, end }) => Math.max(0, end - start));
    let inner = 1;
    let cut = lengths.length;
    while (cut > 0 && inner * (lengths[cut - 1] as number) <= itemsPerSlab) inner *= lengths[--cut] as number;
    const row = cut > 0 ? (chunks[cut - 1] as number) * inner : 1;
    yield* slabs(spans, Math.max(1, itemsPerSlab, row), chunks);
  }

  /**
   * Does it for each chunk that a slab touches, several at a time; the first that fails ends it.
   * @param work is told the share of the slab's chunks that are done with this one
   */
  async #eachChunk(slab: Slab, { signal }: ReadOptions, work: (chunk: PlacedChunk, share: number) => Promise<void>): Promise<void> {
    const { chunks, dtype } = this.#array;
    const touched = chunksOf(slab, chunks);
    const bytes = chunks.reduce((product, length) => product * length, dtype.size ?? 32);
    const atOnce = Math.max(FEWEST_CHUNKS, Math.min(MOST_CHUNKS, Math.floor(DECODED_AT_ONCE / Math.max(1, bytes))));
    const count = slab.count.reduce((product, length, axis) => {
      const chunk = chunks[axis] as number;
      const first = Math.floor((slab.offset[axis] as number) / chunk);
      return product * (Math.floor(((slab.offset[axis] as number) + length - 1) / chunk) - first + 1);
    }, 1);
    let done = 0;
    let hasFailed = false;
    const worker = async (): Promise<void> => {
      for (const chunk of touched) {
        if (hasFailed) return;
        signal?.throwIfAborted();
        try {
          await work(chunk, ++done / count);
        } catch (error) {
          hasFailed = true;
          throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  }

  /** The bytes of a decoded chunk, and how far its items lie apart in each dimension, in bytes. */
  async #chunk(
    coordinates: number[],
    itemBytes: number,
    signal: AbortSignal | undefined,
  ): Promise<{ bytes: Uint8Array; strides: number[] }> {
    const decoded = await this.#decoded(coordinates, signal);
    const { chunks, fill, fillHindrance } = this.#array;
    if (!decoded && fillHindrance) throw unsupported(this.#path, fillHindrance);
    // The one item again and again.
    if (!decoded) return { bytes: fill as Uint8Array, strides: chunks.map(() => 0) };
    const { data, stride } = decoded;
    const items = chunks.reduce((product, length) => product * length, 1);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    if (bytes.byteLength !== items * itemBytes)
      throw corrupt(this.#path, this.#array.dtype, coordinates, `it has ${bytes.byteLength} bytes instead of ${items * itemBytes}`);
    return { bytes, strides: chunks.map((_, axis) => (stride[axis] as number) * data.BYTES_PER_ELEMENT) };
  }

  /** The texts of a chunk, and how far they lie apart in each dimension. */
  async #texts(coordinates: number[], signal: AbortSignal | undefined): Promise<{ texts: PackedTexts; strides: readonly number[] }> {
    const { chunks, dtype, fill } = this.#array;
    const items = chunks.reduce((product, length) => product * length, 1);
    const decoded = await this.#decoded(coordinates, signal);
    if (!decoded) return { texts: oneText(String(fill)), strides: chunks.map(() => 0) };
    const texts = textsIn(decoded.data as Uint8Array, items);
    if (typeof texts === 'string') throw corrupt(this.#path, dtype, coordinates, texts);
    return { texts, strides: decoded.stride };
  }

  /** Null where the chunk is not there. */
  async #decoded(coordinates: number[], signal: AbortSignal | undefined): Promise<Decoded | null> {
    for (;;) {
      try {
        const asked: Asked = { signal, hasBytes: false };
        const chunk = await this.#zarrita.getChunk(coordinates, asked as never);
        if (asked.hasBytes) return chunk as unknown as Decoded;
        await this.#store.confirm?.(signal);
        return null;
      } catch (error) {
        signal?.throwIfAborted();
        // The index of a shard is asked for once for all: it was another caller who gave up.
        if (isAbort(error)) continue;
        if (error instanceof ShadowError) throw new ShadowError({ path: this.#path, ...error.record });
        const codec = isZarritaError(error, 'CodecPipelineError') ? error.codec : undefined;
        const { cause } = toErrorRecord(error);
        throw corrupt(this.#path, this.#array.dtype, coordinates, codec ? `${codec} could not undo it` : 'it could not be decoded', cause);
      }
    }
  }

  /** What is more than memory holds is said, not thrown by the engine. */
  #within<T>(items: number, make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ShadowError({
        tag: 'too-large',
        path: this.#path,
        message: `${this.#path} says that it has ${items} values here, more than there is memory for.`,
      });
    }
  }
}

interface Decoded {
  readonly data: ArrayBufferView & { readonly BYTES_PER_ELEMENT: number };
  readonly stride: readonly number[];
}

/** What zarrita passes on to the store: whether there was anything is not told otherwise from a chunk of zeros. */
interface Asked {
  readonly signal: AbortSignal | undefined;
  hasBytes: boolean;
}

/** The chunks that a slab touches, in C order. */
function* chunksOf({ offset, count }: Slab, chunks: readonly number[]): Generator<PlacedChunk> {
  const grid = chunks.map((length, axis) => {
    const start = offset[axis] as number;
    return { start: Math.floor(start / length), end: Math.floor((start + (count[axis] as number) - 1) / length) + 1 };
  });
  for (const { offset: coordinates } of slabs(grid, 1, null)) {
    const first = chunks.map((length, axis) => Math.max(0, (offset[axis] as number) - (coordinates[axis] as number) * length));
    const target = chunks.map((length, axis) => Math.max(0, (coordinates[axis] as number) * length - (offset[axis] as number)));
    const size = chunks.map((length, axis) =>
      Math.min(length - (first[axis] as number), (count[axis] as number) - (target[axis] as number)),
    );
    yield { coordinates, first, target, size };
  }
}

function unsupported(path: string, reason: string): ShadowError {
  return new ShadowError({
    tag: 'unsupported',
    path,
    message: `${path} is stored with ${reason}, which Umbra cannot undo.`,
    hint: `In Python, zarr may: zarr.open_group("x.zarr")[${JSON.stringify(path)}][()].`,
  });
}

function vanished(path: string, key: string): ShadowError {
  return new ShadowError({
    tag: 'changed',
    path,
    message: `${key.slice(1)} of ${path} is no longer there: the store has changed since it was opened.`,
    hint: 'Open it again.',
  });
}

function corrupt(path: string, dtype: DType, coordinates: readonly number[], reason: string, cause?: string): ShadowError {
  return new ShadowError({
    tag: 'corrupt',
    path,
    message: `The ${dtypeName(dtype)} values of ${path} could not be read: chunk ${coordinates.join('.') || '0'} is damaged, ${reason}.`,
    hint: 'Download or copy it again; everything else still works.',
    ...(cause ? { cause } : {}),
  });
}
