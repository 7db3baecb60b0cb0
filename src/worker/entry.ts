/** The file worker: owns the file handle and answers the shadow. Runs in a dedicated Web Worker. */
import { privateFolder } from '../io/kept/private-folder.ts';
import { openInWorker } from '../io/open-in-worker.ts';
import { folderStore } from '../io/store/folder-store.ts';
import { type FileStats, isFolder, type Methods, type Progress } from '../protocol/methods.ts';
import { buffersOf, type Value } from '../protocol/values.ts';
import { fileHandlers } from './handlers/file-handlers.ts';
import { type Port, serve } from './rpc.ts';
import { scanWorkers } from './scan-workers.ts';
import { warmUp } from './warm-up.ts';

/** 16 MB of a matrix, which are read in this worker before another has started. */
const FEWEST_ENTRIES = 2 * 2 ** 20;

const handlers = fileHandlers({
  openSource: async (source, signal) =>
    isFolder(source) ? { folder: folderStore(source), path: '' } : { bytes: await openInWorker(source, signal), path: '' },
  scanWorkers,
  folder: privateFolder,
  fewestEntries: FEWEST_ENTRIES,
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
