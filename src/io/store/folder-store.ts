/**
 * A folder that was dropped or chosen, as a store: by the browser's handle of it, or by its files where there are no handles.
 * Runs beside the file handle. Of a handle a file is looked up when it is asked for: a folder may hold a hundred thousand.
 */
import { ShadowError } from '../../protocol/errors.ts';
import type { Folder } from '../../protocol/methods.ts';
import { treeOf } from './key-tree.ts';
import { assertNotEmpty, Presence } from './presence.ts';
import type { KeyRange, KeyStore, Members } from './store.ts';

/** Of the browser's errors: there is no such name, or it is that of the other kind. */
const ABSENT = new Set(['NotFoundError', 'TypeMismatchError']);

export function folderStore({ name, folder }: Folder): KeyStore {
  return folder instanceof Map ? filesStore(name, folder) : handleStore(name, folder as FileSystemDirectoryHandle);
}

function filesStore(name: string, files: ReadonlyMap<string, Blob>): KeyStore {
  const tree = treeOf(files.keys());
  let size = 0;
  for (const file of files.values()) size += file.size;
  return {
    name,
    size,
    get: async (key, range) => {
      const file = files.get(key);
      return file && partOf(file, range, key, name);
    },
    list: async (folder) => tree.list(folder),
  };
}

function handleStore(name: string, root: FileSystemDirectoryHandle): KeyStore {
  /** Of folders that were met. */
  const folders = new Map<string, Promise<FileSystemDirectoryHandle | undefined>>([['', Promise.resolve(root)]]);
  const folderAt = (path: string): Promise<FileSystemDirectoryHandle | undefined> => {
    const known = folders.get(path);
    if (known) return known;
    const slash = path.lastIndexOf('/');
    const found = folderAt(path.slice(0, Math.max(0, slash))).then(
      (parent) => parent && absentOr(() => parent.getDirectoryHandle(path.slice(slash + 1)), path, name),
    );
    folders.set(path, found);
    return found;
  };
  const list = async (path: string): Promise<Members> => {
    const members = { files: [] as string[], folders: [] as string[] };
    const folder = await folderAt(path);
    const read = async (all: FileSystemDirectoryHandle): Promise<void> => {
      for await (const handle of all.values()) (handle.kind === 'file' ? members.files : members.folders).push(handle.name);
    };
    if (folder) await absentOr(() => read(folder), path, name);
    return members;
  };
  const presence = new Presence(() => assertNotEmpty({ name, list }));
  return {
    name,
    size: null,
    async get(key, range) {
      const slash = key.lastIndexOf('/');
      const parent = await folderAt(key.slice(0, Math.max(0, slash)));
      const handle = parent && (await absentOr(() => parent.getFileHandle(key.slice(slash + 1)), key, name));
      const file = handle && (await absentOr(() => handle.getFile(), key, name));
      return file ? partOf(file, range, key, name) : presence.missed();
    },
    list,
    confirm: (signal) => presence.confirm(signal),
  };
}

async function partOf(file: Blob, range: KeyRange | undefined, key: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const start = !range ? 0 : 'suffixLength' in range ? Math.max(0, file.size - range.suffixLength) : range.offset;
  const end = !range || 'suffixLength' in range ? file.size : start + range.length;
  try {
    return new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (error) {
    throw unreadable(key, name, error);
  }
}

/** @throws ShadowError `io`, `changed` */
async function absentOr<T>(work: () => Promise<T>, key: string, name: string): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && ABSENT.has(error.name)) return undefined;
    throw unreadable(key, name, error);
  }
}

function unreadable(key: string, name: string, error: unknown): ShadowError {
  const cause = String(error);
  if (/NotReadableError|NotFoundError/.test(cause))
    return new ShadowError({ tag: 'changed', message: `${name} has changed on disk since it was opened.`, hint: 'Open it again.', cause });
  return new ShadowError({ tag: 'io', message: `${key} in ${name} could not be read.`, hint: 'Open it again.', cause });
}
