/**
 * The choice between storages: what a source is, by what it is given as and by its first bytes. Runs beside the file handle.
 * Zarr's is loaded only when there is such a store.
 */
import type { ByteSource } from '../io/byte-source.ts';
import { httpStore } from '../io/store/http-store.ts';
import type { KeyStore } from '../io/store/store.ts';
import { ShadowError, toErrorRecord } from '../protocol/errors.ts';
import type { Source } from '../protocol/methods.ts';
import { Hdf5Storage } from '../storage/hdf5/hdf5-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { zarrAddress } from '../storage/zarr-address.ts';

/** What a platform makes of a source: the bytes of a file, or a folder; and the path inside if the source names one (`x.h5mu/mod/rna`). */
export type Opened = { readonly path: string } & ({ readonly bytes: ByteSource } | { readonly folder: KeyStore });

export interface OpenedStorage {
  readonly storage: Storage;
  /** Of an HDF5 file, for those who read past the library. */
  readonly bytes: ByteSource | null;
  readonly path: string;
}

/** Bytes that tell a zip archive. */
const ZIP_BYTES = 4;

/** @throws ShadowError `not-found`, `not-hdf5`, `corrupt`, `io`, `changed`; `aborted` */
export async function openStorage(
  openSource: (source: Source, signal: AbortSignal) => Promise<Opened>,
  source: Source,
  signal: AbortSignal,
): Promise<OpenedStorage> {
  const url = typeof source === 'string' && /^https?:/.test(source) ? source : null;
  const address = url && zarrAddress(url);
  if (address) return zarr(httpStore(address.url), address.path, signal);
  let found: Opened;
  try {
    found = await openSource(source, signal);
  } catch (error) {
    return orZarr(url, error, signal);
  }
  if ('folder' in found) return zarr(found.folder, found.path, signal);
  const archive = await zipOf(found.bytes, signal);
  if (archive) return { storage: archive, bytes: null, path: found.path };
  try {
    return { storage: await Hdf5Storage.open(found.bytes, { signal }), bytes: found.bytes, path: found.path };
  } catch (error) {
    return orZarr(url, error, signal);
  }
}

async function zarr(store: KeyStore, path: string, signal: AbortSignal): Promise<OpenedStorage> {
  const storage = await zarrStorage(store, signal);
  if (storage) return { storage, bytes: null, path };
  store.close?.();
  const isFolder = store.list !== undefined;
  throw new ShadowError({
    tag: isFolder ? 'not-hdf5' : 'not-found',
    message: isFolder ? `${store.name} is a folder without a Zarr store in it.` : `There is no Zarr store at this address: ${store.name}.`,
    hint: isFolder
      ? 'Open the .h5ad or .h5mu file that is in it, or the folder that holds zarr.json or .zgroup.'
      : 'Check the address: it has to be that of the folder which holds zarr.json or .zgroup.',
  });
}

async function zarrStorage(store: KeyStore, signal: AbortSignal): Promise<Storage | null> {
  const { ZarrStorage } = await import('../storage/zarr/zarr-storage.ts');
  return ZarrStorage.open(store, { signal });
}

/** Null for what is no archive, or one without a Zarr store. */
async function zipOf(bytes: ByteSource, signal: AbortSignal): Promise<Storage | null> {
  if (bytes.size < ZIP_BYTES || !isZip(await bytes.read(0, ZIP_BYTES, signal))) return null;
  const { zipStore } = await import('../io/store/zip-store.ts');
  return zarrStorage(await zipStore(bytes, signal), signal);
}

/** An archive begins with its first entry; an empty one with its end. */
function isZip([p, k, third, fourth]: Uint8Array): boolean {
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/** A URL at which there is no file, or a page instead, may be that of a store's folder. @throws the error if it is not */
async function orZarr(url: string | null, error: unknown, signal: AbortSignal): Promise<OpenedStorage> {
  const { tag } = toErrorRecord(error);
  if (!url || (tag !== 'not-found' && tag !== 'not-hdf5')) throw error;
  const storage = await zarrStorage(httpStore(url), signal).catch(() => null);
  if (!storage) throw error;
  return { storage, bytes: null, path: '' };
}
