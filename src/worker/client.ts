/**
 * The page's side of the file worker. Runs on the page.
 * When the worker is lost (a crash of the wasm module, an error while loading), pending calls reject, a new worker opens
 * the same file, and a read is tried once more: nothing hangs, and the view stands again.
 * libhdf5 can be interrupted by nothing else: where damaged bytes lead it into an endless loop, the worker hears no cancel any more.
 * It is ended then, and so is the read that it was in. Which one that was is a guess where a read was waiting for something else, and
 * a slow disk looks the same: only an element that is found so twice is unreadable until the file is opened again.
 */
import { abortError, type ErrorRecord, ShadowError } from '../protocol/errors.ts';
import type { FileStats, Methods, Progress } from '../protocol/methods.ts';
import type { CallOptions, Connect, Reader } from '../shadow/reader.ts';
import script from './entry.ts?worker&url';
import { RpcClient, type Sent } from './rpc.ts';
import { startWorker } from './start-worker.ts';

const NO_STATS: FileStats = { heap: 0, read: 0, requests: 0 };
const CLOSED: ErrorRecord = { tag: 'closed', message: 'The file is closed.', hint: 'Open it again.' };

/** Calls that only read: where the worker was lost they are made once more. */
const AGAIN: ReadonlySet<keyof Methods> = new Set(['read', 'sample', 'sum', 'index', 'keptIndexes', 'keptFiles']);

/** A started worker. */
class FileWorker {
  readonly rpc: RpcClient<Methods, Progress, FileStats>;
  readonly #worker: Worker;
  isLost = false;
  onStuck: (running: Sent | null) => void = () => {};

  constructor() {
    this.#worker = startWorker(script);
    this.rpc = new RpcClient(this.#worker as never, (running) => {
      this.lose('a cancel was not heard');
      this.onStuck(running);
    });
    this.#worker.addEventListener('error', (event) => this.lose(event.message));
    this.#worker.addEventListener('messageerror', () => this.lose('a message could not be decoded'));
  }

  lose(cause: string): void {
    if (this.isLost) return;
    this.end({
      tag: 'worker-lost',
      message: 'The part of Umbra that reads the file stopped.',
      hint: 'Try again; if it happens again, report the file.',
      cause,
    });
  }

  end(record: ErrorRecord): void {
    this.isLost = true;
    this.#worker.terminate();
    this.rpc.fail(record);
  }
}

/** Started while the user is still choosing a file; the next reader takes it. */
let spare: FileWorker | undefined;

export function prepare(): void {
  spare ??= new FileWorker();
}

function takeWorker(): FileWorker {
  const worker = spare && !spare.isLost ? spare : new FileWorker();
  spare = undefined;
  return worker;
}

export const connect: Connect = () => new WorkerReader();

function endless(path: string): ErrorRecord {
  return {
    tag: 'corrupt',
    path,
    message: `Reading ${path} did not end, and was broken off.`,
    hint: 'The file may be damaged here; everything else still works.',
  };
}

/** A relative URL is meant from the page, not from the worker's script. */
function fromHere<K extends keyof Methods>(method: K, params: Methods[K]['params']): Methods[K]['params'] {
  if (method === 'download') return { ...params, url: absolute((params as Methods['download']['params']).url) };
  if (method !== 'open') return params;
  const { source } = params as Methods['open']['params'];
  return typeof source === 'string' ? { ...params, source: absolute(source) } : params;
}

function absolute(url: string): string {
  if (URL.canParse(url, document.baseURI)) return new URL(url, document.baseURI).href;
  throw new ShadowError({ tag: 'invalid', message: `“${url}” is not an address.`, hint: 'Give a URL, absolute or from this page.' });
}

class WorkerReader implements Reader {
  #worker = this.#watch(takeWorker());
  /** How often the reading of an element did not end. */
  readonly #endless = new Map<string, number>();
  #opened: Methods['open']['params'] | undefined;
  #revived: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  async call<K extends keyof Methods & string>(
    method: K,
    params: Methods[K]['params'],
    options: CallOptions = {},
  ): Promise<Methods[K]['result']> {
    if (this.#isClosed) throw new ShadowError(CLOSED);
    if (options.signal?.aborted) throw abortError();
    this.#assertEnds(method, params, 2);
    const meant = fromHere(method, params);
    if (method === 'open') this.#opened = meant as Methods['open']['params'];
    // As it is opened again, should the worker be lost.
    if (method === 'keepFetched' && this.#opened) this.#opened = { ...this.#opened, isKept: (params as { isOn: boolean }).isOn };
    let worker = this.#worker;
    try {
      worker = await this.#revive(method);
      return await worker.rpc.call(method, meant, options);
    } catch (error) {
      if (!this.#wasLost(error, worker) || !AGAIN.has(method)) throw error;
      this.#assertEnds(method, params, 1);
      return (await this.#revive(method)).rpc.call(method, params, options);
    }
  }

  /** @param times that it may not have ended */
  #assertEnds(method: string, params: object, times: number): void {
    if (method === 'open' || !('path' in params)) return;
    const path = String(params.path);
    if ((this.#endless.get(path) ?? 0) >= times) throw new ShadowError(endless(path));
  }

  stats(): FileStats {
    return this.#worker.rpc.status ?? NO_STATS;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#worker.end(CLOSED);
  }

  #watch(worker: FileWorker): FileWorker {
    worker.onStuck = (running) => {
      if (!running || running.method === 'open') return;
      const { path } = running.params as Methods['read']['params'];
      this.#endless.set(path, (this.#endless.get(path) ?? 0) + 1);
    };
    return worker;
  }

  /** A crash inside the worker is told by an error, a crash of the worker by its end. */
  #wasLost(error: unknown, worker: FileWorker): boolean {
    if (!(error instanceof ShadowError) || error.tag !== 'worker-lost' || this.#isClosed) return false;
    worker.lose(error.message);
    return true;
  }

  /** The worker to ask: calls that come while the file is being opened anew wait for it too. */
  async #revive(method: string): Promise<FileWorker> {
    if (this.#worker.isLost) {
      this.#worker = this.#watch(takeWorker());
      this.#revived = method !== 'open' && this.#opened ? this.#reopen(this.#worker, this.#opened) : Promise.resolve();
    }
    const worker = this.#worker;
    await this.#revived;
    return worker;
  }

  /** What could not be opened again, for a server that hiccups, is tried anew by the next call. */
  async #reopen(worker: FileWorker, opened: Methods['open']['params']): Promise<void> {
    try {
      await worker.rpc.call('open', opened);
    } catch (error) {
      worker.lose(String(error));
      throw error;
    }
  }
}
