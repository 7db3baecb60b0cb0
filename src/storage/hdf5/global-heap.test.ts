import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../io/memory-source.ts';
import { FIXTURES } from '../../testing/paths.ts';
import { Hdf5Storage } from './hdf5-storage.ts';

/** The file with the free space at the end of each collection of strings made an object of no length: libhdf5 never gets past it. */
function withEndlessHeaps(file: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(readFileSync(file));
  const view = new DataView(bytes.buffer);
  for (let start = 0; start + 16 < bytes.length; start += 8) {
    if (view.getUint32(start, true) !== 0x4c4f4347) continue;
    const end = start + view.getUint32(start + 8, true);
    let at = start + 16;
    while (at + 16 <= end && view.getUint16(at, true) !== 0) at += 16 + Math.ceil(view.getUint32(at + 8, true) / 8) * 8;
    if (at + 16 <= end) view.setUint32(at + 8, 0, true);
  }
  return bytes;
}

describe('bytes on which libhdf5 would loop for ever', () => {
  it('are an error of the elements whose strings lie there; numbers are read', async () => {
    const storage = await Hdf5Storage.open(memorySource(withEndlessHeaps(join(FIXTURES, 'legacy-0.7.h5ad')), 'endless.h5ad'));
    const [names, counts] = await storage
      .list('obs')
      .then((nodes) => [nodes.find(({ name }) => name === 'index'), nodes.find(({ name }) => name === 'n_counts')]);
    await expect(storage.read(names as never, null)).rejects.toMatchObject({ tag: 'corrupt' });
    expect(await storage.read(counts as never, null)).toMatchObject({ kind: 'numeric', shape: [12] });
    storage.close();
  });
});
