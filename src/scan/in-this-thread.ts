/** A scan worker that is none: its handlers in this thread, for Node and for small matrices. */
import { type ByteSource, NOTHING_READ } from '../io/byte-source.ts';
import { type ScanMethods, scanHandlers } from './methods.ts';
import type { ScanWorkers } from './pool.ts';

/** @param source stays open: it is the caller's */
export function scanInThisThread(source: ByteSource): ScanWorkers {
  const { close: _, ...borrowed } = source;
  return {
    most: 1,
    start() {
      const handlers = scanHandlers(async () => borrowed);
      const opened = handlers.open({ source: '' }, { signal: new AbortController().signal, onProgress: () => {} });
      return {
        async call<K extends keyof ScanMethods & string>(method: K, params: ScanMethods[K]['params'], options = {}) {
          await opened;
          const { signal = new AbortController().signal } = options as { signal?: AbortSignal };
          return handlers[method](params as never, { signal, onProgress: () => {} }) as Promise<ScanMethods[K]['result']>;
        },
        // A source that counts for itself has counted it.
        stats: () => (source.stats ? NOTHING_READ : handlers.stats()),
        end() {},
      };
    },
  };
}
