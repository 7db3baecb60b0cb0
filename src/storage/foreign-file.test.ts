import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { foreignFile } from './foreign-file.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The head of an archive: the name of its first file, and at 257 the magic. */
function tar(): Uint8Array {
  const head = new Uint8Array(512);
  head.set(bytes('x.h5ad'));
  head.set(bytes('ustar'), 257);
  return head;
}

describe('a file that is not ours', () => {
  it.each([
    ['empty.h5ad', new Uint8Array(), 'empty.h5ad is empty, not an HDF5 file.', /again/],
    ['pbmc.rds', gzipSync('x'), 'pbmc.rds is an R object, not an HDF5 file.', /anndataR/],
    ['pbmc.rds', bytes('X\n\0\0\0\x03'), 'pbmc.rds is an R object, not an HDF5 file.', /anndataR/],
    ['all.RData', bytes('RDX3\nX\n'), 'all.RData is an R object, not an HDF5 file.', /anndataR/],
    ['x.h5ad.gz', gzipSync('x'), 'x.h5ad.gz is compressed with gzip, not an HDF5 file.', /gunzip x\.h5ad\.gz/],
    ['x.zip', bytes('PK\x03\x04'), 'x.zip is a zip archive without a Zarr store, not an HDF5 file.', /Unpack/],
    ['matrix.mtx', bytes('%%MatrixMarket matrix'), 'matrix.mtx is a matrix alone (Matrix Market), not an HDF5 file.', /read_10x_mtx/],
    ['x.h5ad', bytes('\n<!DOCTYPE html><html>'), 'x.h5ad is a web page, not an HDF5 file.', /login/],
    ['x.h5ad', bytes('version https://git-lfs.github.com/spec/v1\n'), 'x.h5ad is a pointer of Git LFS, not an HDF5 file.', /pull/],
    [
      'x.h5ad',
      bytes('<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code>'),
      'x.h5ad is an error message of a server, not an HDF5 file.',
      /expired/,
    ],
    ['x.h5ad', bytes('{"message": "Not Found"}'), 'x.h5ad is JSON, not an HDF5 file.', /instead of the file/],
    ['x.h5ad', new Uint8Array(512), 'x.h5ad is a file of zeros, at least at its beginning, not an HDF5 file.', /not finished/],
    ['x.tar', tar(), 'x.tar is a tar archive, not an HDF5 file.', /Unpack/],
    ['x.tar.gz', gzipSync('x'), 'x.tar.gz is a tar archive, compressed with gzip, not an HDF5 file.', /Unpack/],
    ['matrix.mtx.gz', gzipSync('x'), 'matrix.mtx.gz is a matrix alone (Matrix Market), compressed with gzip, not an HDF5 file.', /mtx/],
    ['counts.csv.gz', gzipSync('x'), 'counts.csv.gz is a table as text, compressed with gzip, not an HDF5 file.', /read_csv/],
    ['x.7z', Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'x.7z is a 7z archive, not an HDF5 file.', /Unpack/],
    ['x.npz', bytes('PK\x03\x04'), 'x.npz is NumPy arrays in a zip archive, not an HDF5 file.', /load_npz/],
    ['x.npy', Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59), 'x.npy is a NumPy array, not an HDF5 file.', /numpy\.load/],
    ['x.feather', bytes('ARROW1\0\0'), 'x.feather is a Feather table (Arrow), not an HDF5 file.', /\.h5ad/],
    ['x.db', bytes('SQLite format 3\0'), 'x.db is an SQLite database, not an HDF5 file.', /\.h5ad/],
    ['x.pkl', Uint8Array.of(0x80, 0x04, 0x95, 1, 2), 'x.pkl is a pickled Python object, not an HDF5 file.', /write_h5ad/],
    ['x.csv', bytes('gene,count\nCD3D,5\n'), 'x.csv is a table as text, not an HDF5 file.', /read_csv/],
    ['notes.md', bytes('# Notes\n'), 'notes.md is a text file, not an HDF5 file.', /\.h5ad/],
    ['x.bin', Uint8Array.of(1, 0, 2, 0), 'x.bin is not an HDF5 file.', /\.h5ad/],
  ])('%s %#', (name, head, message, hint) => {
    const told = foreignFile(name, head);
    expect(told.message).toBe(message);
    expect(told.hint).toMatch(hint);
  });
});
