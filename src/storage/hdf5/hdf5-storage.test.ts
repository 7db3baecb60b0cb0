import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AnnDataFile } from '../../encodings/anndata-file.ts';
import type { ByteSource } from '../../io/byte-source.ts';
import { memorySource } from '../../io/memory-source.ts';
import { nodeFileSource } from '../../io/node-file-source.ts';
import { walk } from '../../protocol/outline.ts';
import { EXAMPLES, FIXTURES } from '../../testing/paths.ts';
import { Hdf5Storage } from './hdf5-storage.ts';

/** The same bytes, but each read has to be awaited, as over a network. */
function slow(source: ByteSource, log: number[] = []): ByteSource {
  return {
    name: source.name,
    size: source.size,
    async read(offset, length, signal) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      log.push(length);
      return source.read(offset, length, signal);
    },
  };
}

async function readEverything(source: ByteSource): Promise<Map<string, unknown>> {
  const storage = await Hdf5Storage.open(source);
  const file = await AnnDataFile.read(storage);
  const values = new Map<string, unknown>([['outline', file.outline.root]]);
  for (const node of walk(file.outline.root)) {
    if (!node.group && !node.problem)
      values.set(node.path, await file.readValue(node.path, null, {}).catch((error: Error) => error.message));
  }
  storage.close();
  return values;
}

describe('awaited bytes', () => {
  // What docs/decisions/0001 rests on: failing a call, fetching its bytes and calling again gives what a local file gives.
  it.each([join(FIXTURES, 'zoo.h5ad'), join(FIXTURES, 'legacy-0.6.h5ad'), join(EXAMPLES, 'citeseq.h5mu')])(
    'give the same values: %s',
    async (path) => {
      const log: number[] = [];
      const remote = await readEverything(slow(nodeFileSource(path), log));
      expect(remote).toEqual(await readEverything(nodeFileSource(path)));
      expect(log.length).toBeGreaterThan(0);
    },
  );

  it('stop being awaited when the caller gives up', async () => {
    const controller = new AbortController();
    const never: ByteSource = {
      name: 'x',
      size: 5000,
      read: (_offset, _length, signal) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    };
    const opening = Hdf5Storage.open(never, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    await expect(opening).rejects.toThrow();
  });

  it('that cannot be fetched are an io error with the cause', async () => {
    const broken: ByteSource = {
      name: 'x.h5ad',
      size: 5000,
      readSync: () => {
        throw new Error('disk on fire');
      },
      read: async () => {
        throw new Error('disk on fire');
      },
    };
    await expect(Hdf5Storage.open(broken)).rejects.toMatchObject({
      record: { tag: 'io', message: 'x.h5ad could not be read.', cause: 'Error: disk on fire' },
    });
  });
});

describe('what is not a whole HDF5 file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-'));

  it('is named: not HDF5, cut off, or damaged', async () => {
    await expect(
      Hdf5Storage.open(memorySource(new TextEncoder().encode('<!doctype html>'.repeat(100)), 'page.h5ad')),
    ).rejects.toMatchObject({ tag: 'not-hdf5' });
    await expect(Hdf5Storage.open(memorySource(new Uint8Array(0), 'empty.h5ad'))).rejects.toMatchObject({ tag: 'not-hdf5' });
    const cut = join(folder, 'cut.h5mu');
    writeFileSync(cut, readFileSync(join(EXAMPLES, 'citeseq.h5mu')));
    truncateSync(cut, 500_000);
    await expect(Hdf5Storage.open(nodeFileSource(cut))).rejects.toMatchObject({
      tag: 'corrupt',
      message: expect.stringMatching(/^cut\.h5mu is not complete: 500 kB of 1\.\d\d MB are here\.$/),
    });
    // It has a userblock, which counts: one byte less is one too few.
    const { size } = statSync(join(EXAMPLES, 'citeseq.h5mu'));
    const all = readFileSync(join(EXAMPLES, 'citeseq.h5mu')).subarray(0, -1);
    await expect(Hdf5Storage.open(memorySource(all, 'x.h5mu'))).rejects.toThrow(`of ${size.toLocaleString('en-US')} bytes are here`);
    const whole = readFileSync(join(FIXTURES, 'zoo.h5ad'));
    await expect(Hdf5Storage.open(memorySource(whole.subarray(0, -1), 'zoo.h5ad'))).rejects.toThrow(
      'zoo.h5ad is not complete: 175,215 of 175,216 bytes are here.',
    );
    const damaged = Uint8Array.from(whole).fill(255, 40, 4000);
    await expect(Hdf5Storage.open(memorySource(damaged, 'zoo.h5ad'))).rejects.toMatchObject({
      tag: 'corrupt',
      message: 'zoo.h5ad is an HDF5 file, but it is damaged.',
    });
  });

  it('is found behind a userblock of any size, and libhdf5 is not asked about what is something else', async () => {
    const zoo = readFileSync(join(FIXTURES, 'zoo.h5ad'));
    const moved = new Uint8Array(8192 + zoo.byteLength).fill(7);
    moved.set(zoo, 8192);
    // Told of as damaged or opened, as libhdf5 has it: but as HDF5.
    await expect(Hdf5Storage.open(memorySource(moved, 'x.h5ad')).catch((error) => error.tag)).resolves.not.toBe('not-hdf5');
    const requests: number[] = [];
    const page = slow(memorySource(new TextEncoder().encode('<!doctype html>'.repeat(10_000)), 'page.h5ad'), requests);
    await expect(Hdf5Storage.open(page)).rejects.toThrow('page.h5ad is a web page');
    expect(requests.length).toBeLessThanOrEqual(12);
  });

  it('leaves the library usable', async () => {
    const storage = await Hdf5Storage.open(nodeFileSource(join(FIXTURES, 'zoo.h5ad')));
    expect((await storage.list('')).map((node) => node.name)).toContain('obs');
    storage.close();
    await expect(storage.list('')).rejects.toMatchObject({ tag: 'closed' });
  });
});

describe('a damaged stretch of the file', () => {
  it('is an error of the element it lies in; the rest is read', async () => {
    const bytes = new Uint8Array(readFileSync(join(EXAMPLES, 'pbmc68k_reduced.h5ad')));
    bytes.fill(0x55, 400_000, 402_000); // inside the gzip chunks of X
    const values = await readEverything(memorySource(bytes, 'damaged.h5ad'));
    const errors = [...values].filter(([, value]) => typeof value === 'string');
    expect(errors).toEqual([['X', expect.stringMatching(/^The float32 values of X could not be read: /)]]);
    expect(values.get('obs/bulk_labels/codes')).toMatchObject({ kind: 'numeric', shape: [700] });
  });
});
