/**
 * Fetches blocks of a source that has to be awaited: none twice at the same time, near ones as one request, few requests at once. Runs beside
 * the file handle. Blocks that are wanted while all lanes are taken wait, and are joined with what comes after them. Keeps nothing.
 */
import type { ByteSource } from './byte-source.ts';
import { macrotask } from './macrotask.ts';

export interface FetchOptions {
  /** Bytes in a block. */
  readonly blockSize: number;
  /** Blocks with at most so many bytes between them are one request. */
  readonly join: number;
  /** After so many requests they may lie further apart: what is wanted of this file lies all over it. */
  readonly fewRequests?: number;
  readonly joinAfterwards?: number;
  /** Requests at the same time. */
  readonly lanes?: number;
}

/** A block that is wanted, and those who want it. */
interface Wanted {
  readonly block: number;
  readonly arrival: Promise<void>;
  resolve(): void;
  reject(reason: unknown): void;
  waiting: number;
  /** Once it is asked for; before that it can still be joined with others. */
  request: Request | null;
}

interface Request {
  /** In the order of the file. */
  readonly wanted: Wanted[];
  readonly controller: AbortController;
}

export class BlockFetcher {
  readonly #source: ByteSource;
  readonly #options: FetchOptions;
  readonly #store: (start: number, bytes: Uint8Array<ArrayBuffer>) => void;
  /** In the order in which they were asked for first. */
  readonly #wanted = new Map<number, Wanted>();
  #running = 0;
  #made = 0;

  /** @param store gets what was fetched, from the start of a block on, before those who wait for it are told */
  constructor(source: ByteSource, options: FetchOptions, store: (start: number, bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#source = source;
    this.#options = options;
    this.#store = store;
  }

  /**
   * Asks for blocks together.
   * @returns for each list, when all its blocks have come
   * @throws (each promise) what the source throws; the signal's reason, at once: what nobody else wants is given up
   */
  fetch(lists: readonly (readonly number[])[], signal?: AbortSignal): Promise<void>[] {
    if (signal?.aborted) return lists.map(() => Promise.reject(signal.reason));
    const joined = lists.map((blocks) => blocks.map((block) => this.#join(block)));
    const arrivals = joined.map(async (all) => {
      await Promise.all(all.map(({ arrival }) => arrival));
    });
    // Where requests are few, they are worth a moment: what others want in it is asked for together.
    if (this.#options.lanes === undefined) this.#ask();
    else void macrotask().then(() => this.#ask());
    if (!signal) return arrivals;
    const { promise: given, reject } = withResolvers();
    given.catch(() => {});
    const onAbort = (): void => {
      reject(signal.reason);
      for (const wanted of joined.flat()) this.#leave(wanted);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    Promise.allSettled(arrivals).then(() => signal.removeEventListener('abort', onAbort));
    return arrivals.map((arrival) => Promise.race([arrival, given]));
  }

  #join(block: number): Wanted {
    const wanted = this.#wanted.get(block) ?? this.#want(block);
    wanted.waiting++;
    return wanted;
  }

  #want(block: number): Wanted {
    const { promise, resolve, reject } = withResolvers();
    // Whoever waits hears of it.
    promise.catch(() => {});
    const wanted: Wanted = { block, arrival: promise, resolve, reject, waiting: 0, request: null };
    this.#wanted.set(block, wanted);
    return wanted;
  }

  #leave(wanted: Wanted): void {
    if (--wanted.waiting > 0 || this.#wanted.get(wanted.block) !== wanted) return;
    const { request } = wanted;
    if (!request) this.#wanted.delete(wanted.block);
    else if (request.wanted.every(({ waiting }) => waiting === 0)) {
      for (const { block } of request.wanted) this.#wanted.delete(block);
      request.controller.abort();
    }
  }

  /** Fills the lanes. What was asked for first goes first. */
  #ask(): void {
    const { lanes = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#running >= lanes) return;
    const order = new Map([...this.#wanted.keys()].map((block, place) => [block, place]));
    const placeOf = ({ wanted }: Request): number => Math.min(...wanted.map(({ block }) => order.get(block) as number));
    const requests = this.#joined([...this.#wanted.values()].filter(({ request }) => !request));
    for (const request of requests.sort((a, b) => placeOf(a) - placeOf(b)).slice(0, lanes - this.#running)) void this.#run(request);
  }

  #joined(blocks: Wanted[]): Request[] {
    const { blockSize, join, fewRequests = 0, joinAfterwards = join } = this.#options;
    const between = this.#made > fewRequests ? joinAfterwards : join;
    const requests: Request[] = [];
    for (const wanted of blocks.sort((a, b) => a.block - b.block)) {
      const request = requests.at(-1);
      const last = request?.wanted.at(-1)?.block ?? 0;
      if (request && (wanted.block - last - 1) * blockSize <= between) request.wanted.push(wanted);
      else requests.push({ wanted: [wanted], controller: new AbortController() });
    }
    return requests;
  }

  async #run(request: Request): Promise<void> {
    const { wanted, controller } = request;
    for (const one of wanted) one.request = request;
    this.#running++;
    this.#made++;
    const { blockSize } = this.#options;
    const start = (wanted[0]?.block ?? 0) * blockSize;
    const length = Math.min(this.#source.size, ((wanted.at(-1)?.block ?? 0) + 1) * blockSize) - start;
    try {
      this.#store(start, await this.#source.read(start, length, controller.signal));
      for (const one of wanted) one.resolve();
    } catch (error) {
      for (const one of wanted) one.reject(error);
    } finally {
      this.#running--;
      for (const one of wanted) if (this.#wanted.get(one.block) === one) this.#wanted.delete(one.block);
      this.#ask();
    }
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void; reject: (reason: unknown) => void } {
  let resolve: () => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<void>((whenDone, whenFailed) => {
    resolve = whenDone;
    reject = whenFailed;
  });
  return { promise, resolve, reject };
}
