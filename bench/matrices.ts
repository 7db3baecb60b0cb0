/** Large files for the bench, made by bench/python/make_matrix.py into .cache/bench, once for each size. Node. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PYTHON } from './python.ts';

const FOLDER = join(import.meta.dirname, '../.cache/bench');

export interface MatrixSize {
  readonly cells: number;
  readonly genes: number;
  /** Entries of each cell. */
  readonly perCell: number;
  readonly format?: 'csr' | 'csc';
  readonly gzip?: boolean;
  /** Room before everything else, to which nothing is written: the file is large, and little of the disk is taken. */
  readonly padGb?: number;
}

/** The path of such a file; null where it is not there and cannot be made, for want of Python. */
export function matrixFile({ cells, genes, perCell, format = 'csr', gzip = false, padGb = 0 }: MatrixSize): string | null {
  const name = [format, gzip && 'gzip', `${cells}x${genes}x${perCell}`, padGb > 0 && `pad${padGb}`].filter(Boolean).join('-');
  const path = join(FOLDER, `${name}.h5ad`);
  if (existsSync(path)) return path;
  mkdirSync(FOLDER, { recursive: true });
  console.log(`making ${path}`);
  const flags = [`--cells=${cells}`, `--genes=${genes}`, `--per-cell=${perCell}`, `--format=${format}`, `--pad-gb=${padGb}`];
  const script = join(import.meta.dirname, 'python/make_matrix.py');
  const { status } = spawnSync(PYTHON, [script, path, ...flags, ...(gzip ? ['--gzip'] : [])], { stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0 ? path : null;
}

/** The same content as sharded Zarr, made once; null where it cannot be made, for want of Python. */
export function zarrOf(file: string): string | null {
  const path = join(FOLDER, `${basename(file)}.zarr`);
  if (existsSync(path)) return path;
  mkdirSync(FOLDER, { recursive: true });
  console.log(`making ${path}`);
  const { status } = spawnSync(PYTHON, [join(import.meta.dirname, 'python/make_zarr.py'), file, path], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  return status === 0 ? path : null;
}
