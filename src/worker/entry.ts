/** The file worker: owns the file handle and answers the shadow. Runs in a dedicated Web Worker. */
import { blobSource } from '../io/blob-source.ts';
import { httpSource } from '../io/http-source.ts';
import { memorySource } from '../io/memory-source.ts';
import type { FileStats, Methods, Progress } from '../protocol/methods.ts';
import { buffersOf, type Value } from '../protocol/values.ts';
import { fileHandlers } from './handlers/file-handlers.ts';
import { type Port, serve } from './rpc.ts';

const handlers = fileHandlers({
  async openSource(source, signal) {
    if (typeof source === 'string') return { bytes: await httpSource(source, signal), path: '' };
    if (source instanceof Blob) return { bytes: blobSource(source, source instanceof File ? source.name : 'file'), path: '' };
    const bytes = source instanceof Uint8Array ? source : new Uint8Array(source);
    return { bytes: memorySource(bytes, 'file'), path: '' };
  },
  pause,
});

/** A message to oneself is the shortest macrotask: timers are held back to 4 ms. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

serve<Methods, Progress, FileStats>(self as unknown as Port, handlers, {
  status: () => handlers.stats(),
  transferOf: (result) => (isValue(result) ? buffersOf(result) : []),
});

function isValue(result: unknown): result is Value {
  return typeof result === 'object' && result !== null && 'kind' in result && !('root' in result);
}
