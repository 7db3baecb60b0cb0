/** The file worker: owns the file handle and answers the shadow. Runs in a dedicated Web Worker. */
import { blobSource } from '../io/blob-source.ts';
import { httpSource } from '../io/http-source.ts';
import { memorySource } from '../io/memory-source.ts';
import type { FileStats, Methods, Progress } from '../protocol/methods.ts';
import { buffersOf, type Value } from '../protocol/values.ts';
import { fileHandlers } from './handlers/file-handlers.ts';
import { type Port, serve } from './rpc.ts';
import { warmUp } from './warm-up.ts';

const handlers = fileHandlers({
  async openSource(source, signal) {
    if (typeof source === 'string') return { bytes: await httpSource(source, signal), path: '' };
    if (source instanceof Blob) return { bytes: blobSource(source, source instanceof File ? source.name : 'file'), path: '' };
    const bytes = source instanceof Uint8Array ? source : new Uint8Array(source);
    return { bytes: memorySource(bytes, 'file'), path: '' };
  },
});

serve<Methods, Progress, FileStats>(self as unknown as Port, handlers, {
  status: () => handlers.stats(),
  transferOf: (result) => (isValue(result) ? buffersOf(result) : []),
});

let isWanted = false;
self.addEventListener(
  'message',
  () => {
    isWanted = true;
  },
  { once: true },
);
// Nothing is lost if it fails.
warmUp(() => isWanted).catch(() => {});

function isValue(result: unknown): result is Value {
  return typeof result === 'object' && result !== null && 'kind' in result && !('root' in result);
}
