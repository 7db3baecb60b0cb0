/** How long a request is waited for, and when it is made again. Runs beside the file handle and in scan workers. */

export interface Patience {
  /** How often in a row a request may fail without having brought anything. */
  readonly attempts: number;
  /** Milliseconds before the second attempt, doubled before each further one. */
  readonly firstWait: number;
  /** At most so many milliseconds before an attempt, also where the server asks for more. */
  readonly longestWait: number;
  /** Milliseconds without a byte after which a request is broken off. */
  readonly stall: number;
  /** Calls back after as many milliseconds, unless it is stopped; for tests, whose time is their own. */
  readonly alarm?: (ring: () => void, milliseconds: number) => () => void;
}

function alarmClock(ring: () => void, milliseconds: number): () => void {
  const timer = setTimeout(ring, milliseconds);
  return () => clearTimeout(timer);
}

/** Five attempts in 4 to 8 seconds: a train's tunnel is longer, and whoever asks again then goes on where it stopped. */
export const PATIENCE: Patience = { attempts: 5, firstWait: 500, longestWait: 20_000, stall: 15_000 };

/**
 * Half of it is left to chance, so that those who failed together do not come back together.
 * @param failed how often in a row it has failed, from 1
 * @param asked milliseconds that the server asks to wait for
 */
export function waitBefore({ firstWait, longestWait }: Patience, failed: number, asked: number | null, random = Math.random()): number {
  const own = firstWait * 2 ** (failed - 1) * (0.5 + random / 2);
  return Math.min(longestWait, Math.max(own, asked ?? 0));
}

/** Milliseconds from a Retry-After: seconds, or a date (RFC 9110 §10.2.3). */
export function retryAfter(header: string | null, now = Date.now()): number | null {
  if (header === null || header.trim() === '') return null;
  const milliseconds = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : null;
}

/** @throws the signal's reason, at once */
export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Breaks off what brings nothing for a while. */
export class StallWatch {
  readonly #controller = new AbortController();
  readonly #patience: Patience;
  #stop: () => void = () => {};

  constructor(patience: Patience) {
    this.#patience = patience;
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something has come. */
  heard(): void {
    this.#stop();
    const { alarm = alarmClock, stall } = this.#patience;
    this.#stop = alarm(() => this.#controller.abort(new Error('nothing came')), stall);
  }

  stop(): void {
    this.#stop();
  }
}
