/**
 * A zip archive as a store: its directory is read once, its entries on demand. Runs beside the file handle.
 * Entries that are only stored are read in parts, compressed ones whole. Where a name is there twice the last one counts, as zarr-python's
 * ZipStore writes them. Source of the layout: PKWARE's APPNOTE, sections 4.3.7 (local header) and 4.5.3 (Zip64, which unzipit reads).
 */
import { unzipRaw, type ZipEntry } from 'unzipit';
import { ShadowError, toErrorRecord } from '../../protocol/errors.ts';
import { BlockCache, type BlockCacheOptions } from '../block-cache.ts';
import type { ByteSource } from '../byte-source.ts';
import { crc32 } from '../crc.ts';
import { gather } from '../gather.ts';
import { treeOf } from './key-tree.ts';
import { cut, type KeyStore } from './store.ts';

const LOCAL_BLOCKS: BlockCacheOptions = { blockSize: 16 * 1024, capacity: 16 * 1024 * 1024, bypass: 64 * 1024, join: 16 * 1024 };
const REMOTE_BLOCKS: BlockCacheOptions = {
  blockSize: 256 * 1024,
  capacity: 64 * 1024 * 1024,
  bypass: Number.POSITIVE_INFINITY,
  join: 256 * 1024,
};

/** Bytes of a local header before its name. */
const HEADER = 30;
const LOCAL_SIGNATURE = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** Where an entry lies. */
interface Place {
  readonly header: number;
  readonly stored: number;
  readonly size: number;
  readonly method: number;
  readonly crc: number;
  readonly isEncrypted: boolean;
}

/**
 * The store owns the source from here on and closes it.
 * @throws ShadowError `corrupt` for an archive without a directory
 */
export async function zipStore(source: ByteSource, signal?: AbortSignal): Promise<KeyStore> {
  const blocks = new BlockCache(source, source.readSync ? LOCAL_BLOCKS : REMOTE_BLOCKS);
  const places = await placesIn(source, gather(blocks, signal));
  const tree = treeOf(places.keys());

  /** The bytes of an entry as they are stored, from `start` on. A local header may be longer than the directory says. */
  const stored = async (place: Place, start: number, length: number, abort: AbortSignal | undefined) => {
    const fetch = gather(blocks, abort);
    const header = await fetch(place.header, HEADER);
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    if (header.byteLength < HEADER || view.getUint32(0, true) !== LOCAL_SIGNATURE) throw damaged(source.name, 'an entry has no header');
    const data = place.header + HEADER + view.getUint16(26, true) + view.getUint16(28, true);
    if (data + place.stored > source.size) throw damaged(source.name, 'an entry ends after the archive does');
    return length > 0 ? (await fetch(data + start, length)).slice() : new Uint8Array(0);
  };

  return {
    name: source.name,
    size: source.size,
    async get(key, range, abort) {
      const place = places.get(key);
      if (!place) return undefined;
      if (place.isEncrypted) throw unreadable(source.name, key, 'is encrypted');
      if (place.method === STORED && range) {
        const start = 'suffixLength' in range ? Math.max(0, place.size - range.suffixLength) : Math.min(range.offset, place.size);
        const end = 'suffixLength' in range ? place.size : Math.min(place.size, start + range.length);
        return stored(place, start, end - start, abort);
      }
      const bytes = await stored(place, 0, place.stored, abort);
      if (place.method !== STORED && place.method !== DEFLATED)
        throw unreadable(source.name, key, `is compressed by method ${place.method}`);
      const whole = place.method === STORED ? bytes : await inflated(bytes, place.size, `${source.name}: ${key}`);
      if (crc32(whole) !== place.crc) throw damaged(source.name, `the checksum of ${key} is wrong`);
      return cut(whole, range);
    },
    list: async (folder) => tree.list(folder),
    close: () => blocks.close(),
  };
}

/** The last entry of a name counts; folders are not entries of their own. */
async function placesIn(source: ByteSource, fetch: (offset: number, length: number) => Promise<Uint8Array>): Promise<Map<string, Place>> {
  const reader = { getLength: async () => source.size, read: async (offset: number, size: number) => (await fetch(offset, size)).slice() };
  try {
    const { entries } = await unzipRaw(reader);
    return new Map(entries.filter((entry) => !entry.isDirectory).map((entry) => [nameOf(entry), placeOf(entry)]));
  } catch (error) {
    if (error instanceof ShadowError || toErrorRecord(error).tag === 'aborted') throw error;
    throw damaged(source.name, String(error instanceof Error ? error.message : error));
  }
}

function nameOf({ nameBytes }: ZipEntry): string {
  return new TextDecoder().decode(nameBytes).replaceAll('\\', '/').replace(/^\/+/, '');
}

function placeOf(entry: ZipEntry): Place {
  // What unzipit read of the directory, where an entry begins among it; it offers whole entries only.
  const raw = entry['_rawEntry'];
  return {
    header: raw.relativeOffsetOfLocalHeader,
    stored: entry.compressedSize,
    size: entry.size,
    method: entry.compressionMethod,
    crc: raw.crc32,
    isEncrypted: entry.encrypted,
  };
}

/**
 * No more is unpacked than the directory says there is: a few bytes may stand for gigabytes.
 * @throws ShadowError `corrupt`
 */
async function inflated(bytes: Uint8Array<ArrayBuffer>, size: number, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const reader = new Response(bytes).body?.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
      pieces.push(next.value);
      length += next.value.byteLength;
      if (length > size) break;
    }
    if (length === size) return new Uint8Array(await new Blob(pieces).arrayBuffer());
    await reader?.cancel();
  } catch {
    // Said below.
  }
  throw damaged(name, 'it could not be unpacked');
}

function damaged(name: string, reason: string): ShadowError {
  return new ShadowError({
    tag: 'corrupt',
    message: `${name} is a zip archive, but it is damaged: ${reason}.`,
    hint: 'Download or copy it again: a transfer may have gone wrong.',
  });
}

function unreadable(name: string, key: string, reason: string): ShadowError {
  return new ShadowError({
    tag: 'unsupported',
    message: `${key} in ${name} ${reason}.`,
    hint: 'Unpack the archive, and drop the folder instead.',
  });
}
