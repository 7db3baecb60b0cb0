/**
 * Handles of files, by which a file is opened again without being chosen: browsers on Chromium give them, others do not.
 * The types are those of the WICG's File System Access. Page, no React.
 */

interface ReadableHandle extends FileSystemFileHandle {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

interface DroppedItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

interface PickingWindow {
  showOpenFilePicker?(options: { id: string }): Promise<FileSystemFileHandle[]>;
}

/**
 * The handle of a dropped file, null if there is none. Has to be called while the drop is dispatched: later the items are gone.
 * @param at which of the files
 */
export function handleOfDrop(items: DataTransferItemList, at: number): Promise<FileSystemFileHandle | null> {
  const item = [...items].filter(({ kind }) => kind === 'file')[at] as DroppedItem | undefined;
  const asked = item?.getAsFileSystemHandle?.() ?? Promise.resolve(null);
  return asked.then(
    (handle) => (handle?.kind === 'file' ? (handle as FileSystemFileHandle) : null),
    () => null,
  );
}

/** The browser's own dialog; `none` where it cannot be asked, null if the user chose nothing. */
export async function pickHandle(): Promise<FileSystemFileHandle | null | 'none'> {
  const { showOpenFilePicker } = window as unknown as PickingWindow;
  if (!showOpenFilePicker) return 'none';
  try {
    const [handle] = await showOpenFilePicker.call(window, { id: 'umbra' });
    return handle ?? null;
  } catch (error) {
    // In a frame of another site it may not be shown.
    return error instanceof DOMException && error.name === 'AbortError' ? null : 'none';
  }
}

/** The file behind a handle, or why it is not had. Has to be called by a click: the browser may ask. */
export async function fileOf(handle: ReadableHandle): Promise<File | 'gone' | 'denied'> {
  try {
    const mode = { mode: 'read' } as const;
    const isGranted = (await handle.queryPermission?.(mode)) === 'granted' || (await handle.requestPermission?.(mode)) === 'granted';
    return isGranted ? await handle.getFile() : 'denied';
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotFoundError' ? 'gone' : 'denied';
  }
}
