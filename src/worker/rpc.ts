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
  | { readonly started: true }
  /** A cancel has arrived: the other side is not stuck. */
  | { readonly heard: true }
);

/** A call as it was made. */
export interface Sent {
  readonly method: string;
  readonly params: unknown;
}

interface Pending<P> {
  resolve(result: unknown): void;
  reject(error: ShadowError): void;
  onProgress: ((progress: P) => void) | undefined;
}

/** How long a cancel may stay unheard, in milliseconds: between two slabs of a read it is heard every 16. */
const UNHEARD = 3000;

/** The calling side. `S` is the status that comes with every reply. */
export class RpcClient<M extends MethodMap<M>, P, S> {
  readonly #port: Port;
  readonly #pending = new Map<number, Pending<P>>();
  #nextId = 1;
  readonly #sent = new Map<number, Sent>();
  readonly #onStuck: ((running: Sent | null) => void) | undefined;
  #gone: ErrorRecord | null = null;
  /** The call that the other side was last heard of from: where it is stuck, it is in that one. */
  #running: Sent | null = null;
  /** Cancels that were not heard yet, each with its timer. */
  readonly #unheard = new Map<number, unknown>();
  /** The status of the last reply. */
  status: S | null = null;

  /** @param onStuck told when a cancel is not heard: with the call that the other side is in */
  constructor(port: Port, onStuck?: (running: Sent | null) => void) {
    this.#port = port;
    this.#onStuck = onStuck;
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
        this.#cancel(id);
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
      this.#sent.set(id, { method, params });
      this.#port.postMessage({ id, method, params } satisfies Request, []);
    });
  }

  #cancel(id: number): void {
    this.#port.postMessage({ cancel: id } satisfies Request, []);
    const onStuck = this.#onStuck;
    if (!onStuck) return;
    this.#unheard.set(
      id,
      setTimeout(() => onStuck(this.#running), UNHEARD),
    );
  }

  /** Rejects every pending call, and every later one: the other side is gone. */
  fail(record: ErrorRecord): void {
    this.#gone = record;
    for (const timer of this.#unheard.values()) clearTimeout(timer);
    this.#unheard.clear();
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of lost) reject(new ShadowError(record));
  }

  #receive(reply: Reply<P, S>): void {
    this.status = reply.status;
    if ('heard' in reply) {
      clearTimeout(this.#unheard.get(reply.id));
      this.#unheard.delete(reply.id);
      return;
    }
    if ('started' in reply || 'progress' in reply) this.#running = this.#sent.get(reply.id) ?? null;
    else this.#sent.delete(reply.id);
    if ('started' in reply) return;
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

export interface HandlerContext<P> {
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
    reply({ id, started: true }, []);
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
    if ('cancel' in request) {
      reply({ id: request.cancel, heard: true }, []);
      running.get(request.cancel)?.abort();
    } else void run(request.id, request.method, request.params);
  });
}
