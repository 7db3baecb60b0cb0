/** What the file side does for each method of the protocol. Runs beside the file handle: in the file worker, or in Node. */
import { AnnDataFile } from '../../encodings/anndata-file.ts';
import type { ByteSource } from '../../io/byte-source.ts';
import { macrotask } from '../../io/macrotask.ts';
import { ShadowError } from '../../protocol/errors.ts';
import type { FileStats, Methods, Progress, Source } from '../../protocol/methods.ts';
import { Hdf5Storage } from '../../storage/hdf5/hdf5-storage.ts';
import type { HandlersOf } from '../rpc.ts';

export interface Platform {
  /** Bytes of a source, and the path inside the file if the source names one (`x.h5mu/mod/rna`). */
  openSource(source: Source, signal: AbortSignal): Promise<{ bytes: ByteSource; path: string }>;
}

/** At most so long between two pauses of a long read, in milliseconds. */
const LONGEST_SLICE = 16;

export interface FileHandlers extends HandlersOf<Methods, Progress> {
  stats(): FileStats;
}

/** One file at a time: opening another closes the one before. */
export function fileHandlers(platform: Platform): FileHandlers {
  let storage: Hdf5Storage | null = null;
  let file: AnnDataFile | null = null;

  const close = (): void => {
    storage?.close();
    storage = null;
    file = null;
  };

  const opened = (path: string): AnnDataFile => {
    if (file) return file;
    throw new ShadowError({ tag: 'closed', path, message: 'The file is closed.', hint: 'Open it again.' });
  };

  return {
    async open({ source, path }, { signal }) {
      close();
      const found = await platform.openSource(source, signal);
      const next = await Hdf5Storage.open(found.bytes, { signal });
      try {
        file = await AnnDataFile.read(next, path || found.path);
      } catch (error) {
        next.close();
        throw error;
      }
      storage = next;
      return file.outline;
    },

    async read({ path, selection }, { signal, onProgress }) {
      const from = opened(path);
      let paused = performance.now();
      const onSlab = async (done: number): Promise<void> => {
        if (performance.now() - paused < LONGEST_SLICE) return;
        // A microtask would never hear a cancel.
        await macrotask();
        signal.throwIfAborted();
        // After the pause: the call that was heard of last is the one that runs now.
        onProgress({ path, done, total: 1 });
        paused = performance.now();
      };
      return from.readValue(path, selection, { signal, onSlab });
    },

    async sample({ path }, { signal }) {
      return opened(path).sample(path, { signal });
    },

    async close() {
      close();
      return null;
    },

    stats: () => storage?.stats() ?? { heap: 0, read: 0, requests: 0 },
  };
}
