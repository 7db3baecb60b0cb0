import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ByteSource, countReads } from '../../../io/byte-source.ts';
import { memorySource } from '../../../io/memory-source.ts';
import { nodeFileSource } from '../../../io/node-file-source.ts';
import { EXAMPLES, FILTERS, FIXTURES, FORMATS, sharedFile } from '../../../testing/paths.ts';
import type { StorageNode } from '../../storage.ts';
import { Hdf5Storage } from '../hdf5-storage.ts';

/** Everything that is known of a file's structure, found one way or the other. */
async function structureOf(source: ByteSource, structure: 'own' | 'library'): Promise<{ nodes: StorageNode[]; isWalked: boolean }> {
  const storage = await Hdf5Storage.open(source, { structure });
  const nodes: StorageNode[] = [await storage.root()];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as StorageNode;
    if (node.group && !node.problem) nodes.push(...(await storage.list(node.path)));
  }
  storage.close();
  return { nodes: nodes.map((node) => ({ ...node, dtype: comparable(node.dtype) })), isWalked: storage.isWalked };
}

/** A record that holds strings has another layout in memory, which is what libhdf5 tells, than in the file: only names and types count. */
function comparable(dtype: StorageNode['dtype']): StorageNode['dtype'] {
  if (dtype?.kind !== 'compound') return dtype;
  return {
    ...dtype,
    size: 0,
    fields: dtype.fields.map(({ name, dtype: type }) => ({ name, offset: 0, dtype: comparable(type) as never })),
  };
}

const isHdf5 = (name: string) => /\.(h5(ad|mu)?|loom)$/.test(name);
const folders = [FIXTURES, join(FIXTURES, 'foreign'), FILTERS, EXAMPLES, sharedFile(''), sharedFile('edge'), sharedFile('citeseq')].filter(
  (folder) => folder !== undefined,
);
const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter(isHdf5)
    .map((name) => join(folder, name));
const files = folders.flatMap(filesIn);

describe('the structure of a file', () => {
  it.each(files)('is what libhdf5 says, to the last attribute: %s', async (file) => {
    const own = await structureOf(nodeFileSource(file), 'own');
    const library = await structureOf(nodeFileSource(file), 'library');
    // Soft and external links are left to libhdf5.
    expect(own.isWalked).toBe(basename(file) !== 'plain.h5');
    expect(own.nodes).toEqual(library.nodes);
    expect(own.nodes.length).toBeGreaterThan(2);
  });

  it.each([...filesIn(FORMATS), ...filesIn(join(FIXTURES, 'hdf5'))])('is what libhdf5 says, or left to it: %s', async (file) => {
    const own = await structureOf(nodeFileSource(file), 'own');
    const library = await structureOf(nodeFileSource(file), 'library');
    expect(own.nodes).toEqual(library.nodes);
  });

  it('takes few requests', async () => {
    const source = countReads({ ...nodeFileSource(join(EXAMPLES, 'citeseq.h5mu')) });
    await structureOf(source, 'own');
    expect(source.stats.requests).toBeLessThanOrEqual(90);
  });

  it('is left to libhdf5 where bytes are damaged, never guessed: the same nodes, or its error', async () => {
    const original = new Uint8Array(readFileSync(join(FIXTURES, 'zoo.h5ad')));
    let seed = 99;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed % below;
    };
    let walked = 0;
    for (let round = 0; round < 40; round++) {
      // Addresses, sizes and counts of the first groups, where damage leads astray the most; names and text are left alone.
      const copy = original.slice();
      const at = 96 + 8 * random(400);
      copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
      const own = await structureOf(memorySource(copy, 'x'), 'own').catch(() => null);
      if (!own?.isWalked) continue;
      walked++;
      const library = await structureOf(memorySource(copy, 'x'), 'library').catch(() => null);
      if (library && !library.nodes.some((node) => node.problem)) expect(own.nodes).toEqual(library.nodes);
    }
    expect(walked).toBeGreaterThan(5);
  });
});
