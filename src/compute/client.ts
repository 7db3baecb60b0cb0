/**
 * The page's side of the compute worker. One worker serves all viewers of a page; a lost one is replaced by the next call.
 * What takes a few milliseconds is done on the page: for a file of some thousand cells the worker is never started.
 */
import { lengthOf } from '../arrays/items.ts';
import { type CallOptions, RpcClient } from '../worker/rpc.ts';
import { startWorker } from '../worker/start-worker.ts';
import script from './entry.ts?worker&url';
import { type ComputeMethods, computeHandlers } from './methods.ts';
import type { NameList } from './name-index.ts';

let client: RpcClient<ComputeMethods, never, null> | undefined;

/** Up to so many rows a call is made on the page: 6–16 ms for 30,000 to draw, 10,000 names to find one in, 5,000 to index; in Node on a slow core. */
const ON_PAGE: { readonly [K in keyof ComputeMethods]: { readonly most: number; rowsOf(params: ComputeMethods[K]['params']): number } } = {
  arrange: { most: 2_000, rowsOf: ({ rows }) => rows },
  find: { most: 10_000, rowsOf: ({ names, rows }) => rows?.length ?? lengthOf(names) },
  indexNames: { most: 5_000, rowsOf: ({ own, raw }) => lengthOfNames(own) + lengthOfNames(raw) },
  drawOrder: { most: 30_000, rowsOf: ({ values }) => values.length },
};

function lengthOfNames(list: NameList | null): number {
  return list ? lengthOf(list.names) : 0;
}

export async function compute<K extends keyof ComputeMethods>(
  method: K,
  params: ComputeMethods[K]['params'],
  options: CallOptions<never> = {},
): Promise<ComputeMethods[K]['result']> {
  const { most, rowsOf } = ON_PAGE[method];
  if (rowsOf(params) <= most) return here(method, params, options);
  client ??= start();
  return client.call(method, params, options);
}

function here<K extends keyof ComputeMethods>(
  method: K,
  params: ComputeMethods[K]['params'],
  { signal }: CallOptions<never>,
): Promise<ComputeMethods[K]['result']> {
  signal?.throwIfAborted();
  return computeHandlers[method](params, { signal: signal ?? new AbortController().signal, onProgress: () => {} });
}

function start(): RpcClient<ComputeMethods, never, null> {
  const worker = startWorker(script);
  const started = new RpcClient<ComputeMethods, never, null>(worker as never);
  const lose = (cause: string): void => {
    worker.terminate();
    if (client === started) client = undefined;
    started.fail({ tag: 'worker-lost', message: 'Sorting, ordering or searching stopped.', hint: 'Try again.', cause });
  };
  worker.addEventListener('error', (event) => lose(event.message));
  worker.addEventListener('messageerror', () => lose('a message could not be decoded'));
  return started;
}
