/** A scan worker: looks for genes in sparse matrices, block by block. Runs in a dedicated Web Worker; never sees the screen. */
import { openInWorker } from '../io/open-in-worker.ts';
import { type Port, serve } from '../worker/rpc.ts';
import { type ScanMethods, scanHandlers } from './methods.ts';

serve<ScanMethods, never, null>(self as unknown as Port, scanHandlers(openInWorker), {
  status: () => null,
  transferOf: (result) =>
    (ArrayBuffer.isView(result) ? [result] : Object.values(result ?? {}))
      .filter(ArrayBuffer.isView)
      .map(({ buffer }) => buffer as ArrayBuffer),
});
