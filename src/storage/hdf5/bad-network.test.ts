import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { AnnDataFile } from '../../encodings/anndata-file.ts';
import type { BlockCacheOptions } from '../../io/block-cache.ts';
import type { ByteSource } from '../../io/byte-source.ts';
import { httpSource } from '../../io/http/http-source.ts';
import type { Patience } from '../../io/http/patience.ts';
import { memorySource } from '../../io/memory-source.ts';
import { ShadowError } from '../../protocol/errors.ts';
import { walk } from '../../protocol/outline.ts';
import { type BadServer, type BadServerOptions, badServer, type Fault } from '../../testing/bad-server.ts';
import { randomBelow } from '../../testing/mutate.ts';
import { EXAMPLES, FIXTURES, FORMATS } from '../../testing/paths.ts';
import { stallAlarm } from '../../testing/stall-alarm.ts';
import { Hdf5Storage } from './hdf5-storage.ts';

const FILES = [
  join(FIXTURES, 'zoo.h5ad'),
  join(FORMATS, 'anndata-0.13.4-gzip.h5ad'),
  join(EXAMPLES, 'pbmc68k_reduced.h5ad'),
  join(EXAMPLES, 'citeseq.h5mu'),
];
/** What may pass. */
const PASSING: Fault[] = [
  'drop',
  'truncate',
  'end early',
  'wrong range',
  'too short',
  'too long',
  'several parts',
  'whole',
  'stall',
  'stall in body',
];
const BUSY: Fault[] = [429, 500, 502, 503, 504, 'retry after'];

let server: BadServer | undefined;
const clock = stallAlarm(() => server);
afterAll(() => clock.stop());
const patience: Patience = { attempts: 5, firstWait: 1, longestWait: 3, stall: 1000, alarm: clock.alarm };

/** So that also small files take many requests. */
const SMALL_BLOCKS: BlockCacheOptions = { blockSize: 4096, capacity: 2 ** 26, bypass: Number.POSITIVE_INFINITY, join: 8192, lanes: 4 };

interface Read {
  readonly values: ReadonlyMap<string, unknown>;
  readonly errors: readonly ShadowError[];
}

/** Every value, all at the same time, as a page asks for them. @throws what opening throws */
async function readAll(source: ByteSource): Promise<Read> {
  const storage = await Hdf5Storage.open(source, { blocks: SMALL_BLOCKS });
  try {
    const file = await AnnDataFile.read(storage);
    const values = new Map<string, unknown>([['outline', file.outline.root]]);
    const errors: ShadowError[] = [];
    await Promise.all(
      [...walk(file.outline.root)].map(async (node) => {
        if (node.group || node.problem) return;
        try {
          values.set(node.path, await file.readValue(node.path, null, {}));
        } catch (error) {
          expect(error, node.path).toBeInstanceOf(ShadowError);
          const { tag, message } = (error as ShadowError).record;
          // Also on disk there are values that cannot be read.
          if (tag !== 'io' && tag !== 'changed') values.set(node.path, message);
          else errors.push(error as ShadowError);
        }
      }),
    );
    return { values, errors };
  } finally {
    storage.close();
  }
}

const local = new Map<string, Promise<Read>>();
const onDisk = (path: string): Promise<Read> => {
  const reading = local.get(path) ?? readAll(memorySource(new Uint8Array(readFileSync(path)), 'file.h5ad'));
  local.set(path, reading);
  return reading;
};

/** Reads a file through a server. What was read has to be what is on disk. */
async function readThrough(
  path: string,
  faultOf: NonNullable<BadServerOptions['faultOf']>,
): Promise<{ read: Read | null; failure: unknown; requests: number }> {
  const bad = await badServer('file.h5ad', new Uint8Array(readFileSync(path)), { faultOf });
  server = bad;
  try {
    const expected = await onDisk(path);
    let read: Read | null = null;
    let failure: unknown = null;
    try {
      read = await readAll(await httpSource(bad.url, { patience }));
    } catch (error) {
      failure = error;
    }
    for (const [at, value] of read?.values ?? []) expect(isDeepStrictEqual(value, expected.values.get(at)), at).toBe(true);
    return { read, failure, requests: bad.log.length };
  } finally {
    server = undefined;
    await bad.close();
  }
}

describe.each(FILES)('%s through a bad network', (path) => {
  it('is read whole where one request in four goes wrong', async () => {
    let wrong = 0;
    for (const seed of [1, 2, 3]) {
      const next = randomBelow(seed);
      const faults = [...PASSING, ...BUSY];
      const failed = new Map<number, number>();
      const { read, failure } = await readThrough(path, (_, { range }) => {
        // Fewer for each range than are given up on; what is asked for again has the same end.
        const before = failed.get(range?.end ?? 0) ?? 0;
        if (next(4) > 0 || before === patience.attempts - 1) return null;
        failed.set(range?.end ?? 0, before + 1);
        wrong++;
        return faults[next(faults.length)] ?? null;
      });
      expect(failure).toBeNull();
      expect(read?.errors).toEqual([]);
      expect(read?.values.size).toBe((await onDisk(path)).values.size);
    }
    expect(wrong).toBeGreaterThan(0);
  });

  it('is never read wrong where most requests go wrong, for good: what is not read says why', async () => {
    const faults: (Fault | null)[] = [...PASSING, ...BUSY, 403, 'gzip', 'gone', null, null, null, null];
    for (const seed of [4, 5, 6, 7]) {
      const next = randomBelow(seed);
      const { read, failure } = await readThrough(path, (n) => (n < 2 ? null : (faults[next(faults.length)] ?? null)));
      for (const error of failure ? [failure] : (read?.errors ?? [])) {
        expect(error).toBeInstanceOf(ShadowError);
        expect((error as ShadowError).message).toMatch(/could not be fetched|no longer where it was/);
        expect((error as ShadowError).record.hint).toBeTruthy();
      }
    }
  });

  it('is never a mixture of two versions', async () => {
    for (const change of [1, 2, 4]) {
      const { read, failure, requests } = await readThrough(path, (n) => (n === change ? 'change' : null));
      if (requests <= change) continue;
      const errors = failure ? [failure] : (read?.errors ?? []);
      expect(errors).not.toEqual([]);
      for (const error of errors) expect(error).toMatchObject({ record: { tag: 'changed' } });
    }
  });
});

describe('a network that comes back', () => {
  it('is asked anew by the next call, which goes on with what is here', async () => {
    let isDown = false;
    const path = join(EXAMPLES, 'pbmc68k_reduced.h5ad');
    const bad = await badServer('file.h5ad', new Uint8Array(readFileSync(path)), { faultOf: () => (isDown ? 'drop' : null) });
    server = bad;
    const storage = await Hdf5Storage.open(await httpSource(bad.url, { patience }), { blocks: SMALL_BLOCKS });
    const file = await AnnDataFile.read(storage);
    isDown = true;
    const asked = bad.log.length;
    await expect(file.readValue('obsm/X_pca', null, {})).rejects.toMatchObject({
      record: { tag: 'io', message: 'file.h5ad could not be fetched: the connection failed.', hint: expect.stringContaining('Try again') },
    });
    expect(bad.log.length - asked).toBe(patience.attempts);
    isDown = false;
    expect(await file.readValue('obsm/X_pca', null, {})).toEqual((await onDisk(path)).values.get('obsm/X_pca'));
    storage.close();
    server = undefined;
    await bad.close();
  });
});

describe('a cancel', () => {
  it('is heard while the network stalls, in opening and in reading, and leaves the file usable', async () => {
    let isStalled = false;
    const path = join(EXAMPLES, 'pbmc68k_reduced.h5ad');
    const bad = await badServer('file.h5ad', new Uint8Array(readFileSync(path)), { faultOf: () => (isStalled ? 'stall' : null) });
    // Nothing rings: a request that stalls is never broken off by itself.
    const endless: Patience = { ...patience, alarm: () => () => {} };
    const source = await httpSource(bad.url, { patience: endless });
    const stalls = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<void> => {
      const controller = new AbortController();
      isStalled = true;
      const stalled = bad.stalls();
      let heard: unknown;
      work(controller.signal).then(
        () => (heard = 'it did not have to wait'),
        (error: unknown) => (heard = error),
      );
      while (bad.stalls() === stalled && heard === undefined) await new Promise(setImmediate);
      const reason = new Error('enough');
      controller.abort(reason);
      // Before anything can come of the network or of a timer.
      for (let turn = 0; turn < 20 && heard === undefined; turn++) await new Promise(setImmediate);
      expect(heard).toBe(reason);
      isStalled = false;
    };
    await stalls((signal) => Hdf5Storage.open({ ...source, close: () => {} }, { signal, blocks: SMALL_BLOCKS }));
    const storage = await Hdf5Storage.open(source, { blocks: SMALL_BLOCKS });
    const file = await AnnDataFile.read(storage);
    for (const at of ['obsm/X_pca', 'X']) await stalls((signal) => file.readValue(at, null, { signal }));
    expect(await file.readValue('obsm/X_pca', null, {})).toEqual((await onDisk(path)).values.get('obsm/X_pca'));
    storage.close();
    await bad.close();
  });
});
