/** What a scan worker can be asked, and its answers. Runs in a scan worker, or in Node. */
import { type ByteSource, countReads, type IoStats, NOTHING_READ } from '../io/byte-source.ts';
import type { RemoteFile } from '../io/http/http-source.ts';
import { ShadowError } from '../protocol/errors.ts';
import type { Source } from '../protocol/methods.ts';
import type { NumberData } from '../protocol/values.ts';
import type { HandlersOf } from '../worker/rpc.ts';
import type { CompressedMatrix, DenseMatrix, MajorBlock, RowBlock, TransposedBlock } from './matrices.ts';
import { scanDense } from './scan-dense.ts';
import { type Into, scanMinors } from './scan-minors.ts';
import { StoredReader } from './stored-reader.ts';
import { transpose } from './transpose.ts';

export interface ScanMethods {
  /** Comes first: where the bytes are. */
  open: { params: { source: Source | RemoteFile }; result: null };
  /** A matrix is made known once, since the table of its chunks is large; then it is called by its path. */
  know: { params: { matrix: CompressedMatrix | DenseMatrix }; result: null };
  scan: { params: { path: string; block: MajorBlock; wanted: Uint32Array<ArrayBuffer>; into: Into }; result: NumberData };
  scanDense: { params: { path: string; block: RowBlock; wanted: Uint32Array<ArrayBuffer>; into: Into }; result: NumberData };
  transpose: { params: { path: string; block: MajorBlock }; result: TransposedBlock };
}

export interface ScanHandlers extends HandlersOf<ScanMethods, never> {
  /** What was read so far. */
  stats(): IoStats;
}

export function scanHandlers(openSource: (source: Source | RemoteFile, signal: AbortSignal) => Promise<ByteSource>): ScanHandlers {
  let reader: StoredReader | null = null;
  let stats: IoStats = NOTHING_READ;
  const matrices = new Map<string, CompressedMatrix | DenseMatrix>();

  const known = (path: string): [StoredReader, CompressedMatrix | DenseMatrix] => {
    const matrix = matrices.get(path);
    if (!reader || !matrix) throw new ShadowError({ tag: 'invalid', path, message: `${path} was not made known before it is scanned.` });
    return [reader, matrix];
  };
  const compressed = (path: string): [StoredReader, CompressedMatrix] => known(path) as [StoredReader, CompressedMatrix];

  return {
    async open({ source }, { signal }) {
      const counted = countReads(await openSource(source, signal));
      stats = counted.stats;
      reader = await StoredReader.open(counted);
      return null;
    },
    async know({ matrix }) {
      matrices.set(matrix.path, matrix);
      return null;
    },
    scan: async ({ path, block, wanted, into }, { signal }) => scanMinors(...compressed(path), block, wanted, into, signal),
    scanDense: async ({ path, block, wanted, into }, { signal }) => scanDense(...known(path), block, wanted, into, signal),
    transpose: async ({ path, block }, { signal }) => transpose(...compressed(path), block, signal),
    stats: () => stats,
  };
}
