/** The bytes of a source, as a Web Worker can have them. Runs in the file worker and in scan workers. */

import { ShadowError } from '../protocol/errors.ts';
import { isFolder, type Source } from '../protocol/methods.ts';
import { blobSource } from './blob-source.ts';
import type { ByteSource } from './byte-source.ts';
import { openUrl } from './http/open-url.ts';
import { memorySource } from './memory-source.ts';

/** @throws ShadowError for an address that cannot be fetched */
export async function openInWorker(source: Source, signal: AbortSignal): Promise<ByteSource> {
  if (typeof source === 'string') return openUrl(source, signal);
  if (isFolder(source)) throw new ShadowError({ tag: 'invalid', message: `${source.name} is a folder, not a file.` });
  if (source instanceof Blob) return blobSource(source, 'name' in source ? String(source.name) : 'file');
  return memorySource(source instanceof Uint8Array ? source : new Uint8Array(source), 'file');
}
