/** Names of HDF5's registered filters. Source: HDF Group's registry (github.com/HDFGroup/hdf5_plugins, RegisteredFilterPlugins). Pure. */

const NAMES: Readonly<Record<number, string>> = {
  1: 'gzip',
  2: 'shuffle',
  3: 'fletcher32',
  4: 'szip',
  5: 'nbit',
  6: 'scaleoffset',
  307: 'bzip2',
  32000: 'lzf',
  32001: 'blosc',
  32004: 'lz4',
  32008: 'bitshuffle',
  32013: 'zfp',
  32015: 'zstd',
  32026: 'blosc2',
};

/** The common name; else what the file calls it; else its number. */
export function filterName(id: number, nameInFile: string): string {
  return NAMES[id] ?? (nameInFile || `filter ${id}`);
}
