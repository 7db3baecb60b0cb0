/** Tells the calls that run what has been fetched from a server since they began. Runs beside the file handle. */
import type { ByteSource } from '../../io/byte-source.ts';
import type { Progress } from '../../protocol/methods.ts';

export class FetchTeller {
  #bytes = 0;
  #requests = 0;
  readonly #running = new Set<() => void>();

  /** The same source, heard; one on disk is too fast to be worth a word. */
  hear(source: ByteSource): ByteSource {
    if (source.readSync) return source;
    return {
      ...source,
      read: async (offset, length, signal) => {
        this.#requests++;
        const bytes = await source.read(offset, length, signal);
        this.#bytes += bytes.byteLength;
        for (const tell of this.#running) tell();
        return bytes;
      },
    };
  }

  async during<T>(path: string, onProgress: (progress: Progress) => void, work: () => Promise<T>): Promise<T> {
    const [bytes, requests] = [this.#bytes, this.#requests];
    const tell = (): void =>
      onProgress({ path, done: 0, total: 0, fetched: { bytes: this.#bytes - bytes, requests: this.#requests - requests } });
    this.#running.add(tell);
    try {
      return await work();
    } finally {
      this.#running.delete(tell);
    }
  }
}
