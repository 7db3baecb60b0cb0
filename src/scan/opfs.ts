/**
 * Indexes in the browser's private file system. Runs in the file worker: only workers read and write there at once.
 * Nothing of it leaves the browser, and no other site sees it.
 */
import type { KeptIndex } from '../protocol/methods.ts';
import type { IndexBytes } from './index-bytes.ts';
import type { IndexStore } from './index-store.ts';
import { parseHead } from './minor-index.ts';

const FOLDER = 'gene-indexes';
/** Left free beside an index: other things of the page need room too. */
const SPARE = 64 * 2 ** 20;
/** Of an index, as much as its head takes at most. */
const HEAD_BYTES = 256 * 1024;

/** Null where the browser has none (private windows of some, pages that are not secure). */
export async function opfsStore(): Promise<IndexStore | null> {
  let folder: FileSystemDirectoryHandle;
  try {
    folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return null;
  }

  const take = async (key: string, create: boolean): Promise<FileSystemSyncAccessHandle | null> => {
    try {
      return await (await folder.getFileHandle(key, { create })).createSyncAccessHandle();
    } catch {
      // Not there, or another tab has it.
      return null;
    }
  };

  const store: IndexStore = {
    open: (key) => take(key, false) as Promise<IndexBytes | null>,

    async create(key, bytes) {
      const oldest = (await entries()).sort((a, b) => a.used - b.used);
      for (let free = await room(); free < bytes + SPARE; free = await room()) {
        const next = oldest.shift();
        if (!next) return null;
        await store.remove(next.key);
      }
      const handle = await take(key, true);
      try {
        handle?.truncate(0);
        // All of it at once: what there is no room for fails here.
        handle?.truncate(bytes);
        return handle as IndexBytes | null;
      } catch {
        handle?.close();
        await store.remove(key);
        return null;
      }
    },

    list: async () => (await entries()).map(({ key, bytes, head }) => ({ key, bytes, head })),

    async remove(key) {
      await folder.removeEntry(key).catch(() => {});
    },
  };

  const entries = async (): Promise<(KeptIndex & { used: number })[]> => {
    const found: (KeptIndex & { used: number })[] = [];
    for await (const [key, handle] of folder.entries()) {
      if (handle.kind !== 'file') continue;
      const file = await (handle as FileSystemFileHandle).getFile();
      const start = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
      const length = start.byteLength >= 12 ? new DataView(start.buffer).getUint32(8, true) : 0;
      const head = parseHead(start, start.subarray(12, 12 + length));
      found.push({ key, bytes: file.size, used: file.lastModified, head: head && { file: head.file, path: head.path } });
    }
    return found;
  };
  return store;
}

/** Bytes that may still be kept. */
async function room(): Promise<number> {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  return quota - usage;
}
