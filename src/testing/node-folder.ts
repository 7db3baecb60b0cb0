/** Files kept between visits, as on a page, in a folder of this computer. Node only, never part of a build. */
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, utimesSync, writeSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeptFolder } from '../io/kept/kept-folder.ts';

export interface NodeFolder extends KeptFolder {
  /** The path of a file in it. */
  at(key: string): string;
  /** Lets a file have been used at that time, in seconds since 1970. */
  usedAt(key: string, time: number): void;
  delete(): Promise<void>;
}

/** @param quota bytes that its files may take together */
export async function nodeFolder(quota = 10e9): Promise<NodeFolder> {
  const path = await mkdtemp(join(tmpdir(), 'umbra-kept-'));
  const at = (key: string): string => join(path, key);
  /** Open in one place at a time, as a browser's are. */
  const open = new Set<string>();
  const folder: NodeFolder = {
    at,
    async open(key, { create = false } = {}) {
      if (open.has(key) || (!create && !existsSync(at(key)))) return null;
      const file = openSync(at(key), existsSync(at(key)) ? 'r+' : 'w+');
      open.add(key);
      return {
        read: (into, { at: from }) => readSync(file, into, 0, into.byteLength, from),
        write: (bytes, { at: to }) => writeSync(file, bytes, 0, bytes.byteLength, to),
        getSize: () => fstatSync(file).size,
        truncate: (size) => ftruncateSync(file, size),
        flush: () => fsyncSync(file),
        close() {
          if (open.delete(key)) closeSync(file);
        },
      };
    },
    async list() {
      const found = await Promise.all(
        (await readdir(path)).map(async (key) => {
          const { size, mtimeMs } = await stat(at(key));
          const start = async (length: number): Promise<Uint8Array> => new Uint8Array(await readFile(at(key))).subarray(0, length);
          return { key, bytes: size, used: mtimeMs, start };
        }),
      );
      return found.sort((a, b) => a.used - b.used);
    },
    room: async () => ({ quota, usage: (await folder.list()).reduce((sum, { bytes }) => sum + bytes, 0) }),
    async remove(key) {
      if (!open.has(key)) await rm(at(key), { force: true });
    },
    usedAt: (key, time) => utimesSync(at(key), time, time),
    delete: () => rm(path, { recursive: true }),
  };
  return folder;
}
