/**
 * What is kept of recent files beside their list, in IndexedDB since text cannot hold it: the browser's handle of the file or folder, and a small
 * picture of the plot. Page, no React. Where storage is forbidden nothing is kept, and nothing is said of it.
 */

export interface Keepsake {
  readonly id: string;
  /** Where the browser has them: the file can be opened again without being chosen. */
  readonly handle?: FileSystemFileHandle | FileSystemDirectoryHandle;
  /** As a data URL. */
  readonly picture?: string;
}

const STORE = 'keepsakes';

/** All of them; none where they cannot be read. */
export async function allKeepsakes(): Promise<readonly Keepsake[]> {
  return (await transact('readonly', (store) => store.getAll() as IDBRequest<Keepsake[]>)) ?? [];
}

export async function putKeepsake(keepsake: Keepsake): Promise<void> {
  await transact('readwrite', (store) => store.put(keepsake));
}

export async function deleteKeepsake(id: string): Promise<void> {
  await transact('readwrite', (store) => store.delete(id));
}

let database: Promise<IDBDatabase> | null = null;

function openDatabase(): Promise<IDBDatabase> {
  database ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('umbra', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return database;
}

/** Null where it did not work: nothing is lost but a comfort. */
async function transact<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  try {
    const transaction = (await openDatabase()).transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    // Not to wait for the answer: the page may be going away.
    transaction.commit();
    return await new Promise<T>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    database = null;
    return null;
  }
}
