/** Tells the calls that run what has been fetched from a server since they began. Runs beside the file handle. */
import { type ByteSource, type IoStats, NOTHING_READ } from '../../io/byte-source.ts';
import type { KeyStore } from '../../io/store/store.ts';
import type { Progress } from '../../protocol/methods.ts';

export class FetchTeller {
  #stats: IoStats = NOTHING_READ;
  readonly #running = new Set<() => void>();

  /** The same source, heard; one that is not behind a network is too fast to be worth a word. */
  hear(source: ByteSource): ByteSource {
    this.#stats = source.stats ?? NOTHING_READ;
    if (!source.stats) return source;
    return {
      ...source,
      read: async (offset, length, signal) => {
        const bytes = await source.read(offset, length, signal);
        for (const tell of this.#running) tell();
        return bytes;
      },
    };
  }

  /** The same of a store. */
  hearStore(store: KeyStore): KeyStore {
    this.#stats = store.stats ?? NOTHING_READ;
    if (!store.stats) return store;
    return {
      ...store,
      get: async (key, range, signal) => {
        const bytes = await store.get(key, range, signal);
        for (const tell of this.#running) tell();
        return bytes;
      },
    };
  }

  async during<T>(path: string, onProgress: (progress: Progress) => void, work: () => Promise<T>): Promise<T> {
    const of = this.#stats;
    const { bytes, requests } = of;
    const tell = (): void => {
      const { bytes: all, requests: count } = this.#stats;
      // Opening begins with what was open before.
      const fetched = this.#stats === of ? { bytes: all - bytes, requests: count - requests } : { bytes: all, requests: count };
      onProgress({ path, done: 0, total: 0, fetched });
    };
    this.#running.add(tell);
    try {
      return await work();
    } finally {
      this.#running.delete(tell);
    }
  }
}
