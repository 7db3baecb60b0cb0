/** The same content as sharded Zarr beside HDF5, both behind a URL of the same slow server, in the same run. Node. */
import { slowServer } from '../src/testing/slow-server.ts';
import { inFreshPage, median } from './browser.ts';
import { zarrOf } from './matrices.ts';
import { type Context, type Row, row } from './table.ts';
import { openUrlInUmbra, remoteGene, type Traffic } from './umbra-remote.ts';

export interface OfHdf5 {
  readonly drawn: readonly Traffic[];
  readonly genes?: readonly Traffic[];
}

/** @param genes positions of genes whose names are made of them */
export async function measureZarr(
  { umbra, rounds }: Context,
  file: string,
  what: string,
  latency: number,
  genes: readonly number[],
  hdf5: OfHdf5,
): Promise<Row[]> {
  const store = zarrOf(file);
  if (!store) return [];
  const server = await slowServer(store, latency);
  try {
    const drawn: Traffic[] = [];
    const found: Traffic[] = [];
    for (let round = 0; round < rounds; round++) {
      await inFreshPage(umbra, async (page) => {
        drawn.push((await openUrlInUmbra(page, server)).drawn);
        for (const gene of genes) found.push(await remoteGene(page, server, gene));
      });
    }
    const beside = (unit: keyof Traffic, ours: readonly Traffic[], theirs: readonly Traffic[]) =>
      [median(ours.map((one) => one[unit])), { name: 'as HDF5', value: median(theirs.map((one) => one[unit])) }, 1.5] as const;
    return [
      row(`${what} as sharded Zarr → coloured UMAP`, 'ms', ...beside('ms', drawn, hdf5.drawn)),
      row('requests for it', '', ...beside('requests', drawn, hdf5.drawn)),
      row('bytes for it', '', ...beside('bytes', drawn, hdf5.drawn)),
      ...(hdf5.genes && found.length > 0 ? [row('a gene of it, requests', '', ...beside('requests', found, hdf5.genes))] : []),
      ...(hdf5.genes && found.length > 0 ? [row('a gene of it', 'ms', ...beside('ms', found, hdf5.genes))] : []),
    ];
  } finally {
    await server.close();
  }
}
