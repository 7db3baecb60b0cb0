/**
 * Hands blocks of a matrix to scan workers. Runs beside the file handle: in the file worker, or in Node.
 * Workers are started when there is work, and ended when there was none for a while: that gives their memory back.
 */
import { type IoStats, NOTHING_READ, sumOf } from '../io/byte-source.ts';
import { abortError, ShadowError } from '../protocol/errors.ts';
import type { CompressedMatrix, DenseMatrix } from './matrices.ts';
import type { ScanMethods } from './methods.ts';

/** A started scan worker: the other end of its port, or its handlers in this thread. */
export interface ScanWorker {
  call<K extends keyof ScanMethods & string>(
    method: K,
    params: ScanMethods[K]['params'],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<ScanMethods[K]['result']>;
  stats(): IoStats;
  end(): void;
}

export interface ScanWorkers {
  /** How many there may be. */
  readonly most: number;
  /** Starts one that has opened the file. */
  start(): ScanWorker;
}

type Work = 'scan' | 'scanDense' | 'transpose';

interface Job {
  readonly queue: 'urgent' | 'ahead';
  /** Whether it was given to a worker that was lost. */
  isAgain: boolean;
  readonly matrix: CompressedMatrix | DenseMatrix;
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
  readonly #queues: { urgent: Job[]; ahead: Job[] } = { urgent: [], ahead: [] };
  #idle: unknown;
  /** By workers that were ended. */
  #read: IoStats = NOTHING_READ;
  #isClosed = false;

  constructor(workers: ScanWorkers) {
    this.#workers = workers;
  }

  get most(): number {
    return this.#workers.most;
  }

  /** Runs as soon as a worker is free. @throws ShadowError `aborted` at once when the signal says so; what the worker throws */
  run<K extends Work>(
    method: K,
    matrix: CompressedMatrix | DenseMatrix,
    params: Omit<ScanMethods[K]['params'], 'path'>,
    signal?: AbortSignal,
  ): Promise<ScanMethods[K]['result']> {
    const queue = method === 'transpose' ? 'ahead' : 'urgent';
    return new Promise((resolve, reject) => {
      const settled =
        <T>(then: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', onAbort);
          then(value);
        };
      const job: Job = {
        queue,
        isAgain: false,
        matrix,
        resolve: settled(resolve as (result: unknown) => void),
        reject: settled(reject),
        run: (worker) => worker.call(method, { ...params, path: matrix.path } as ScanMethods[K]['params'], { signal }),
      };
      const onAbort = (): void => {
        const waiting = this.#queues[queue];
        const place = waiting.indexOf(job);
        if (place >= 0) waiting.splice(place, 1);
        job.reject(abortError());
      };
      if (signal?.aborted || this.#isClosed) {
        job.reject(this.#isClosed ? closed() : abortError());
        return;
      }
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#queues[queue].push(job);
      this.#next();
    });
  }

  /** What all workers have read. */
  stats(): IoStats {
    return this.#lanes.reduce((sum, { worker }) => sumOf(sum, worker.stats()), this.#read);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    const waiting = [...this.#queues.urgent, ...this.#queues.ahead];
    this.#queues.urgent = [];
    this.#queues.ahead = [];
    for (const job of waiting) job.reject(closed());
    this.#end();
  }

  #next(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#idle);
    for (let lane = this.#freeLane(); lane; lane = this.#freeLane()) {
      const job = this.#queues.urgent.shift() ?? this.#queues.ahead.shift();
      if (!job) break;
      void this.#run(lane, job);
    }
    if (this.#lanes.every(({ running }) => running === 0)) this.#idle = setTimeout(() => this.#end(), IDLE);
  }

  /** One that can take the job that is next; null if there is none, or nobody is free. */
  #freeLane(): Lane | null {
    const { urgent, ahead } = this.#queues;
    if (urgent.length === 0 && ahead.length === 0) return null;
    const free = this.#lanes.find(({ running }) => running === 0);
    if (free) return free;
    if (this.#lanes.length < this.#workers.most) {
      const lane: Lane = { worker: this.#workers.start(), known: new Set(), running: 0 };
      this.#lanes.push(lane);
      return lane;
    }
    return urgent.length > 0 ? (this.#lanes.find(({ running }) => running < SCANS_AT_ONCE) ?? null) : null;
  }

  async #run(lane: Lane, job: Job): Promise<void> {
    lane.running++;
    try {
      await this.#tell(lane, job.matrix);
      job.resolve(await job.run(lane.worker));
    } catch (error) {
      const isLost = error instanceof ShadowError && error.tag === 'worker-lost';
      // A worker that is gone takes nothing more, and what it was at is given to another, once.
      if (isLost) this.#drop(lane);
      if (isLost && !job.isAgain && !this.#isClosed) {
        job.isAgain = true;
        this.#queues[job.queue].unshift(job);
      } else job.reject(this.#isClosed ? closed() : isLost ? gone(error) : error);
    } finally {
      lane.running--;
      this.#next();
    }
  }

  /** A worker that cannot be told of a matrix could not open the file: another may. */
  async #tell(lane: Lane, matrix: Job['matrix']): Promise<void> {
    if (lane.known.has(matrix.path)) return;
    lane.known.add(matrix.path);
    try {
      await lane.worker.call('know', { matrix });
    } catch (error) {
      this.#drop(lane);
      throw error;
    }
  }

  #drop(lane: Lane): void {
    const place = this.#lanes.indexOf(lane);
    if (place < 0) return;
    this.#lanes.splice(place, 1);
    this.#endWorker(lane);
  }

  #end(): void {
    for (const lane of this.#lanes.splice(0)) this.#endWorker(lane);
  }

  #endWorker({ worker }: Lane): void {
    this.#read = sumOf(this.#read, worker.stats());
    worker.end();
  }
}

function closed(): ShadowError {
  return new ShadowError({ tag: 'closed', message: 'The file is closed.', hint: 'Open it again.' });
}

/** Not `worker-lost`: the worker that has the file is well. */
function gone({ record }: ShadowError): ShadowError {
  return new ShadowError({ ...record, tag: 'io' });
}
