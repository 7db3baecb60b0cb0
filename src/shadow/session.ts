/**
 * One open file: its reader, the cache of what was read, and who wants to hear of changes. Pure of React and HDF5.
 * All shadows of a file share one session.
 */
import { abortError, type ErrorRecord, ShadowError, toErrorRecord } from '../protocol/errors.ts';
import type { FileStats, Methods, Progress } from '../protocol/methods.ts';
import type { Outline } from '../protocol/outline.ts';
import { type Selection, selectionKey } from '../protocol/selection.ts';
import type { Value } from '../protocol/values.ts';
import { Additions } from './additions.ts';
import { Cache } from './cache.ts';
import type { CallOptions, Reader } from './reader.ts';

/** `failed`: an element cannot be read. `outdated`: the file on disk is no longer the one that was opened; nothing more can be read of it. */
export type Change = 'cached' | 'dropped' | 'added' | 'removed' | 'failed' | 'outdated' | 'closed';

/** Told whenever a mark in the tree changes, and when the file does. */
export class ChangeEvent extends Event {
  readonly change: Change;
  /** Path of the element in the file. */
  readonly path: string;

  constructor(change: Change, path: string) {
    super('change');
    this.change = change;
    this.path = path;
  }
}

/** A read that several callers wait for; it is cancelled when the last of them gives up. */
interface Flight {
  readonly result: Promise<Value>;
  readonly controller: AbortController;
  readonly listeners: Set<NonNullable<CallOptions['onProgress']>>;
  waiting: number;
}

export class Session {
  readonly outline: Outline;
  readonly cache = new Cache();
  /** Why elements could not be read, by their path in the file. */
  readonly problems = new Map<string, ErrorRecord>();
  readonly additions = new Additions();
  readonly changes = new EventTarget();
  readonly #reader: Reader;
  readonly #flights = new Map<string, Flight>();
  #isClosed = false;

  constructor(reader: Reader, outline: Outline) {
    this.#reader = reader;
    this.outline = outline;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Of a file that is closed, nothing is held. */
  stats(): FileStats {
    const stats = this.#reader.stats();
    return this.#isClosed ? { ...stats, heap: 0 } : stats;
  }

  /** The element or a part of it, out of the cache or the file; what was read is kept. */
  async read(path: string, selection: readonly Selection[] | null, options: CallOptions = {}): Promise<Value> {
    this.assertOpen();
    if (options.signal?.aborted) throw abortError();
    const cached = this.cache.get(path, selection);
    if (cached) return cached;
    return this.#join(path, selection, options);
  }

  /** A question to the file side whose answer is not kept, and leaves no mark. */
  async ask<K extends keyof Methods & string>(
    method: K,
    params: Methods[K]['params'],
    options: CallOptions = {},
  ): Promise<Methods[K]['result']> {
    this.assertOpen();
    try {
      return await this.#reader.call(method, params, options);
    } catch (error) {
      this.assertOpen();
      // An index that cannot be built says nothing of the matrix.
      const isRead = method === 'sum' || method === 'sample';
      if ('path' in params && (isRead || toErrorRecord(error).tag === 'changed')) this.#failed(params.path, error);
      throw error;
    }
  }

  /** @throws ShadowError `closed` */
  assertOpen(): void {
    if (this.#isClosed) throw new ShadowError(closedError(this.outline.file.name));
  }

  /** Drops what is cached at and below a path of the file. */
  clearCache(path: string): void {
    for (const dropped of this.cache.clear(path)) this.notify('dropped', dropped);
  }

  /** Bounds what is cached, in bytes: what is beyond it leaves at once, but for what is pinned. */
  setBudget(bytes: number): void {
    this.cache.budget = bytes;
    this.#evict();
  }

  notify(change: Change, path: string): void {
    this.changes.dispatchEvent(new ChangeEvent(change, path));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.cache.clear('');
    this.additions.clear();
    await this.#reader.close();
    this.notify('closed', '');
  }

  #evict(): void {
    for (const evicted of this.cache.evict()) this.notify('dropped', evicted);
  }

  /** One caller's abort rejects that caller only. */
  #join(path: string, selection: readonly Selection[] | null, { signal, onProgress }: CallOptions): Promise<Value> {
    const key = `${path}[${selection ? selectionKey(selection) : ''}]`;
    const flight = this.#flights.get(key) ?? this.#start(key, path, selection);
    flight.waiting++;
    if (onProgress) flight.listeners.add(onProgress);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        signal?.removeEventListener('abort', onAbort);
        if (onProgress) flight.listeners.delete(onProgress);
        if (--flight.waiting > 0) return;
        flight.controller.abort();
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
      };
      const onAbort = (): void => {
        leave();
        reject(abortError());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      flight.result.then(
        (value) => {
          leave();
          resolve(value);
        },
        (error: unknown) => {
          leave();
          reject(this.#isClosed ? new ShadowError(closedError(this.outline.file.name)) : error);
        },
      );
    });
  }

  /** Why something in the file cannot be read is kept, so that it is said wherever the element is shown. */
  #failed(path: string, error: unknown): void {
    if (!(error instanceof ShadowError) || this.#isClosed) return;
    if (error.tag === 'changed') this.notify('outdated', '');
    if (error.tag !== 'corrupt' && error.tag !== 'unsupported') return;
    this.problems.set(path, error.record);
    this.notify('failed', path);
  }

  #start(key: string, path: string, selection: readonly Selection[] | null): Flight {
    const controller = new AbortController();
    const listeners: Flight['listeners'] = new Set();
    const tell = (progress: Progress): void => {
      for (const listener of listeners) listener(progress);
    };
    const reading = this.#reader.call('read', { path, selection }, { signal: controller.signal, onProgress: tell });
    reading.catch((error) => this.#failed(path, error));
    const result = reading.then((value) => {
      if (this.#isClosed) throw new ShadowError(closedError(this.outline.file.name));
      this.cache.set(path, selection, value);
      this.notify('cached', path);
      this.#evict();
      return value;
    });
    const flight: Flight = { result, controller, listeners, waiting: 0 };
    this.#flights.set(key, flight);
    return flight;
  }
}

function closedError(name: string): ErrorRecord {
  return { tag: 'closed', message: `${name} is closed.`, hint: 'Open it again, or open another file.' };
}
