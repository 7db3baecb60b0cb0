/** The file side in the same process, for Node: the command line, tests, and whoever imports the library there. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blobSource } from '../io/blob-source.ts';
import { openUrl } from '../io/http/open-url.ts';
import { memorySource } from '../io/memory-source.ts';
import { nodeFileSource } from '../io/node-file-source.ts';
import { folderStore } from '../io/store/folder-store.ts';
import { nodeFolderStore } from '../io/store/node-folder-store.ts';
import { abortError, ShadowError, toErrorRecord } from '../protocol/errors.ts';
import { isFolder } from '../protocol/methods.ts';
import { scanInThisThread } from '../scan/in-this-thread.ts';
import type { Connect, Reader } from '../shadow/reader.ts';
import { fileHandlers, type Platform } from './handlers/file-handlers.ts';
import type { Opened } from './open-storage.ts';

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
    if (typeof source !== 'string' && isFolder(source)) return { folder: folderStore(source), path: '' };
    if (source instanceof Blob) return { bytes: blobSource(source, 'name' in source ? String(source.name) : 'file'), path: '' };
    if (typeof source !== 'string')
      return { bytes: memorySource(source instanceof Uint8Array ? source : new Uint8Array(source), 'file'), path: '' };
    if (/^https?:/.test(source)) return { bytes: await openUrl(source, signal), path: '' };
    return openFile(source);
  },
  scanWorkers: (_, bytes) => scanInThisThread(bytes),
  folder: async () => null,
  fewestEntries: 0,
};

/** `x.h5mu`, `x.zarr`, or a path inside of them: `x.h5mu/mod/rna`. */
function openFile(path: string): Opened {
  let place = path;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  const isThere = existsSync(place) && (place === path || path.startsWith(place));
  if (!isThere || (statSync(place).isDirectory() && place !== path && !isZarr(place))) {
    throw new ShadowError({ tag: 'not-found', message: `There is no file ${path}.`, hint: 'Check its name and folder.' });
  }
  const isFile = statSync(place).isFile();
  // A group is a folder too: the store is what is around all of them.
  if (!isFile) while (isZarr(dirname(place)) && dirname(place) !== place) place = dirname(place);
  const inside = path.slice(place.length).replace(/^\/+|\/+$/g, '');
  return isFile ? { bytes: nodeFileSource(place), path: inside } : { folder: nodeFolderStore(place), path: inside };
}

function isZarr(folder: string): boolean {
  return ['zarr.json', '.zgroup', '.zmetadata'].some((name) => existsSync(join(folder, name)));
}
