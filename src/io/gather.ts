/**
 * Fetches what many callers need at the same time in one go. Runs beside the file handle.
 * A walk over a file's structure asks for hundreds of small pieces; each request to a Blob or a server costs far more than its bytes.
 */
import type { BlockSource } from './block-cache.ts';
import { macrotask } from './macrotask.ts';

interface Waiting {
  readonly offset: number;
  readonly length: number;
  resolve(bytes: Uint8Array): void;
  reject(reason: unknown): void;
}

/**
 * Answers bytes that are cached at once; collects the rest until every caller waits, then asks for it together.
 * @param inWaves asks for nothing before all has come that was asked for last: fewer requests, and the same ones however fast they are answered
 */
export function gather(
  source: BlockSource,
  signal?: AbortSignal,
  inWaves = false,
): (offset: number, length: number) => Promise<Uint8Array> {
  let waiting: Waiting[] = [];
  let wave: Promise<unknown> = Promise.resolve();

  const askTogether = async (): Promise<void> => {
    if (inWaves) await wave;
    await macrotask();
    const batch = waiting;
    waiting = [];
    const arrivals = source.prefetch(batch, signal);
    wave = Promise.allSettled(arrivals);
    // Otherwise each caller goes on as soon as its own bytes are here: the next wave starts while this one is still coming in.
    batch.forEach(({ offset, length, resolve, reject }, i) => {
      const taken = async (): Promise<Uint8Array> => source.peek(offset, length) ?? source.fetch(offset, length, signal);
      arrivals[i]?.then(taken).then(resolve, reject);
    });
  };

  return async (offset, length) => {
    signal?.throwIfAborted();
    return (
      source.peek(offset, length) ??
      new Promise((resolve, reject) => {
        waiting.push({ offset, length, resolve, reject });
        if (waiting.length === 1) askTogether().catch(reject);
      })
    );
  };
}
