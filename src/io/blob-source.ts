/**
 * A dropped or picked file. Runs in the file worker, where FileReaderSync reads at once; elsewhere (Node) it is awaited.
 * Never reads more than it is asked for.
 */
import { ShadowError } from '../protocol/errors.ts';
import type { ByteSource } from './byte-source.ts';

/** Only Web Workers have it. */
interface SyncReader {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}
declare const FileReaderSync: (new () => SyncReader) | undefined;

export function blobSource(blob: Blob, name: string): ByteSource {
  const about = { name, size: blob.size, ...identityOf(blob, name) };
  const read: ByteSource['read'] = async (offset, length) => {
    try {
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    } catch (error) {
      throw unreadable(name, error);
    }
  };
  if (typeof FileReaderSync === 'undefined') return { ...about, read };
  const reader = new FileReaderSync();
  return {
    ...about,
    read,
    readSync(offset, into) {
      try {
        into.set(new Uint8Array(reader.readAsArrayBuffer(blob.slice(offset, offset + into.byteLength))));
      } catch (error) {
        throw unreadable(name, error);
      }
    },
  };
}

/** Only a file has a time. */
function identityOf(blob: Blob, name: string): Pick<ByteSource, 'identity'> {
  return 'lastModified' in blob ? { identity: `${name} ${blob.size} ${blob.lastModified}` } : {};
}

/** Browsers give no bytes of a file whose size or time on disk is no longer that of the file that was picked. */
function unreadable(name: string, error: unknown): ShadowError {
  const cause = String(error);
  if (cause.includes('NotReadableError'))
    return new ShadowError({ tag: 'changed', message: `${name} has changed on disk since it was opened.`, hint: 'Open it again.', cause });
  if (cause.includes('NotFoundError'))
    return new ShadowError({
      tag: 'changed',
      message: `${name} is no longer where it was: it was moved, renamed or deleted.`,
      hint: 'Open it again.',
      cause,
    });
  return new ShadowError({ tag: 'io', message: `${name} could not be read.`, hint: 'Open it again.', cause });
}
