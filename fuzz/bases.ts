/** The files that are damaged, and the processes that read what is left of them. Node only. */
import { join } from 'node:path';
import { EXAMPLES, FILTERS, FIXTURES } from '../src/testing/paths.ts';

export const BASES: readonly string[] = [
  ...['zoo.h5ad', 'partly-shared.h5mu', 'legacy-0.6.h5ad', 'legacy-0.7.h5ad'].map((name) => join(FIXTURES, name)),
  ...['gzip', 'blosc', 'zstd', 'lzf', 'bitshuffle', 'layouts-v110', 'layouts-earliest'].map((name) => join(FILTERS, `${name}.h5ad`)),
  join(EXAMPLES, 'citeseq.h5mu'),
];

export const READER = [process.execPath, '--max-old-space-size=1024', '--import', 'tsx', join(import.meta.dirname, 'reader.ts')];
export const ORACLE = join(import.meta.dirname, 'oracle.py');
