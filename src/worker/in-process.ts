/** The file side in the same process, for Node: the command line, tests, and whoever imports the library there. */
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { blobSource } from '../io/blob-source.ts';
import { openUrl } from '../io/http/open-url.ts';
import { memorySource } from '../io/memory-source.ts';
import { nodeFileSource } from '../io/node-file-source.ts';
import { abortError, ShadowError, toErrorRecord } from '../protocol/errors.ts';
import { scanInThisThread } from '../scan/in-this-thread.ts';
import type { Connect, Reader } from '../shadow/reader.ts';
import { fileHandlers, type Platform } from './handlers/file-handlers.ts';

export const connect: Connect = () => {
  const handlers = fileHandlers(platform);
  const reader: Reader = {
    async call(method, params, options = {}) {
      const controller = new AbortController();
      const { signal } = controller;
      const onAbort = () => controller.abort();
      if (options.signal?.aborted) throw abortError();
      options.signal?.addEventListener('abort', onAbort, { once: true });
      try {
        return await handlers[method](params as never, { signal, onProgress: (progress) => options.onProgress?.(progress) });
      } catch (error) {
        throw signal.aborted ? abortError() : new ShadowError(toErrorRecord(error));
      } finally {
        options.signal?.removeEventListener('abort', onAbort);
      }
    },
    stats: () => handlers.stats(),
    close: async () => {
      await handlers.close({}, { signal: new AbortController().signal, onProgress: () => {} });
    },
  };
  return reader;
};

/** Nothing to do: the library is loaded with the first file. */
export function prepare(): void {}

const platform: Platform = {
  async openSource(source, signal) {
    if (source instanceof Blob) return { bytes: blobSource(source, 'name' in source ? String(source.name) : 'file'), path: '' };
    if (typeof source !== 'string')
      return { bytes: memorySource(source instanceof Uint8Array ? source : new Uint8Array(source), 'file'), path: '' };
    if (/^https?:/.test(source)) return { bytes: await openUrl(source, signal), path: '' };
    return openFile(source);
  },
  scanWorkers: (_, bytes) => scanInThisThread(bytes),
  indexStore: async () => null,
  fewestEntries: 0,
};

/** `x.h5mu`, or a path inside it: `x.h5mu/mod/rna`. */
function openFile(path: string): { bytes: ReturnType<typeof nodeFileSource>; path: string } {
  let file = path;
  while (!existsSync(file) && dirname(file) !== file) file = dirname(file);
  if (!existsSync(file) || (file !== path && !statSync(file).isFile())) {
    throw new ShadowError({ tag: 'not-found', message: `There is no file ${path}.`, hint: 'Check its name and folder.' });
  }
  if (statSync(file).isDirectory())
    throw new ShadowError({
      tag: 'not-hdf5',
      message: `${path} is a folder.`,
      hint: 'Umbra opens .h5ad, .h5mu, .loom and other HDF5 files.',
    });
  return { bytes: nodeFileSource(file), path: path.slice(file.length).replace(/^\//, '') };
}
