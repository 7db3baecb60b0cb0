/**
 * What is kept of recent files beside their list, in IndexedDB since text cannot hold it: the browser's handle of the file, and a small
 * picture of the plot. Page, no React. Where storage is forbidden nothing is kept, and nothing is said of it.
 */

export interface Keepsake {
  readonly id: string;
  /** Where the browser has them: the file can be opened again without being chosen. */
  readonly handle?: FileSystemFileHandle;
  readonly picture?: Blob;
}

const STORE = 'keepsakes';

/** All of them; none where they cannot be read. */
export async function allKeepsakes(): Promise<readonly Keepsake[]> {
  return (await transact('readonly', (store) => store.getAll() as IDBRequest<Keepsake[]>)) ?? [];
}

export async function putKeepsake(keepsake: Keepsake): Promise<void> {
  await transact('readwrite', (store) => store.put(keepsake));
}

export async function deleteKeepsakes(ids: readonly string[]): Promise<void> {
  await transact('readwrite', (store) => {
    for (const id of ids) store.delete(id);
  });
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
async function transact<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T> | void): Promise<T | null> {
  try {
    const transaction = (await openDatabase()).transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    return await new Promise<T | null>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request ? request.result : null);
      transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    database = null;
    return null;
  }
}
