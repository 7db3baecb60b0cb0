/**
 * The page's side of the file worker. Runs on the page.
 * When the worker is lost (a crash of the wasm module, an error while loading), pending calls reject, a new worker opens
 * the same file, and a read is tried once more: nothing hangs, and the view stands again.
 * libhdf5 can be interrupted by nothing else: where damaged bytes lead it into an endless loop, the worker hears no cancel any more.
 * It is ended then, and the element that it was reading is unreadable until the file is opened again.
 */
import { abortError, type ErrorRecord, ShadowError } from '../protocol/errors.ts';
import type { FileStats, Methods, Progress } from '../protocol/methods.ts';
import type { CallOptions, Connect, Reader } from '../shadow/reader.ts';
import { RpcClient, type Sent } from './rpc.ts';

const NO_STATS: FileStats = { heap: 0, read: 0, requests: 0 };
const CLOSED: ErrorRecord = { tag: 'closed', message: 'The file is closed.', hint: 'Open it again.' };

/** A started worker. */
class FileWorker {
  readonly rpc: RpcClient<Methods, Progress, FileStats>;
  readonly #worker: Worker;
  isLost = false;
  onStuck: (running: Sent | null) => void = () => {};

  constructor() {
    this.#worker = new Worker(new URL('./entry.ts', import.meta.url), { type: 'module' });
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
    hint: 'The file may be damaged here; everything else still works. Open it again to try once more.',
  };
}

/** A relative URL is meant from the page, not from the worker's script. */
function fromHere({ source, path }: Methods['open']['params']): Methods['open']['params'] {
  if (typeof source !== 'string') return { source, path };
  if (URL.canParse(source, document.baseURI)) return { source: new URL(source, document.baseURI).href, path };
  throw new ShadowError({ tag: 'invalid', message: `“${source}” is not an address.`, hint: 'Give a URL, absolute or from this page.' });
}

class WorkerReader implements Reader {
  #worker = this.#watch(takeWorker());
  /** Elements whose reading did not end. */
  readonly #endless = new Set<string>();
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
    this.#assertEnds(method, params);
    if (method === 'open') this.#opened = fromHere(params as Methods['open']['params']);
    try {
      await this.#revive(method);
      return await this.#worker.rpc.call(method, method === 'open' ? (this.#opened as typeof params) : params, options);
    } catch (error) {
      if (!this.#wasLost(error) || (method !== 'read' && method !== 'sample')) throw error;
      this.#assertEnds(method, params);
      await this.#revive(method);
      return this.#worker.rpc.call(method, params, options);
    }
  }

  #assertEnds(method: string, params: object): void {
    if (method !== 'open' && 'path' in params && this.#endless.has(String(params.path)))
      throw new ShadowError(endless(String(params.path)));
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
      if (running && running.method !== 'open') this.#endless.add((running.params as Methods['read']['params']).path);
    };
    return worker;
  }

  /** A crash inside the worker is told by an error, a crash of the worker by its end. */
  #wasLost(error: unknown): boolean {
    if (!(error instanceof ShadowError) || error.tag !== 'worker-lost' || this.#isClosed) return false;
    if (!this.#worker.isLost) this.#worker.lose(error.message);
    return true;
  }

  /** Calls that come while the file is being opened anew wait for it too. */
  async #revive(method: string): Promise<void> {
    if (this.#worker.isLost) {
      this.#worker = this.#watch(takeWorker());
      this.#revived = method !== 'open' && this.#opened ? this.#worker.rpc.call('open', this.#opened) : Promise.resolve();
    }
    await this.#revived;
  }
}
