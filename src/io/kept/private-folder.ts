/**
 * A folder in the browser's private file system. Runs in the file worker: only workers read and write there at once.
 * Nothing of it leaves the browser, and no other site sees it. One page at a time has a file open; the others do without.
 */
import type { KeptBytes, KeptFolder } from './kept-folder.ts';
import type { SyncBytes } from './sync-bytes.ts';

/** Null where the browser has none (private windows of some, pages that are not secure). */
export async function privateFolder(name: string): Promise<KeptFolder | null> {
  let folder: FileSystemDirectoryHandle;
  try {
    folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
  } catch {
    return null;
  }

  return {
    async open(key, { create = false } = {}) {
      try {
        return (await (await folder.getFileHandle(key, { create })).createSyncAccessHandle()) as SyncBytes;
      } catch {
        // Not there, or another page has it.
        return null;
      }
    },

    async list() {
      const found: KeptBytes[] = [];
      for await (const [key, handle] of folder.entries()) {
        if (handle.kind !== 'file') continue;
        const file = await (handle as FileSystemFileHandle).getFile();
        // The browser gives no bytes of a file that changes just now.
        const start = (length: number): Promise<Uint8Array> =>
          file
            .slice(0, length)
            .arrayBuffer()
            .then((buffer) => new Uint8Array(buffer))
            .catch(() => new Uint8Array());
        found.push({ key, bytes: file.size, used: file.lastModified, start });
      }
      return found.sort((a, b) => a.used - b.used);
    },

    async room() {
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      return { quota, usage };
    },

    async remove(key) {
      await folder.removeEntry(key).catch(() => {});
    },
  };
}
