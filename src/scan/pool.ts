/**
 * Hands blocks of a matrix to scan workers. Runs beside the file handle: in the file worker, or in Node.
 * Workers are started when there is work, and ended when there was none for a while: that gives their memory back.
 */
import { type IoStats, NOTHING_READ } from '../io/byte-source.ts';
import { abortError, ShadowError } from '../protocol/errors.ts';
import type { CompressedMatrix } from './compressed-matrix.ts';
import type { ScanMethods } from './methods.ts';

/** A started scan worker: the other end of its port, or its handlers in this thread. */
export interface ScanWorker {
  call<K extends keyof ScanMethods & string>(
    method: K,
    params: ScanMethods[K]['params'],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<ScanMethods[K]['result']>;
  /** What it has read of the file, as of its last answer. */
  stats(): IoStats;
  end(): void;
}

export interface ScanWorkers {
  /** How many there may be. */
  readonly most: number;
  /** Starts one that has opened the file. */
  start(): ScanWorker;
}

type Work = 'scan' | 'transpose';

interface Job {
  readonly method: Work;
  readonly matrix: CompressedMatrix;
  run(worker: ScanWorker): Promise<unknown>;
  resolve(result: unknown): void;
  reject(reason: unknown): void;
}

interface Lane {
  readonly worker: ScanWorker;
  readonly known: Set<string>;
  running: number;
}

/** Scans of one worker at a time: one waits for bytes while the other unpacks. Turning blocks round takes memory, so one at a time. */
const SCANS_AT_ONCE = 2;
/** Milliseconds without work after which the workers are ended. */
const IDLE = 10_000;

export class ScanPool {
  readonly #workers: ScanWorkers;
  readonly #lanes: Lane[] = [];
  /** What somebody waits for, before what is done ahead. */
  readonly #queues: Record<Work, Job[]> = { scan: [], transpose: [] };
  #idle: unknown;
  /** What those have read that are ended. */
  #before: IoStats = NOTHING_READ;
  #isClosed = false;

  constructor(workers: ScanWorkers) {
    this.#workers = workers;
  }

  /** What all of them have read of the file. */
  stats(): IoStats {
    return this.#lanes.reduce((sum, { worker }) => plus(sum, worker.stats()), this.#before);
  }

  get most(): number {
    return this.#workers.most;
  }

  /** Runs as soon as a worker is free. @throws ShadowError `aborted` at once when the signal says so; what the worker throws */
  run<K extends Work>(
    method: K,
    matrix: CompressedMatrix,
    params: Omit<ScanMethods[K]['params'], 'path'>,
    signal?: AbortSignal,
  ): Promise<ScanMethods[K]['result']> {
    return new Promise((resolve, reject) => {
      const settled =
        <T>(then: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', onAbort);
          then(value);
        };
      const job: Job = {
        method,
        matrix,
        resolve: settled(resolve as (result: unknown) => void),
        reject: settled(reject),
        run: (worker) => worker.call(method, { ...params, path: matrix.path } as ScanMethods[K]['params'], { signal }),
      };
      const onAbort = (): void => {
        const waiting = this.#queues[method];
        const place = waiting.indexOf(job);
        if (place >= 0) waiting.splice(place, 1);
        job.reject(abortError());
      };
      if (signal?.aborted) {
        job.reject(abortError());
        return;
      }
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#queues[method].push(job);
      this.#next();
    });
  }

  close(): void {
    this.#isClosed = true;
    const waiting = [...this.#queues.scan, ...this.#queues.transpose];
    this.#queues.scan = [];
    this.#queues.transpose = [];
    for (const job of waiting) job.reject(new ShadowError({ tag: 'closed', message: 'The file is closed.', hint: 'Open it again.' }));
    this.#end();
  }

  #next(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#idle);
    for (let lane = this.#freeLane(); lane; lane = this.#freeLane()) {
      const job = this.#queues.scan.shift() ?? this.#queues.transpose.shift();
      if (!job) break;
      void this.#run(lane, job);
    }
    if (this.#lanes.every(({ running }) => running === 0)) this.#idle = setTimeout(() => this.#end(), IDLE);
  }

  /** One that can take the job that is next; null if there is none, or nobody is free. */
  #freeLane(): Lane | null {
    const { scan, transpose } = this.#queues;
    if (scan.length === 0 && transpose.length === 0) return null;
    const free = this.#lanes.find(({ running }) => running === 0);
    if (free) return free;
    if (this.#lanes.length < this.#workers.most) {
      const lane: Lane = { worker: this.#workers.start(), known: new Set(), running: 0 };
      this.#lanes.push(lane);
      return lane;
    }
    return scan.length > 0 ? (this.#lanes.find(({ running }) => running < SCANS_AT_ONCE) ?? null) : null;
  }

  async #run(lane: Lane, job: Job): Promise<void> {
    lane.running++;
    try {
      if (!lane.known.has(job.matrix.path)) {
        lane.known.add(job.matrix.path);
        await lane.worker.call('know', { matrix: job.matrix });
      }
      job.resolve(await job.run(lane.worker));
    } catch (error) {
      job.reject(error);
      // A worker that is gone takes nothing more.
      if (error instanceof ShadowError && error.tag === 'worker-lost') this.#drop(lane);
    } finally {
      lane.running--;
      this.#next();
    }
  }

  #drop(lane: Lane): void {
    const place = this.#lanes.indexOf(lane);
    if (place < 0) return;
    this.#lanes.splice(place, 1);
    this.#endOf(lane);
  }

  #end(): void {
    for (const lane of this.#lanes.splice(0)) this.#endOf(lane);
  }

  #endOf({ worker }: Lane): void {
    this.#before = plus(this.#before, worker.stats());
    worker.end();
  }
}

function plus(a: IoStats, b: IoStats): IoStats {
  return { requests: a.requests + b.requests, bytes: a.bytes + b.bytes };
}
