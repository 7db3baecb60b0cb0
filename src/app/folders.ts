/**
 * Folders that were dropped or chosen, as what the file side opens: a handle where the browser gives one, which is looked into when something
 * is asked for; elsewhere all files by their paths, which takes a while for many. Page, no React.
 */
import type { Folder } from '../shadow/index.ts';
import type { Handle } from './file-handles.ts';

/**
 * A dropped folder. Has to be called while the drop is dispatched: later the items are gone.
 * @param at which of the files
 */
export function folderOfDrop(items: DataTransferItemList, at: number, handle: Promise<Handle | null>): Promise<Folder> {
  const entry = [...items].filter(({ kind }) => kind === 'file')[at]?.webkitGetAsEntry() as FileSystemDirectoryEntry;
  return handle.then(async (found) => ({
    name: entry.name,
    folder: found?.kind === 'directory' ? found : await filesIn(entry),
  }));
}

/** Asks for a folder with a field that knows how: in browsers without a dialog for it. Null if the user chose nothing. */
export function chooseFolder(): Promise<Folder | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      const top = files[0]?.webkitRelativePath.split('/')[0];
      const inside = (file: File): string => file.webkitRelativePath.slice(file.webkitRelativePath.indexOf('/') + 1);
      resolve(top === undefined ? null : { name: top, folder: new Map(files.map((file) => [inside(file), file])) });
    });
    input.click();
  });
}

async function filesIn(folder: FileSystemDirectoryEntry): Promise<Map<string, File>> {
  const files = new Map<string, File>();
  const walk = async (directory: FileSystemDirectoryEntry, path: string): Promise<void> => {
    const reader = directory.createReader();
    for (;;) {
      const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) return;
      await Promise.all(entries.map((entry) => visit(entry, path + entry.name)));
    }
  };
  const visit = async (entry: FileSystemEntry, path: string): Promise<void> => {
    if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, `${path}/`);
    else files.set(path, await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
  };
  await walk(folder, '');
  return files;
}
