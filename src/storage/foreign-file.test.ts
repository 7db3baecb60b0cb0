import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { foreignFile } from './foreign-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a file that is not ours', () => {
  it.each([
    ['empty.h5ad', new Uint8Array(), 'empty.h5ad is empty, not an HDF5 file.', /again/],
    ['pbmc.rds', gzipSync('x'), 'pbmc.rds is an R object, not an HDF5 file.', /anndataR/],
    ['pbmc.rds', bytes('X\n\0\0\0\x03'), 'pbmc.rds is an R object, not an HDF5 file.', /anndataR/],
    ['all.RData', bytes('RDX3\nX\n'), 'all.RData is an R object, not an HDF5 file.', /anndataR/],
    ['x.h5ad.gz', gzipSync('x'), 'x.h5ad.gz is compressed with gzip, not an HDF5 file.', /gunzip x\.h5ad\.gz/],
    ['x.zip', bytes('PK\x03\x04'), 'x.zip is a zip archive, not an HDF5 file.', /Unpack/],
    ['x.zarr.zip', bytes('PK\x03\x04'), 'x.zarr.zip is a zipped Zarr store, not an HDF5 file.', /read_zarr/],
    ['matrix.mtx', bytes('%%MatrixMarket matrix'), 'matrix.mtx is a matrix alone (Matrix Market), not an HDF5 file.', /read_10x_mtx/],
    ['x.h5ad', bytes('\n<!DOCTYPE html><html>'), 'x.h5ad is a web page, not an HDF5 file.', /login/],
    ['x.h5ad', bytes('version https://git-lfs.github.com/spec/v1\n'), 'x.h5ad is a pointer of Git LFS, not an HDF5 file.', /pull/],
    ['x.csv', bytes('gene,count\nCD3D,5\n'), 'x.csv is a table as text, not an HDF5 file.', /read_csv/],
    ['notes.md', bytes('# Notes\n'), 'notes.md is a text file, not an HDF5 file.', /\.h5ad/],
    ['x.bin', Uint8Array.of(1, 0, 2, 0), 'x.bin is not an HDF5 file.', /\.h5ad/],
  ])('%s %#', (name, head, message, hint) => {
    const told = foreignFile(name, head);
    expect(told.message).toBe(message);
    expect(told.hint).toMatch(hint);
  });
});
