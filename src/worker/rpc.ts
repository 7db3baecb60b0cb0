/**
 * Calls from one thread to another over a message port: typed by a map of methods, cancellable, with progress.
 * Runs on both sides; knows nothing of files. Nothing hangs: when the port is given up, every pending call rejects.
 */
import { abortError, type ErrorRecord, ShadowError, toErrorRecord } from '../protocol/errors.ts';

/** What a map of methods looks like: `{ name: { params, result } }`. */
export type MethodMap<M> = { [K in keyof M]: { params: unknown; result: unknown } };

export interface CallOptions<P> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: P) => void) | undefined;
}

/** A Worker, a MessagePort, or the global of a worker. */
export interface Port {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

type Request = { readonly id: number; readonly method: string; readonly params: unknown } | { readonly cancel: number };

type Reply<P, S> = { readonly id: number; readonly status: S } & (
  | { readonly result: unknown }
  | { readonly error: ErrorRecord }
  | { readonly progress: P }
);

interface Pending<P> {
  resolve(result: unknown): void;
  reject(error: ShadowError): void;
  onProgress: ((progress: P) => void) | undefined;
}

/** The calling side. `S` is the status that comes with every reply. */
export class RpcClient<M extends MethodMap<M>, P, S> {
  readonly #port: Port;
  readonly #pending = new Map<number, Pending<P>>();
  #nextId = 1;
  #gone: ErrorRecord | null = null;
  /** The status of the last reply. */
  status: S | null = null;

  constructor(port: Port) {
    this.#port = port;
    port.addEventListener('message', (event) => this.#receive(event.data as Reply<P, S>));
  }

  /** Rejects at once when aborted, and tells the other side to stop. */
  call<K extends keyof M & string>(method: K, params: M[K]['params'], options: CallOptions<P> = {}): Promise<M[K]['result']> {
    const { signal, onProgress } = options;
    if (signal?.aborted) return Promise.reject(abortError());
    if (this.#gone) return Promise.reject(new ShadowError(this.#gone));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#pending.delete(id);
        this.#port.postMessage({ cancel: id } satisfies Request, []);
        reject(abortError());
      };
      const settled =
        <T>(then: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', onAbort);
          then(value);
        };
      this.#pending.set(id, { resolve: settled(resolve as (result: unknown) => void), reject: settled(reject), onProgress });
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#port.postMessage({ id, method, params } satisfies Request, []);
    });
  }

  /** Rejects every pending call, and every later one: the other side is gone. */
  fail(record: ErrorRecord): void {
    this.#gone = record;
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of lost) reject(new ShadowError(record));
  }

  #receive(reply: Reply<P, S>): void {
    this.status = reply.status;
    const pending = this.#pending.get(reply.id);
    // A reply to a call that was aborted meanwhile: nobody waits for it.
    if (!pending) return;
    if ('progress' in reply) {
      pending.onProgress?.(reply.progress);
      return;
    }
    this.#pending.delete(reply.id);
    if ('error' in reply) pending.reject(new ShadowError(reply.error));
    else pending.resolve(reply.result);
  }
}

interface HandlerContext<P> {
  readonly signal: AbortSignal;
  onProgress(progress: P): void;
}

export type HandlersOf<M extends MethodMap<M>, P> = {
  [K in keyof M]: (params: M[K]['params'], context: HandlerContext<P>) => Promise<M[K]['result']>;
};

export interface ServeOptions<S> {
  /** Sent along with every reply. */
  status(): S;
  /** The buffers of a result that move instead of being copied. */
  transferOf(result: unknown): ArrayBuffer[];
}

/** The answering side: runs a handler for each request, until a cancel comes. */
export function serve<M extends MethodMap<M>, P, S>(port: Port, handlers: HandlersOf<M, P>, options: ServeOptions<S>): void {
  const running = new Map<number, AbortController>();
  const reply = (message: object, transfer: ArrayBuffer[]): void => port.postMessage({ ...message, status: options.status() }, transfer);

  const run = async (id: number, method: string, params: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    const { signal } = controller;
    try {
      const handler = handlers[method as keyof M];
      const result = await handler(params as M[keyof M]['params'], { signal, onProgress: (progress) => reply({ id, progress }, []) });
      reply({ id, result }, [...new Set(options.transferOf(result))]);
    } catch (error) {
      reply({ id, error: signal.aborted ? abortError().record : toErrorRecord(error) }, []);
    } finally {
      running.delete(id);
    }
  };

  port.addEventListener('message', (event) => {
    const request = event.data as Request;
    if ('cancel' in request) running.get(request.cancel)?.abort();
    else void run(request.id, request.method, request.params);
  });
}
