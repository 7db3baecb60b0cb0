/** A folder on disk as a store. Runs in Node only. Nothing above the folder can be reached by a key. */
import { open, readdir } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { ShadowError } from '../../protocol/errors.ts';
import { assertNotEmpty, Presence } from './presence.ts';
import type { KeyStore, Members } from './store.ts';

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG']);

export function nodeFolderStore(path: string): KeyStore {
  const root = resolve(path);
  const name = basename(root);
  const at = (key: string): string | null => {
    const file = resolve(join(root, key));
    return file === root || file.startsWith(root + sep) ? file : null;
  };
  const list = async (folder: string): Promise<Members> => {
    const place = at(folder);
    try {
      const found = place ? await readdir(place, { withFileTypes: true }) : [];
      return {
        files: found.filter((entry) => !entry.isDirectory()).map((entry) => entry.name),
        folders: found.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
      };
    } catch (error) {
      if (isAbsent(error)) return { files: [], folders: [] };
      throw new ShadowError({ tag: 'io', message: `The folder ${folder} in ${name} could not be listed.`, cause: String(error) });
    }
  };
  const presence = new Presence(() => assertNotEmpty({ name, list }));
  return {
    name,
    size: null,
    async get(key, range, signal) {
      signal?.throwIfAborted();
      const place = at(key);
      if (!place) return undefined;
      try {
        const file = await open(place, 'r');
        try {
          const { size } = await file.stat();
          const start = !range ? 0 : 'suffixLength' in range ? Math.max(0, size - range.suffixLength) : Math.min(range.offset, size);
          const end = !range || 'suffixLength' in range ? size : Math.min(size, start + range.length);
          const bytes = new Uint8Array(end - start);
          await file.read(bytes, 0, bytes.byteLength, start);
          return bytes;
        } finally {
          await file.close();
        }
      } catch (error) {
        if (isAbsent(error)) return presence.missed();
        throw new ShadowError({ tag: 'io', message: `${key} in ${name} could not be read.`, cause: String(error) });
      }
    },
    list,
    confirm: (signal) => presence.confirm(signal),
  };
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ABSENT.has(String(error.code));
}
