/**
 * One exchange with a server: a request, its answer, and the bytes as they come. Broken off when nothing comes for a while, and by the
 * caller's signal, at once. Runs beside the file handle and in scan workers; never blocks, never tries again.
 */
import { isPassing, lost, Passing, refused, stalled } from './http-error.ts';
import { type Patience, retryAfter, StallWatch } from './patience.ts';

export interface ExchangeOptions {
  /** What to call it in messages. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
  readonly patience: Patience;
  /** Called for each request that goes out, and for the bytes that come in. */
  readonly onRequest?: (() => void) | undefined;
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

interface Asked {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Record<string, string>;
}

/** Gives each piece of the body to `take`, in order; ends with the body. */
export type Pieces = (take: (piece: Uint8Array<ArrayBuffer>) => void) => Promise<void>;

/**
 * @param use gets a successful answer, and what reads its body; what it leaves of the body is not fetched
 * @throws Passing for a connection that fails, and for a status that may pass; HttpError for any other; what `use` throws
 */
export async function exchange<T>(
  url: string,
  asked: Asked,
  { name, signal, patience, onRequest, onBytes }: ExchangeOptions,
  use: (response: Response, pieces: Pieces) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const watch = new StallWatch(patience);
  const ended = new AbortController();
  const failure = (error: unknown): Passing => new Passing(watch.signal.aborted ? stalled(name, patience.stall) : lost(name, error));
  try {
    onRequest?.();
    // Caches of browsers have mixed ranges up (Safari), and let requests for one address wait for one another (Chromium).
    const init = {
      ...asked,
      cache: 'no-store' as const,
      signal: AbortSignal.any([watch.signal, ended.signal, ...(signal ? [signal] : [])]),
    };
    const response = await fetch(url, init).catch((error: unknown) => {
      throw failure(error);
    });
    watch.heard();
    if (!response.ok) {
      const error = refused(name, response.status, response.statusText);
      throw isPassing(response.status) ? new Passing(error, retryAfter(response.headers.get('Retry-After'))) : error;
    }
    return await use(response, async (take) => {
      const reader = response.body?.getReader();
      for (;;) {
        const next = await reader?.read().catch((error: unknown) => {
          throw failure(error);
        });
        if (!next || next.done) return;
        watch.heard();
        onBytes?.(next.value.byteLength);
        take(next.value);
      }
    });
  } catch (error) {
    // Not what became of the exchange, but why: the caller gave up.
    signal?.throwIfAborted();
    throw error;
  } finally {
    watch.stop();
    ended.abort();
  }
}
