/** Filters out of the installed package. Runs in Node only. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PluginName } from './filters.ts';

const { resolve } = createRequire(import.meta.url);

export async function readPlugin(name: PluginName): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await readFile(resolve(`h5wasm-plugins/plugins/libH5Z${name}.so`)));
}
