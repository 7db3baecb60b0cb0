/** Where files are kept between visits, by name: the browser's private file system (`private-folder.ts`), where there is one. Beside the file handle. */
import type { SyncBytes } from './sync-bytes.ts';

export interface KeptFolder {
  /** Null where it is not there, unless it is to be created, and where another page has it. */
  open(key: string, options?: { readonly create?: boolean }): Promise<SyncBytes | null>;
  /** The one that was not used for longest first. */
  list(): Promise<KeptBytes[]>;
  /** Bytes that the browser allows this origin, and that it takes already, with everything else that is kept for it. */
  room(): Promise<{ readonly quota: number; readonly usage: number }>;
  /** One that is open somewhere stays. */
  remove(key: string): Promise<void>;
}

export interface KeptBytes {
  readonly key: string;
  readonly bytes: number;
  /** When it was written to last, in milliseconds since 1970. */
  readonly used: number;
  /** Its first bytes; none of one that is written just now. */
  start(length: number): Promise<Uint8Array>;
}

/** Left free: other things of the page need room too. */
const SPARE = 64 * 2 ** 20;

export interface RoomOptions {
  /** Of what the browser allows this origin, how much all files of the folder may take together. */
  readonly share?: number;
  /** One that stays. */
  readonly except?: string | null;
}

/** Whether there is room for so many bytes more in a folder, giving up files of it that were not used for longest. */
export async function makeRoom(folder: KeptFolder, bytes: number, { share = 1, except = null }: RoomOptions = {}): Promise<boolean> {
  const others = (await folder.list()).filter(({ key }) => key !== except);
  /** @param gone bytes that could still be given up */
  const isRoom = async (gone: number): Promise<boolean> => {
    const { quota, usage } = await folder.room();
    const taken = sizeOf(await folder.list());
    return quota - usage + gone >= bytes + SPARE && taken - gone + bytes <= quota * share;
  };
  // None is given up for what does not fit all the same.
  if (!(await isRoom(sizeOf(others)))) return false;
  for (const { key } of others) {
    if (await isRoom(0)) return true;
    await folder.remove(key);
  }
  return isRoom(0);
}

function sizeOf(files: readonly KeptBytes[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
