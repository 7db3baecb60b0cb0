import { describe, expect, it } from 'vitest';
import { zarrAddress } from './zarr-address.ts';

describe('the address of a Zarr store', () => {
  it.each([
    ['https://h/a/x.zarr', 'https://h/a/x.zarr', ''],
    ['https://h/a/x.ZARR/?key=1', 'https://h/a/x.ZARR?key=1', ''],
    ['https://h/x.zarr/tables/my%20table', 'https://h/x.zarr', 'tables/my table'],
    ['https://h/x.zarr/mod/rna/', 'https://h/x.zarr', 'mod/rna'],
    ['https://h/x.zarr/zarr.json', 'https://h/x.zarr', ''],
    ['https://h/x.zarr/mod/rna/.zattrs', 'https://h/x.zarr', 'mod/rna'],
    ['https://h/data/.zmetadata', 'https://h/data', ''],
    ['https://h/data/', 'https://h/data/', ''],
  ])('%s', (url, store, path) => expect(zarrAddress(url)).toEqual({ url: store, path }));

  it.each(['https://h/x.h5ad', 'https://h/x.zarr.zip', 'https://h/data', 'no address'])('is not %s', (url) =>
    expect(zarrAddress(url)).toBeNull(),
  );
});
