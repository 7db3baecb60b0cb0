/** Starts scan workers from inside the file worker. */
import { type IoStats, NOTHING_READ } from '../io/byte-source.ts';
import type { Source } from '../protocol/methods.ts';
import script from '../scan/entry.ts?worker&url';
import type { ScanMethods } from '../scan/methods.ts';
import type { ScanWorker, ScanWorkers } from '../scan/pool.ts';
import { RpcClient } from './rpc.ts';
import { startWorker } from './start-worker.ts';

/** More hardly help: the bytes come through one browser process. */
const MOST = 4;

export function scanWorkers(source: Source): ScanWorkers {
  return { most: Math.max(1, Math.min(MOST, navigator.hardwareConcurrency)), start: () => startScanWorker(source) };
}

function startScanWorker(source: Source): ScanWorker {
  const worker = startWorker(script);
  const rpc = new RpcClient<ScanMethods, never, IoStats>(worker as never);
  const lose = (cause: string): void => {
    worker.terminate();
    rpc.fail({ tag: 'worker-lost', message: 'A part of Umbra that looks for genes stopped.', hint: 'Try again.', cause });
  };
  worker.addEventListener('error', (event) => lose(event.message));
  worker.addEventListener('messageerror', () => lose('a message could not be decoded'));
  const opened = rpc.call('open', { source });
  opened.catch(() => {});
  return {
    async call(method, params, options) {
      await opened;
      return rpc.call(method, params, options);
    },
    stats: () => rpc.status ?? NOTHING_READ,
    end: () => lose('ended'),
  };
}
