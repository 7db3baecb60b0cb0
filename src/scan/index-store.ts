/** Indexes that are kept between visits, in a folder of theirs. Runs beside the file handle. */
import { type KeptFolder, makeRoom } from '../io/kept/kept-folder.ts';
import type { SyncBytes } from '../io/kept/sync-bytes.ts';
import type { KeptIndex } from '../protocol/methods.ts';
import { parseHead } from './minor-index.ts';

export const INDEX_FOLDER = 'gene-indexes';
/** Of an index, as much as its head takes at most. */
const HEAD_BYTES = 256 * 1024;

export interface IndexStore {
  /** The index of that name, if it is there and nobody else has it open. */
  open(key: string): Promise<SyncBytes | null>;
  /** Makes room for it, giving up those that were not used for longest; null where there is none, or somebody else builds it. */
  create(key: string, bytes: number): Promise<SyncBytes | null>;
  list(): Promise<KeptIndex[]>;
  /** One that is open somewhere stays. */
  remove(key: string): Promise<void>;
}

export function indexStore(folder: KeptFolder): IndexStore {
  return {
    open: (key) => folder.open(key),

    async create(key, bytes) {
      if (!(await makeRoom(folder, bytes))) return null;
      const handle = await folder.open(key, { create: true });
      try {
        handle?.truncate(0);
        // All of it at once: what there is no room for fails here.
        handle?.truncate(bytes);
        return handle;
      } catch {
        handle?.close();
        await folder.remove(key);
        return null;
      }
    },

    list: async () =>
      Promise.all((await folder.list()).map(async ({ key, bytes, start }) => ({ key, bytes, head: headOf(await start(HEAD_BYTES)) }))),

    remove: (key) => folder.remove(key),
  };
}

/** Null for what is no index, and for one that is written just now. */
function headOf(start: Uint8Array): KeptIndex['head'] {
  const length = start.byteLength >= 12 ? new DataView(start.buffer, start.byteOffset).getUint32(8, true) : 0;
  const head = parseHead(start, start.subarray(12, 12 + length));
  return head && { file: head.file, path: head.path };
}
