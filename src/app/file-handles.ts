/**
 * Handles of files and folders, by which a file is opened again without being chosen: browsers on Chromium give them, others do not.
 * The types are those of the WICG's File System Access. Page, no React.
 */
import type { Folder } from '../shadow/index.ts';

interface Permissions {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

interface DroppedItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

interface PickingWindow {
  showOpenFilePicker?(options: { id: string }): Promise<FileSystemFileHandle[]>;
  showDirectoryPicker?(options: { id: string }): Promise<FileSystemDirectoryHandle>;
}

/** A file, or a folder. */
export type Handle = FileSystemFileHandle | FileSystemDirectoryHandle;

/**
 * The handle of a dropped file or folder, null if there is none. Has to be called while the drop is dispatched: later the items are gone.
 * @param at which of the files
 */
export function handleOfDrop(items: DataTransferItemList, at: number): Promise<Handle | null> {
  const item = [...items].filter(({ kind }) => kind === 'file')[at] as DroppedItem | undefined;
  const asked = item?.getAsFileSystemHandle?.() ?? Promise.resolve(null);
  return asked.then(
    (handle) => handle as Handle | null,
    () => null,
  );
}

/** The browser's own dialog; `none` where it cannot be asked, null if the user chose nothing. */
export async function pickHandle(what: 'file' | 'folder'): Promise<Handle | null | 'none'> {
  const { showOpenFilePicker, showDirectoryPicker } = window as unknown as PickingWindow;
  if (what === 'file' ? !showOpenFilePicker : !showDirectoryPicker) return 'none';
  try {
    if (what === 'folder') return (await showDirectoryPicker?.call(window, { id: 'umbra-folder' })) ?? null;
    return (await showOpenFilePicker?.call(window, { id: 'umbra' }))?.[0] ?? null;
  } catch (error) {
    // In a frame of another site it may not be shown.
    return error instanceof DOMException && error.name === 'AbortError' ? null : 'none';
  }
}

/** The file or folder behind a handle, or why it is not had. Has to be called by a click: the browser may ask. */
export async function fileOf(handle: Handle & Permissions): Promise<File | Folder | 'gone' | 'denied'> {
  try {
    const mode = { mode: 'read' } as const;
    const isGranted = (await handle.queryPermission?.(mode)) === 'granted' || (await handle.requestPermission?.(mode)) === 'granted';
    if (!isGranted) return 'denied';
    if (handle.kind === 'file') return await handle.getFile();
    // Whether it is still there shows when it is looked into.
    for await (const _ of handle.values()) break;
    return { name: handle.name, folder: handle };
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotFoundError' ? 'gone' : 'denied';
  }
}
