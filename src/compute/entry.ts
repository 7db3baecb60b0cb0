/** The compute worker: sorts, filters, orders and indexes what the page holds. Runs in a dedicated Web Worker; never sees the file. */
import { type Port, serve } from '../worker/rpc.ts';
import { type ComputeMethods, computeHandlers } from './methods.ts';

serve<ComputeMethods, never, null>(self as unknown as Port, computeHandlers, {
  status: () => null,
  transferOf: (result) =>
    (ArrayBuffer.isView(result) ? [result] : Object.values(result ?? {}))
      .filter(ArrayBuffer.isView)
      .map(({ buffer }) => buffer as ArrayBuffer),
});
