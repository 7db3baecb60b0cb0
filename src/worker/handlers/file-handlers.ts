/** What the file side does for each method of the protocol. Runs beside the file handle: in the file worker, or in Node. */
import { AnnDataFile } from '../../encodings/anndata-file.ts';
import type { ReadContext } from '../../encodings/encoding.ts';
import { type ByteSource, countReads, type IoStats, NOTHING_READ, sumOf } from '../../io/byte-source.ts';
import { download } from '../../io/http/download.ts';
import type { KeptFolder } from '../../io/kept/kept-folder.ts';
import { pauser } from '../../io/pause.ts';
import { ShadowError } from '../../protocol/errors.ts';
import type { FileStats, Methods, Progress, Source } from '../../protocol/methods.ts';
import type { Outline } from '../../protocol/outline.ts';
import type { Value } from '../../protocol/values.ts';
import { identityOf } from '../../scan/identity.ts';
import { INDEX_FOLDER, type IndexStore, indexStore } from '../../scan/index-store.ts';
import { Indexes } from '../../scan/indexes.ts';
import { MinorReader } from '../../scan/minor-reader.ts';
import { ScanPool, type ScanWorkers } from '../../scan/pool.ts';
import type { Storage } from '../../storage/storage.ts';
import { type Opened, type OpenedStorage, openStorage } from '../open-storage.ts';
import type { HandlerContext, HandlersOf } from '../rpc.ts';
import { FetchTeller } from './fetched.ts';
import { Keeping } from './keeping.ts';
import { whereItIs } from './where-it-is.ts';

export interface Platform {
  openSource(source: Source, signal: AbortSignal): Promise<Opened>;
  /** Who looks through large matrices for genes. */
  scanWorkers(source: Source, bytes: ByteSource): ScanWorkers;
  /** Where files are kept between visits; null where they cannot be. */
  folder(name: string): Promise<KeptFolder | null>;
  /** Entries of a matrix from which on that is worth it. */
  readonly fewestEntries: number;
}

export interface FileHandlers extends HandlersOf<Methods, Progress> {
  stats(): FileStats;
}

/** One file at a time: opening another closes the one before. */
export function fileHandlers(platform: Platform): FileHandlers {
  let storage: Storage | null = null;
  let file: AnnDataFile | null = null;
  let scans: { pool: ScanPool; indexes: Indexes; minors: MinorReader; here: IoStats } | null = null;
  const fetched = new FetchTeller();
  const keeping = new Keeping(platform.folder);
  let opening: Promise<IndexStore | null> | undefined;
  /** Asked for when the first gene is. */
  const store = (): Promise<IndexStore | null> => {
    opening ??= platform.folder(INDEX_FOLDER).then((folder) => folder && indexStore(folder));
    return opening;
  };

  const close = (): void => {
    scans?.pool.close();
    void scans?.indexes.close();
    scans = null;
    storage?.close();
    storage = null;
    file = null;
  };

  const openAt = async (source: Source, path: string, isKept: boolean, signal: AbortSignal): Promise<Outline> => {
    close();
    const openSource: Platform['openSource'] = async (...what) => keeping.over(await platform.openSource(...what), isKept);
    const found = await openStorage(openSource, source, fetched, signal);
    const next = found.storage;
    try {
      file = await AnnDataFile.read(next, path || found.path);
    } catch (error) {
      next.close();
      throw error;
    }
    storage = next;
    scans = found.bytes && startScans(source, found.bytes);
    return file.outline;
  };

  const startScans = (source: Source, { source: bytes, near }: NonNullable<OpenedStorage['bytes']>): typeof scans => {
    const pool = new ScanPool(platform.scanWorkers(source, bytes));
    const indexes = new Indexes(bytes.name, () => identityOf(bytes), store);
    const here = countReads({ ...near, close: () => {} });
    // A source that counts for itself has counted it.
    return {
      pool,
      indexes,
      here: bytes.stats ? NOTHING_READ : here.stats,
      minors: new MinorReader(pool, indexes, here, platform.fewestEntries),
    };
  };

  const opened = (path: string): AnnDataFile => {
    if (file) return file;
    throw new ShadowError({ tag: 'closed', path, message: 'The file is closed.', hint: 'Open it again.' });
  };

  const minorsOf = (): { minors?: MinorReader } => (scans ? { minors: scans.minors } : {});

  /** How a long read pauses and tells how far it is. */
  const contextOf = (path: string, { signal, onProgress }: HandlerContext<Progress>): Omit<ReadContext, 'storage'> => {
    const pause = pauser(signal);
    const onPart = (done: number, part: (() => Value) | null): void => {
      const value = part?.();
      onProgress({ path, done, total: 1, ...(value ? { value } : {}) });
    };
    const onSlab = async (done: number): Promise<void> => {
      // After the pause: the call that was heard of last is the one that runs now.
      if (await pause()) onPart(done, null);
    };
    return { signal, onSlab, onPart, ...minorsOf() };
  };

  return {
    open: ({ source, path, isKept }, { signal, onProgress }) =>
      fetched.during('', onProgress, async () => {
        try {
          return await openAt(source, path, isKept, signal);
        } catch (error) {
          return openAt(await whereItIs(source, error, signal), path, isKept, signal);
        }
      }),

    download: ({ url, most }, { signal, onProgress }) => {
      const onBytes = (done: number, total: number | null): void =>
        onProgress({ path: '', done, total: total ?? 0, fetched: { bytes: done, requests: 1 } });
      return download(url, { most, signal, onBytes });
    },

    read: ({ path, selection }, call) =>
      fetched.during(path, call.onProgress, async () => opened(path).readValue(path, selection, contextOf(path, call))),

    sum: ({ path, columns }, call) =>
      fetched.during(path, call.onProgress, async () => opened(path).sum(path, columns, contextOf(path, call))),

    async index({ path }, { signal }) {
      const matrix = await opened(path).locate(path, { signal, ...minorsOf() });
      return (matrix && (await scans?.minors.state(matrix))) ?? null;
    },

    async buildIndex({ path }, { signal, onProgress }) {
      const matrix = await opened(path).locate(path, { signal, ...minorsOf() });
      if (matrix) await scans?.minors.build(matrix, signal, (done) => onProgress({ path, done, total: 1 }));
      return null;
    },

    keptIndexes: async () => (await (await store())?.list()) ?? null,

    async forgetIndexes({ which }) {
      await (scans?.indexes ?? new Indexes('', async () => null, store)).forget(which);
      return null;
    },

    async keepFetched({ isOn }) {
      await keeping.set(isOn);
      return null;
    },

    keptFiles: () => keeping.list(),

    async forgetFiles({ which }) {
      await keeping.forget(which);
      return null;
    },

    async sample({ path }, { signal }) {
      return opened(path).sample(path, { signal });
    },

    async close() {
      close();
      return null;
    },

    stats() {
      const { heap, read, requests } = storage?.stats() ?? { heap: 0, read: 0, requests: 0 };
      const { bytes, requests: others } = scans ? sumOf(scans.pool.stats(), scans.here) : NOTHING_READ;
      return { heap, read: read + bytes, requests: requests + others };
    },
  };
}
