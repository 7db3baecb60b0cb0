/**
 * The choice between storages: what a source is, by what it is given as and by its first bytes. Runs beside the file handle.
 * Zarr's is loaded only when there is such a store.
 */
import type { ByteSource } from '../io/byte-source.ts';
import { diagnose } from '../io/http/diagnose.ts';
import { httpStore } from '../io/store/http-store.ts';
import type { KeyStore } from '../io/store/store.ts';
import { ShadowError, toErrorRecord } from '../protocol/errors.ts';
import type { Source } from '../protocol/methods.ts';
import { nameOfUrl } from '../protocol/url-name.ts';
import { Hdf5Storage } from '../storage/hdf5/hdf5-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { type ZarrAddress, zarrAddress } from '../storage/zarr-address.ts';

/** What a platform makes of a source: the bytes of a file, or a folder; and the path inside if the source names one (`x.h5mu/mod/rna`). */
export type Opened = { readonly path: string } & ({ readonly bytes: ByteSource } | { readonly folder: KeyStore });

export interface OpenedStorage {
  readonly storage: Storage;
  /** Of an HDF5 file, for those who read past the library. `near`: for this thread, what the storage holds already is not asked for again. */
  readonly bytes: { readonly source: ByteSource; readonly near: ByteSource } | null;
  readonly path: string;
}

/** Who listens to what is fetched. */
interface Hearing {
  hear(bytes: ByteSource): ByteSource;
  hearStore(store: KeyStore): KeyStore;
}

/** Archives too, whose names say what is in them. */
const OTHER_ARCHIVES = /\.(npz|xls[xm])$/i;
/** Bytes that tell a zip archive. */
const ZIP_BYTES = 4;

/** @throws ShadowError `not-found`, `not-hdf5`, `corrupt`, `io`, `changed`; `aborted` */
export async function openStorage(
  openSource: (source: Source, signal: AbortSignal) => Promise<Opened>,
  source: Source,
  hearing: Hearing,
  signal: AbortSignal,
): Promise<OpenedStorage> {
  const url = typeof source === 'string' && /^https?:/.test(source) ? source : null;
  const address = url && zarrAddress(url);
  if (address) return zarrAt(address, hearing, signal);
  let found: Opened;
  try {
    found = await openSource(source, signal);
  } catch (error) {
    return orZarr(url, error, hearing, signal);
  }
  const { path } = found;
  if ('folder' in found) return { storage: await zarrIn(found.folder, signal), bytes: null, path };
  const bytes = hearing.hear(found.bytes);
  const archive = await zipOf(bytes, signal);
  if (archive) return { storage: archive, bytes: null, path };
  try {
    const storage = await Hdf5Storage.open(bytes, { signal });
    const near = storage.isAwaited ? { ...bytes, read: storage.bytesAt.bind(storage) } : bytes;
    return { storage, bytes: { source: bytes, near }, path };
  } catch (error) {
    return orZarr(url, error, hearing, signal);
  }
}

/** A server that cannot be read is looked into: why, and what helps. */
async function zarrAt({ url, path }: ZarrAddress, hearing: Hearing, signal: AbortSignal): Promise<OpenedStorage> {
  const store = httpStore(url);
  let storage: Storage | null;
  try {
    storage = await zarrStorage(hearing.hearStore(store), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw await diagnose(`${url.split('?')[0]}/zarr.json`, error, signal);
  }
  if (storage) return { storage, bytes: null, path };
  const refusal = store.refusal?.();
  if (refusal) throw refusal;
  const nothing = new ShadowError({
    tag: 'not-found',
    message: `There is no Zarr store at this address: ${store.name}.`,
    hint: 'Check the address: it has to be that of the folder which holds zarr.json or .zgroup.',
  });
  // A folder of other files, as a rule, of which the server shows a list.
  const found = url.split('?')[0]?.endsWith('/') ? await diagnose(url, nothing, signal) : nothing;
  throw toErrorRecord(found).tag === 'not-hdf5' ? found : nothing;
}

async function zarrIn(folder: KeyStore, signal: AbortSignal): Promise<Storage> {
  const storage = await zarrStorage(folder, signal);
  if (storage) return storage;
  throw new ShadowError({
    tag: 'not-hdf5',
    message: `${folder.name} is a folder without a Zarr store in it.`,
    hint: 'Open the .h5ad or .h5mu file that is in it, or the folder that holds zarr.json or .zgroup.',
  });
}

async function zarrStorage(store: KeyStore, signal: AbortSignal): Promise<Storage | null> {
  const { ZarrStorage } = await import('../storage/zarr/zarr-storage.ts');
  return ZarrStorage.open(store, { signal });
}

/** Null for what is no archive, or one without a Zarr store. */
async function zipOf(bytes: ByteSource, signal: AbortSignal): Promise<Storage | null> {
  if (bytes.size < ZIP_BYTES || OTHER_ARCHIVES.test(bytes.name) || !isZip(await bytes.read(0, ZIP_BYTES, signal))) return null;
  const { zipStore } = await import('../io/store/zip-store.ts');
  return zarrStorage(await zipStore(bytes, signal), signal);
}

/** An archive begins with its first entry; an empty one with its end. */
function isZip([p, k, third, fourth]: Uint8Array): boolean {
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/** A URL at which there is no file, or a page instead, may be that of a store's folder: one whose name has no ending. @throws the error if it is not */
async function orZarr(url: string | null, error: unknown, hearing: Hearing, signal: AbortSignal): Promise<OpenedStorage> {
  const { tag, elsewhere } = toErrorRecord(error);
  const mayBeFolder = url !== null && !nameOfUrl(url).includes('.') && (tag === 'not-found' || tag === 'not-hdf5');
  if (!mayBeFolder || elsewhere) throw error;
  const storage = await zarrStorage(hearing.hearStore(httpStore(url)), signal).catch(() => null);
  if (!storage) throw error;
  return { storage, bytes: null, path: '' };
}
