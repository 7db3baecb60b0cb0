/**
 * Reads datasets slab by slab through one reused buffer inside the wasm heap. Runs beside the file handle.
 * The heap grows and never shrinks, so nothing is ever read into it whole.
 */
import { ShadowError } from '../../protocol/errors.ts';
import type { FilterInfo } from '../../protocol/outline.ts';
import type { ArrayValue } from '../../protocol/values.ts';
import { type Collector, collectorFor } from '../collect.ts';
import { type Slab, slabs } from '../slabs.ts';
import { type DType, dtypeName, type ReadOptions, type Span, type StorageNode } from '../storage.ts';
import { assertHolds } from './capacity.ts';
import { type ChunkedType, withWholeChunks } from './chunk-check.ts';
import { isReadable } from './filters.ts';
import { type Hdf5Library, takeErrorStack } from './library.ts';

/** Bytes read at a time (facts-h5wasm §3: speed hardly depends on it above 0.4 MB; cancel is heard between slabs). */
const SLAB_BYTES = 4 * 1024 * 1024;
/** Each variable-length string is an allocation of its own in the heap. */
const STRINGS_PER_SLAB = 32 * 1024;

export interface SlabOptions extends ReadOptions {
  /** Makes the bytes of a slab ready. That of the next is called while one is read. */
  readonly prepare?: ((slab: Slab) => Promise<void>) | undefined;
  /** Items in a slab, where more would have too much made ready. */
  readonly mostItems?: number | undefined;
}

type Attempt = <T>(call: () => T) => Promise<T>;

export class DatasetReader {
  readonly #library: Hdf5Library;
  readonly #isIntact: () => boolean;
  readonly #fileBytes: number;
  #pointer = 0;
  #capacity = 0;

  /** @param isIntact whether every byte that libhdf5 asked for in the current call was there */
  constructor(library: Hdf5Library, isIntact: () => boolean, fileBytes: number) {
    this.#library = library;
    this.#isIntact = isIntact;
    this.#fileBytes = fileBytes;
  }

  async read(
    file: bigint,
    node: Pick<StorageNode, 'path' | 'dtype' | 'shape' | 'chunks' | 'filters'>,
    box: readonly Span[] | null,
    attempt: Attempt,
    options: SlabOptions,
  ): Promise<ArrayValue> {
    const { path, dtype, shape, chunks, filters } = node;
    if (!dtype || !shape) throw new ShadowError({ tag: 'unsupported', path, message: `${path} is empty: it has no values.` });
    const spans = box ?? shape.map((length) => ({ start: 0, end: length }));
    const lengths = spans.map((span) => Math.max(0, span.end - span.start));
    const items = lengths.reduce((product, length) => product * length, 1);
    const itemBytes = dtype.kind === 'string' ? (dtype.size ?? 4) : dtype.size;
    const hasStrings = holdsVariableStrings(dtype);
    const fileBytes = this.#fileBytes;
    // Strings are kept packed, with an offset each; a record costs a copy of each of its fields.
    assertHolds(items * Math.max(itemBytes, hasStrings ? 4 : 1), chunks === null, fileBytes, path);
    if (chunks)
      assertHolds(
        chunks.reduce((product, length) => product * length, itemBytes),
        false,
        fileBytes,
        path,
      );
    const collector = collectorFor(dtype, items, path);

    const itemsPerSlab = Math.max(
      1,
      Math.min(
        Math.floor(SLAB_BYTES / Math.max(1, itemBytes)),
        hasStrings ? STRINGS_PER_SLAB : Number.POSITIVE_INFINITY,
        options.mostItems ?? Number.POSITIVE_INFINITY,
      ),
    );
    let done = 0;
    for await (const slab of prepared(slabs(spans, itemsPerSlab, chunks), options.prepare)) {
      await attempt(() => this.#readSlab(file, { path, dtype, chunks, filters }, slab, slab.items * itemBytes, hasStrings, collector));
      done += slab.items;
      if (done < items) await options.onSlab?.(done / items);
    }
    return collector.finish(lengths);
  }

  close(): void {
    if (this.#pointer) this.#library._free(this.#pointer);
    this.#pointer = 0;
    this.#capacity = 0;
  }

  /** All in one synchronous step: read, check, copy out, free. When bytes are missing it fails before anything is collected. */
  #readSlab(
    file: bigint,
    dataset: ChunkedType,
    slab: { offset: number[]; count: number[]; items: number },
    bytes: number,
    hasStrings: boolean,
    collector: Collector,
  ): void {
    const library = this.#library;
    const { path, dtype, filters } = dataset;
    const pointer = this.#buffer(bytes);
    const isScalar = slab.count.length === 0;
    const count = isScalar ? null : slab.count.map(BigInt);
    const offset = isScalar ? null : slab.offset.map(BigInt);
    const stride = isScalar ? null : slab.count.map(() => 1n);
    // A read that fails half-way leaves what was there: zeros are not pointers.
    if (hasStrings) library.HEAPU8.fill(0, pointer, pointer + bytes);
    const status = withWholeChunks(dataset, () => library.get_dataset_data(file, `/${path}`, count, offset, stride, BigInt(pointer)));
    if (status < 0 || !this.#isIntact()) throw readError(path, dtype, filters);
    try {
      const heap = library.HEAPU8;
      collector.add(heap.subarray(pointer, pointer + bytes), slab.items, heap);
    } finally {
      if (hasStrings) {
        if (count) library.reclaim_vlen_memory_count(file, `/${path}`, '', BigInt(pointer), count);
        else library.reclaim_vlen_memory(file, `/${path}`, '', BigInt(pointer));
      }
    }
  }

  #buffer(bytes: number): number {
    if (bytes > this.#capacity) {
      if (this.#pointer) this.#library._free(this.#pointer);
      this.#capacity = Math.max(bytes, SLAB_BYTES);
      this.#pointer = this.#library._malloc(this.#capacity);
      if (!this.#pointer) {
        this.#capacity = 0;
        throw new ShadowError({ tag: 'unsupported', message: `There is not enough memory to read ${bytes} bytes at once.` });
      }
    }
    return this.#pointer;
  }
}

/** Each slab when it is ready, with the next one on its way. */
async function* prepared(all: Iterable<Slab>, prepare: SlabOptions['prepare']): AsyncGenerator<Slab> {
  if (!prepare) {
    yield* all;
    return;
  }
  let last: { readonly slab: Slab; readonly ready: Promise<void> } | undefined;
  for (const slab of all) {
    const ready = prepare(slab);
    // It is heard of when its turn comes.
    ready.catch(() => {});
    if (last) {
      await last.ready;
      yield last.slab;
    }
    last = { slab, ready };
  }
  if (!last) return;
  await last.ready;
  yield last.slab;
}

function holdsVariableStrings(dtype: DType): boolean {
  if (dtype.kind === 'string') return dtype.size === null;
  if (dtype.kind === 'array') return holdsVariableStrings(dtype.base);
  return dtype.kind === 'compound' && dtype.fields.some((field) => holdsVariableStrings(field.dtype));
}

/** Why H5Dread failed: a filter that is missing is named, else it is what the error stack says. */
function readError(path: string, dtype: DType, filters: readonly FilterInfo[]): ShadowError {
  const stack = takeErrorStack();
  const lacking = filters.find(({ id }) => !isReadable(id));
  if (lacking && stack.includes('is not registered')) {
    const { id, name } = lacking;
    return new ShadowError({
      tag: 'unsupported',
      path,
      message: `${path} is compressed with ${name === `filter ${id}` ? name : `${name} (filter ${id})`}, which Umbra cannot undo.`,
      hint: 'Save the file again with gzip compression to see it.',
      cause: stack,
    });
  }
  const reason = stack.split('\n')[0] ?? '';
  return new ShadowError({
    tag: 'corrupt',
    path,
    message: `The ${dtypeName(dtype)} values of ${path} could not be read${reason ? `: ${reason}` : ''}.`,
    hint: 'The file may be damaged or cut off here; everything else still works.',
    cause: stack,
  });
}
