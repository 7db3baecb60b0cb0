/**
 * Looks into a file beside libhdf5, for what it does not tell, or does not ask before it reads on. Runs beside the file handle. What is not
 * understood here is left to libhdf5.
 */
import type { BlockSource } from '../../io/block-cache.ts';
import { gather } from '../../io/gather.ts';
import type { Span, StorageNode } from '../storage.ts';
import { Bytes, NotUnderstood } from './format/bytes.ts';
import { type FileTypes, readFileTypes } from './format/file-types.ts';
import type { Fetch } from './format/object-header.ts';
import { assertStoredWhole } from './format/stored-chunks.ts';
import { fetchWithin, findSuperblock, type Superblock } from './format/superblock.ts';
import { assertNamesFit } from './format/symbol-table.ts';

/** libhdf5's reference to an object: the address of its header, 8 bytes. */
type Refer = (path: string, signal?: AbortSignal) => Promise<readonly number[]>;

const EVERY_ROW: Span = { start: 0, end: Number.POSITIVE_INFINITY };

export class Headers {
  readonly #source: BlockSource;
  readonly #refer: Refer;
  /** A scattered read asks for each of its pieces. */
  readonly #addresses = new Map<string, number>();
  #superblock: Pick<Superblock, 'base' | 'end'> | undefined;

  constructor(source: BlockSource, refer: Refer) {
    this.#source = source;
    this.#refer = refer;
  }

  /** Of an object and its attributes. */
  types(path: string): Promise<FileTypes | undefined> {
    return this.#at(path, readFileTypes);
  }

  /** @throws ShadowError `corrupt` for a group that h5py does not open */
  async assertNamesFit(path: string): Promise<void> {
    await this.#at(path, (fetch, header) => assertNamesFit(fetch, header, path));
  }

  /** @throws ShadowError `corrupt` for chunks that libhdf5 would read beyond their end */
  async assertStoredWhole(
    { path, chunks, filters }: Pick<StorageNode, 'path' | 'chunks' | 'filters'>,
    rows: Span | undefined,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (!chunks) return;
    const wanted = { path, filters: filters.length, rows: rows ?? EVERY_ROW };
    await this.#at(path, (fetch, header) => assertStoredWhole(fetch, { ...wanted, header }), signal);
  }

  async #at<T>(path: string, look: (fetch: Fetch, header: number) => Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
    try {
      const header = this.#addresses.get(path) ?? (await this.#addressOf(path, signal));
      const fetchAt = gather(this.#source, signal);
      this.#superblock ??= await findSuperblock(fetchAt, this.#source.size);
      return await look(fetchWithin(fetchAt, this.#superblock), header);
    } catch (error) {
      if (error instanceof NotUnderstood) return undefined;
      throw error;
    }
  }

  async #addressOf(path: string, signal: AbortSignal | undefined): Promise<number> {
    const address = new Bytes(Uint8Array.from(await this.#refer(path, signal))).u64();
    this.#addresses.set(path, address);
    return address;
  }
}
