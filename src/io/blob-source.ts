/**
 * A dropped or picked file. Runs in the file worker, where FileReaderSync reads at once; elsewhere (Node) it is awaited.
 * Never reads more than it is asked for.
 */
import type { ByteSource } from './byte-source.ts';

/** Only Web Workers have it. */
interface SyncReader {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}
declare const FileReaderSync: (new () => SyncReader) | undefined;

export function blobSource(blob: Blob, name: string): ByteSource {
  const read: ByteSource['read'] = async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
  if (typeof FileReaderSync === 'undefined') return { name, size: blob.size, read };
  const reader = new FileReaderSync();
  return {
    name,
    size: blob.size,
    read,
    readSync: (offset, into) => into.set(new Uint8Array(reader.readAsArrayBuffer(blob.slice(offset, offset + into.byteLength)))),
  };
}
