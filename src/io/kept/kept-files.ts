/**
 * What is kept of remote files on this computer, a file for each address. Runs beside the file handle. Each is of one version, and there only
 * for who has asked the server whether that is still the one.
 */
import type { KeptFile } from '../../protocol/methods.ts';
import type { ByteSource } from '../byte-source.ts';
import { remoteIdentity } from '../http/remote-identity.ts';
import { HEAD_BYTES, KeptBlocks, parseHead } from './kept-blocks.ts';
import { type KeptFolder, makeRoom } from './kept-folder.ts';

export const FETCHED_FOLDER = 'fetched';
/** Of what the browser allows the page: most of it is left to others, as the indexes of genes. */
const SHARE = 0.1;
/** As a block of a remote file in the cache (`storage/hdf5/hdf5-storage.ts`), so that what is fetched is whole blocks. */
export const BLOCK_SIZE = 64 * 1024;

export interface OpenFile {
  readonly key: string;
  readonly blocks: KeptBlocks;
}

export class KeptFiles {
  readonly #folder: KeptFolder;

  constructor(folder: KeptFolder) {
    this.#folder = folder;
  }

  /** Null for one that is not behind a URL, or whose server does not promise the same bytes for the same ETag; and where another page has it. */
  async open({ name, size, remote }: ByteSource): Promise<OpenFile | null> {
    const identity = remote && (await remoteIdentity(remote));
    if (!identity) return null;
    const bytes = await this.#folder.open(identity.address, { create: true });
    if (!bytes) return null;
    try {
      return { key: identity.address, blocks: KeptBlocks.open(bytes, { name, version: identity.version, size, blockSize: BLOCK_SIZE }) };
    } catch {
      bytes.close();
      return null;
    }
  }

  /** Whether an open one may take so many bytes more. */
  makeRoom(bytes: number, { key }: OpenFile): Promise<boolean> {
    return makeRoom(this.#folder, bytes, { share: SHARE, except: key });
  }

  async list(): Promise<KeptFile[]> {
    const files = await this.#folder.list();
    return Promise.all(
      files.map(async ({ key, bytes, start }) => ({ key, bytes, name: parseHead(await start(HEAD_BYTES))?.name ?? null })),
    );
  }

  remove(key: string): Promise<void> {
    return this.#folder.remove(key);
  }
}
