/** Starts scan workers from inside the file worker. */
import { type ByteSource, type IoStats, NOTHING_READ } from '../io/byte-source.ts';
import type { RemoteFile } from '../io/http/http-source.ts';
import type { Source } from '../protocol/methods.ts';
import script from '../scan/entry.ts?worker&url';
import { scanInThisThread } from '../scan/in-this-thread.ts';
import type { ScanMethods } from '../scan/methods.ts';
import type { ScanWorker, ScanWorkers } from '../scan/pool.ts';
import { RpcClient } from './rpc.ts';
import { startWorker } from './start-worker.ts';

/** More hardly help: the bytes come through one browser process. */
const MOST = 4;

/** A file behind a URL is not asked for again: all workers read the version that was opened. One that was downloaded is in this thread. */
export function scanWorkers(source: Source, bytes: ByteSource): ScanWorkers {
  if (typeof source === 'string' && !bytes.remote) return scanInThisThread(bytes);
  return scanWorkersOf(bytes.remote ?? source);
}

function scanWorkersOf(source: Source | RemoteFile): ScanWorkers {
  return { most: Math.max(1, Math.min(MOST, navigator.hardwareConcurrency)), start: () => startScanWorker(source) };
}

function startScanWorker(source: Source | RemoteFile): ScanWorker {
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
