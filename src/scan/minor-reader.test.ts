import { describe, expect, it, vi } from 'vitest';
import { type ByteSource, countReads } from '../io/byte-source.ts';
import { memoryBytes } from '../io/kept/sync-bytes.ts';
import { memorySource } from '../io/memory-source.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { NumberData } from '../protocol/values.ts';
import { scanInThisThread } from './in-this-thread.ts';
import type { IndexStore } from './index-store.ts';
import { Indexes } from './indexes.ts';
import { MinorIndex } from './minor-index.ts';
import { type LocatedMatrix, MinorReader } from './minor-reader.ts';
import { ScanPool, type ScanWorkers } from './pool.ts';

const N_MAJORS = 3000;
const N_MINORS = 500;
const PER_MAJOR = 250;

/** A matrix of 750,000 entries, which is three blocks, as it would lie in a file. */
function makeMatrix(): { source: ByteSource; matrix: LocatedMatrix; dense: Float32Array } {
  let seed = 5;
  const random = (below: number): number => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) % below;
  };
  const entries = N_MAJORS * PER_MAJOR;
  const indices = new Int32Array(entries);
  const values = new Float32Array(entries);
  const dense = new Float32Array(N_MAJORS * N_MINORS);
  for (let major = 0, at = 0; major < N_MAJORS; major++) {
    // Some minors come twice in a major: their values add up.
    for (let i = 0; i < PER_MAJOR; i++, at++) {
      indices[at] = random(N_MINORS);
      values[at] = random(100) / 8;
      const place = major * N_MINORS + (indices[at] as number);
      dense[place] = (dense[place] as number) + (values[at] as number);
    }
  }
  const bytes = new Uint8Array(entries * 8);
  bytes.set(new Uint8Array(indices.buffer));
  bytes.set(new Uint8Array(values.buffer), entries * 4);
  const stored = (path: string, dtype: string, start: number) => {
    const chunkItems = 1000;
    const offsets = Float64Array.from({ length: entries / chunkItems }, (_, i) => start + i * chunkItems * 4);
    const sizes = new Uint32Array(offsets.length).fill(chunkItems * 4);
    return { path, dtype, itemBytes: 4, length: entries, chunkItems, offsets, sizes, isShuffled: false, isDeflated: false };
  };
  const indptr = Float64Array.from({ length: N_MAJORS + 1 }, (_, i) => i * PER_MAJOR);
  const matrix: LocatedMatrix = {
    path: 'X',
    nMajors: N_MAJORS,
    nMinors: N_MINORS,
    indices: stored('X/indices', 'int32', 0),
    values: stored('X/data', 'float32', entries * 4),
    readIndptr: async () => indptr,
  };
  return { source: memorySource(bytes, 'matrix'), matrix, dense };
}

/** A store in memory that outlives its readers. */
function makeStore(): IndexStore & { readonly kept: Map<string, ReturnType<typeof memoryBytes>> } {
  const kept = new Map<string, ReturnType<typeof memoryBytes>>();
  return {
    kept,
    open: async (key) => kept.get(key) ?? null,
    async create(key, bytes) {
      kept.set(key, memoryBytes(bytes));
      return kept.get(key) ?? null;
    },
    list: async () => [...kept].map(([key, bytes]) => ({ key, bytes: bytes.getSize(), head: MinorIndex.open(bytes)?.head ?? null })),
    async remove(key) {
      kept.delete(key);
    },
  };
}

const { source, matrix, dense } = makeMatrix();
const column = (minor: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: N_MAJORS }, (_, major) => dense[major * N_MINORS + minor] as number);

function readerOver(bytes: ByteSource, store: IndexStore | null = null, workers: ScanWorkers = scanInThisThread(bytes)) {
  const pool = new ScanPool(workers);
  const indexes = new Indexes(
    'matrix',
    async () => 'the file',
    async () => store,
  );
  return { pool, indexes, reader: new MinorReader(pool, indexes, bytes, 0) };
}

const ALL = [0, 17, 499];
const COLUMNS = ALL.map(column);

const sumOf = (...minors: number[]): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: N_MAJORS }, (_, major) =>
    minors.reduce((sum, minor) => sum + (dense[major * N_MINORS + minor] as number), 0),
  );

/** Byte by byte: what `toEqual` does takes seconds for these. */
function expectSame(found: NumberData, expected: NumberData, what?: string): void {
  expect(found.constructor).toBe(expected.constructor);
  const bytes = ({ buffer, byteOffset, byteLength }: NumberData) => Buffer.from(buffer, byteOffset, byteLength);
  expect(bytes(found).equals(bytes(expected)), what).toBe(true);
}

describe('minors of a compressed matrix', () => {
  it('are many, and not zero', () => {
    for (const minor of ALL) expect(column(minor).filter((value) => value !== 0).length).toBeGreaterThan(500);
  });

  it('are the same by scan, by a part of the index and by all of it', async () => {
    const { reader } = readerOver(source);
    const seen: string[] = [];
    const check = async (what: string): Promise<void> => {
      for (const minor of ALL) expectSame(await reader.read(matrix, Uint32Array.of(minor), 'each'), column(minor), what);
      const together = await reader.read(matrix, Uint32Array.of(...ALL), 'each');
      expectSame(
        together,
        Float32Array.from({ length: N_MAJORS * 3 }, (_, i) => COLUMNS[i % 3]?.[Math.floor(i / 3)] as number),
        what,
      );
      const sum = await reader.read(matrix, Uint32Array.of(...ALL), 'sum');
      expectSame(
        sum,
        Float64Array.from({ length: N_MAJORS }, (_, i) => COLUMNS.reduce((sum, values) => sum + (values[i] as number), 0)),
        what,
      );
      seen.push(what);
    };
    await check('scan');

    const some = new AbortController();
    const building = reader.build(matrix, some.signal, () => some.abort());
    await expect(building).rejects.toMatchObject({ tag: 'aborted' });
    const { done } = await reader.state(matrix);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(1);
    await check('partly indexed');

    await reader.build(matrix, undefined, () => {});
    expect((await reader.state(matrix)).done).toBe(1);
    await check('indexed');
    expect(seen).toEqual(['scan', 'partly indexed', 'indexed']);
  });

  it('read nothing of the file once the index is there, also in another session', async () => {
    const store = makeStore();
    const first = readerOver(source, store);
    await first.reader.build(matrix, undefined, () => {});
    await first.indexes.close();

    const counted = countReads(source);
    const { reader } = readerOver(counted, store);
    const untouched: LocatedMatrix = { ...matrix, readIndptr: () => Promise.reject(new Error('not needed')) };
    expectSame(await reader.read(untouched, Uint32Array.of(17), 'each'), column(17));
    expect(counted.stats.requests).toBe(0);
  });

  it('do not take the index of another file, or of a block that was not finished', async () => {
    const store = makeStore();
    const first = readerOver(source, store);
    await first.reader.build(matrix, undefined, () => {});
    const other = new Indexes(
      'matrix',
      async () => 'another file',
      async () => ({ ...store, open: async () => [...store.kept.values()][0] ?? null }),
    );
    expect(await other.of('X')).toBeNull();

    const index = (await first.indexes.of('X')) as MinorIndex;
    expect(index.isComplete).toBe(true);
    const bytes = [...store.kept.values()][0] as ReturnType<typeof memoryBytes>;
    // The byte of the last block: as it is where the browser ended while it was written.
    const head = new TextEncoder().encode(JSON.stringify(index.head)).byteLength;
    bytes.write(Uint8Array.of(0), { at: Math.ceil((12 + head) / 8) * 8 + index.nBlocks - 1 });
    expect(MinorIndex.open(bytes)?.isComplete).toBe(false);
    const { reader } = readerOver(source, store);
    expectSame(await reader.read(matrix, Uint32Array.of(17), 'each'), column(17));
  });

  it('are given up with their file, those of another time too, and no others', async () => {
    const store = makeStore();
    const build = async (identity: string, path: string): Promise<Indexes> => {
      const indexes = new Indexes(
        'matrix',
        async () => identity,
        async () => store,
      );
      await new MinorReader(new ScanPool(scanInThisThread(source)), indexes, source, 0).build({ ...matrix, path }, undefined, () => {});
      return indexes;
    };
    await (await build('the file', 'raw/X')).close();
    await (await build('another file', 'X')).close();
    const open = await build('the file', 'X');
    expect(store.kept.size).toBe(3);
    const key = await open.keyOf('X');
    expect(store.kept.has(key as string)).toBe(true);

    await open.forget('this file');
    expect((await store.list()).map(({ head }) => head?.path)).toEqual(['X']);
    expect(await open.of('X')).toBeNull();
    await new Indexes(
      '',
      async () => null,
      async () => store,
    ).forget([...store.kept.keys()]);
    expect(store.kept.size).toBe(0);
  });

  it('are found by looking through the matrix, once the index is given up while they are read', async () => {
    const { reader, indexes } = readerOver(source, makeStore());
    const some = new AbortController();
    await reader.build(matrix, some.signal, () => some.abort()).catch(() => {});
    const reading = reader.read(
      {
        ...matrix,
        async readIndptr() {
          await indexes.forget('all');
          return matrix.readIndptr();
        },
      },
      Uint32Array.of(17),
      'each',
    );
    expectSame(await reading, column(17));
  });

  it('count what workers read, those that are ended too', async () => {
    const { reader, pool } = readerOver(source);
    await reader.read(matrix, Uint32Array.of(17), 'each');
    const { bytes } = pool.stats();
    expect(bytes).toBeGreaterThan(matrix.indices.length * 4);
    pool.close();
    expect(pool.stats().bytes).toBe(bytes);
  });

  it('are looked for in the matrix where the bytes of the index cannot be right', async () => {
    const store = makeStore();
    const { reader, indexes } = readerOver(source, store);
    await reader.build(matrix, undefined, () => {});
    const { head } = (await indexes.of('X')) as MinorIndex;
    const bytes = [...store.kept.values()][0] as ReturnType<typeof memoryBytes>;
    const start = Math.ceil((12 + new TextEncoder().encode(JSON.stringify(head)).byteLength) / 8) * 8;
    const firstBlock = Math.ceil((start + head.blocks.length - 1) / 8) * 8;
    // Where the entries of minor 17 begin in the first block: before they end, beyond the block, and in a major that it has not.
    const entries = Math.ceil((firstBlock + (N_MINORS + 1) * 4) / 8) * 8;
    for (const damage of [
      { at: firstBlock + 17 * 4, to: Uint8Array.of(255, 255, 255, 127) },
      { at: firstBlock + 18 * 4, to: Uint8Array.of(255, 255, 255, 127) },
      { at: entries, to: new Uint8Array(400_000).fill(255) },
    ]) {
      const before = new Uint8Array(damage.to.length);
      bytes.read(before, damage);
      bytes.write(damage.to, damage);
      expectSame(await reader.read(matrix, Uint32Array.of(17), 'each'), column(17));
      expectSame(await reader.read(matrix, Uint32Array.of(499, 17), 'sum'), sumOf(499, 17));
      bytes.write(before, damage);
    }
    await indexes.close();
  });

  it('are found without an index where its file is none, or the source does not say which file it is', async () => {
    const store = makeStore();
    const text = new TextEncoder().encode('UMBRAGI1\x02\0\0\0{}');
    const foreign = memoryBytes(64);
    foreign.write(text, { at: 0 });
    const close = vi.spyOn(foreign, 'close');
    const { reader } = readerOver(source, { ...store, open: async () => foreign });
    expectSame(await reader.read(matrix, Uint32Array.of(17), 'each'), column(17));
    expect(close).toHaveBeenCalled();

    let asked = 0;
    const identity = (): Promise<string> => (++asked === 1 ? Promise.reject(new Error('a passing failure')) : Promise.resolve('the file'));
    const indexes = new Indexes('matrix', identity, async () => store);
    expect(await indexes.of('X')).toBeNull();
    expect(await indexes.keyOf('Y')).not.toBeNull();
  });

  it('have one index, however often it is begun at once', async () => {
    const store = makeStore();
    const create = vi.spyOn(store, 'create');
    const { reader } = readerOver(source, store);
    await Promise.all([reader.build(matrix, undefined, () => {}), reader.build(matrix, undefined, () => {})]);
    expect(create).toHaveBeenCalledTimes(1);
    expectSame(await reader.read(matrix, Uint32Array.of(17), 'each'), column(17));
  });

  it('read values only where there are hits', async () => {
    const rare: LocatedMatrix = { ...matrix, nMinors: N_MINORS + 1 };
    const counted = countReads(source);
    const { reader } = readerOver(counted);
    const nothing = await reader.read(rare, Uint32Array.of(N_MINORS), 'each');
    expect((nothing as Float32Array).every((value) => value === 0)).toBe(true);
    // The indices, and what chunks two blocks share.
    expect(counted.stats.bytes).toBeLessThan(matrix.indices.length * 4 * 1.01);
  });

  it('stop when they are given up, and say what is known on the way', async () => {
    const { reader } = readerOver(source);
    const given = new AbortController();
    const parts: number[] = [];
    const reading = reader.read(matrix, Uint32Array.of(17), 'each', {
      signal: given.signal,
      onBlock({ done, out, known }) {
        parts.push(done);
        const wanted = column(17);
        expect(known.every((isKnown, major) => !isKnown || out[major] === wanted[major])).toBe(true);
        given.abort();
      },
    });
    await expect(reading).rejects.toMatchObject({ tag: 'aborted' });
    expect(parts).toHaveLength(1);
    expect(parts[0]).toBeLessThan(1);
  });

  it('outside of the matrix are an error, not a hole', async () => {
    const { reader } = readerOver(source);
    const narrower: LocatedMatrix = { ...matrix, nMinors: N_MINORS - 1 };
    await expect(reader.read(narrower, Uint32Array.of(3), 'each')).rejects.toMatchObject({
      tag: 'corrupt',
      record: { path: 'X', message: 'X has an entry at 499, where it ends at 498.' },
    });
    await expect(reader.build(narrower, undefined, () => {})).rejects.toMatchObject({ tag: 'corrupt' });
  });

  it('come from another worker when one is lost, or could not open the file', async () => {
    const here = scanInThisThread(source);
    for (const tag of ['worker-lost', 'io'] as const) {
      let started = 0;
      const workers: ScanWorkers = {
        most: 1,
        start: () =>
          ++started > 1 ? here.start() : { ...here.start(), call: () => Promise.reject(new ShadowError({ tag, message: 'not so' })) },
      };
      const { reader } = readerOver(source, null, workers);
      const first = reader.read(matrix, Uint32Array.of(17), 'each');
      // A file that cannot be opened is told; by the next gene it may be there again.
      if (tag === 'io') await expect(first).rejects.toMatchObject({ tag });
      else expectSame(await first, column(17));
      expectSame(await reader.read(matrix, Uint32Array.of(17), 'each'), column(17));
    }
  });

  it('are an error that does not blame the worker of the file, where every worker is lost', async () => {
    const lost = {
      ...scanInThisThread(source).start(),
      call: () => Promise.reject(new ShadowError({ tag: 'worker-lost', message: 'gone' })),
    };
    const { reader } = readerOver(source, null, { most: 2, start: () => lost });
    await expect(reader.read(matrix, Uint32Array.of(17), 'each')).rejects.toMatchObject({ tag: 'io' });
  });

  it('end when the file is closed, whatever they wait for', async () => {
    for (const when of ['block', 'indptr']) {
      const { pool, reader } = readerOver(source);
      const readIndptr = (): ReturnType<typeof matrix.readIndptr> => {
        if (when === 'indptr') pool.close();
        return matrix.readIndptr();
      };
      const onBlock = (): void => {
        if (when === 'block') pool.close();
      };
      const reading = reader.read({ ...matrix, readIndptr }, Uint32Array.of(17), 'each', { onBlock });
      await expect(reading).rejects.toMatchObject({ tag: 'closed' });
    }
  });
});
