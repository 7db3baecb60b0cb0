/**
 * HDF5's filters by their registered numbers: what they are called, and which of them are libraries of their own. Pure.
 * Source: HDF Group's registry (github.com/HDFGroup/hdf5_plugins, RegisteredFilterPlugins).
 */

/** A filter's library in the package h5wasm-plugins, which libhdf5 has to be given. */
export type PluginName = 'blosc' | 'blosc2' | 'bshuf' | 'bz2' | 'lz4' | 'lzf' | 'zfp' | 'zstd';

interface KnownFilter {
  readonly name: string;
  readonly plugin?: PluginName;
}

const FILTERS: Readonly<Record<number, KnownFilter>> = {
  // In libhdf5 itself.
  1: { name: 'gzip' },
  2: { name: 'shuffle' },
  3: { name: 'fletcher32' },
  4: { name: 'szip' },
  5: { name: 'nbit' },
  6: { name: 'scaleoffset' },
  307: { name: 'bzip2', plugin: 'bz2' },
  32000: { name: 'lzf', plugin: 'lzf' },
  32001: { name: 'blosc', plugin: 'blosc' },
  32004: { name: 'lz4', plugin: 'lz4' },
  32008: { name: 'bitshuffle', plugin: 'bshuf' },
  32013: { name: 'zfp', plugin: 'zfp' },
  32015: { name: 'zstd', plugin: 'zstd' },
  32026: { name: 'blosc2', plugin: 'blosc2' },
  // Known by name only.
  32017: { name: 'SZ' },
  32018: { name: 'FCIDECOMP' },
  32019: { name: 'JPEG' },
  32022: { name: 'BitGroom' },
  32023: { name: 'Granular BitRound' },
  32024: { name: 'SZ3' },
  32028: { name: 'SPERR' },
};

/** The common name; else what the file calls it; else its number. */
export function filterName(id: number, nameInFile: string): string {
  return FILTERS[id]?.name ?? (nameInFile || `filter ${id}`);
}

export function pluginOf(id: number): PluginName | undefined {
  return FILTERS[id]?.plugin;
}

/** Whether libhdf5 brings the filter, or can be given it. */
export function isReadable(id: number): boolean {
  return id <= 6 || pluginOf(id) !== undefined;
}
