/** Filters as static files beside the worker's script, each fetched when it is asked for. Runs in the file worker. */
import blosc from 'h5wasm-plugins/plugins/libH5Zblosc.so?url&no-inline';
import blosc2 from 'h5wasm-plugins/plugins/libH5Zblosc2.so?url&no-inline';
import bshuf from 'h5wasm-plugins/plugins/libH5Zbshuf.so?url&no-inline';
import bz2 from 'h5wasm-plugins/plugins/libH5Zbz2.so?url&no-inline';
import lz4 from 'h5wasm-plugins/plugins/libH5Zlz4.so?url&no-inline';
import lzf from 'h5wasm-plugins/plugins/libH5Zlzf.so?url&no-inline';
import zfp from 'h5wasm-plugins/plugins/libH5Zzfp.so?url&no-inline';
import zstd from 'h5wasm-plugins/plugins/libH5Zzstd.so?url&no-inline';
import type { PluginName } from './filters.ts';

const ADDRESSES: Readonly<Record<PluginName, string>> = { blosc, blosc2, bshuf, bz2, lz4, lzf, zfp, zstd };

export async function readPlugin(name: PluginName): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(ADDRESSES[name]);
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}
