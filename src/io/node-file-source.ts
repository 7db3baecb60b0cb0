/** A file on disk. Runs in Node only. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { ByteSource } from './byte-source.ts';

/** @throws what fs throws: ENOENT, EACCES, EISDIR… */
export function nodeFileSource(path: string): ByteSource {
  const file = openSync(path, 'r');
  const fill = (offset: number, into: Uint8Array): void => {
    let done = 0;
    while (done < into.byteLength) {
      const n = readSync(file, into, done, into.byteLength - done, offset + done);
      if (n === 0) throw new Error(`the file ended at byte ${offset + done}`);
      done += n;
    }
  };
  return {
    name: basename(path),
    size: fstatSync(file).size,
    readSync: fill,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      fill(offset, bytes);
      return bytes;
    },
    close: () => closeSync(file),
  };
}
