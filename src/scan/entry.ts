/** A scan worker: looks for genes in sparse matrices, block by block. Runs in a dedicated Web Worker; never sees the screen. */
import type { IoStats } from '../io/byte-source.ts';
import { remoteSource } from '../io/http/http-source.ts';
import { openInWorker } from '../io/open-in-worker.ts';
import { type Port, serve } from '../worker/rpc.ts';
import { type ScanMethods, scanHandlers } from './methods.ts';

const handlers = scanHandlers(async (source, signal) =>
  typeof source === 'object' && 'version' in source ? remoteSource(source) : openInWorker(source, signal),
);

serve<ScanMethods, never, IoStats>(self as unknown as Port, handlers, {
  status: () => ({ ...handlers.stats() }),
  transferOf: (result) =>
    (ArrayBuffer.isView(result) ? [result] : Object.values(result ?? {}))
      .filter(ArrayBuffer.isView)
      .map(({ buffer }) => buffer as ArrayBuffer),
});
