/** The page's side of the compute worker. One worker serves all viewers of a page; a lost one is replaced by the next call. */
import { type CallOptions, RpcClient } from '../worker/rpc.ts';
import type { ComputeMethods } from './methods.ts';

let client: RpcClient<ComputeMethods, never, null> | undefined;

/** Starts the worker ahead of its first use. */
export function prepareCompute(): void {
  client ??= start();
}

export function compute<K extends keyof ComputeMethods>(
  method: K,
  params: ComputeMethods[K]['params'],
  options: CallOptions<never> = {},
): Promise<ComputeMethods[K]['result']> {
  client ??= start();
  return client.call(method, params, options);
}

function start(): RpcClient<ComputeMethods, never, null> {
  const worker = new Worker(new URL('./entry.ts', import.meta.url), { type: 'module' });
  const started = new RpcClient<ComputeMethods, never, null>(worker as never);
  const lose = (cause: string): void => {
    worker.terminate();
    if (client === started) client = undefined;
    started.fail({ tag: 'worker-lost', message: 'Sorting and ordering stopped.', hint: 'Try again.', cause });
  };
  worker.addEventListener('error', (event) => lose(event.message));
  worker.addEventListener('messageerror', () => lose('a message could not be decoded'));
  return started;
}
