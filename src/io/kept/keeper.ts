/**
 * Keeps what is fetched of one remote file, and gives it back. Runs beside the file handle. Nobody waits for it: what is fetched is written
 * when it was handed out, and what goes wrong costs only that it is fetched again.
 */
import type { ByteSource } from '../byte-source.ts';
import { macrotask } from '../macrotask.ts';
import { BLOCK_SIZE, type KeptFiles, type OpenFile } from './kept-files.ts';

/** So much room is asked for at a time. */
const STEP = 16 * 2 ** 20;
/** More than so much waits for the disk only where that is slower than the network: then it is not kept. */
const MOST_WAITING = 64 * 2 ** 20;

interface Fetched {
  readonly block: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class Keeper {
  /** The same source, which asks for whole blocks while they are kept. */
  readonly source: ByteSource;
  readonly #given: ByteSource;
  readonly #files: () => Promise<KeptFiles | null>;
  #open: OpenFile | null = null;
  #waiting: Fetched[] = [];
  #isWriting = false;
  /** What it may grow to. */
  #allowed = 0;
  /** There is no room for more; what is there is of use all the same. */
  #isFull = false;

  constructor(source: ByteSource, files: () => Promise<KeptFiles | null>) {
    this.#given = source;
    this.#files = files;
    this.source = {
      ...source,
      kept: (offset, length) => this.#kept(offset, length),
      read: (offset, length, signal) => this.#read(offset, length, signal),
      close: () => {
        this.stop();
        source.close?.();
      },
    };
  }

  /** What it is called among what is kept; null while nothing is. */
  get key(): string | null {
    return this.#open?.key ?? null;
  }

  async start(): Promise<void> {
    const files = this.#open ? null : await this.#files().catch(() => null);
    this.#open = (await files?.open(this.#given).catch(() => null)) ?? this.#open;
    this.#allowed = this.#open?.blocks.bytes ?? 0;
    this.#isFull = false;
  }

  /** What waits is not written any more. */
  stop(): void {
    this.#open?.blocks.close();
    this.#open = null;
    this.#waiting = [];
  }

  #kept(offset: number, length: number): Uint8Array<ArrayBuffer> | null {
    const blocks = this.#open?.blocks;
    if (!blocks || length === 0) return null;
    const bytes = new Uint8Array(length);
    const first = Math.floor(offset / BLOCK_SIZE);
    try {
      for (let block = first; block * BLOCK_SIZE < offset + length; block++) {
        const start = block * BLOCK_SIZE;
        const part = blocks.read(block)?.subarray(Math.max(0, offset - start), offset + length - start);
        if (!part) return null;
        bytes.set(part, Math.max(0, start - offset));
      }
    } catch {
      // Cleared by the browser, or a disk that fails.
      return null;
    }
    return bytes;
  }

  async #read(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    if (!this.#open || length === 0) return this.#given.read(offset, length, signal);
    signal?.throwIfAborted();
    const kept = this.#kept(offset, length);
    if (kept) return kept;
    const start = Math.floor(offset / BLOCK_SIZE) * BLOCK_SIZE;
    const end = Math.min(this.#given.size, Math.ceil((offset + length) / BLOCK_SIZE) * BLOCK_SIZE);
    const bytes = await this.#given.read(start, end - start, signal);
    const answer = bytes.slice(offset - start, offset - start + length);
    this.#later(start, bytes);
    return answer;
  }

  #later(start: number, bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#open || this.#isFull || this.#waiting.length * BLOCK_SIZE + bytes.byteLength > MOST_WAITING) return;
    for (let at = 0; at < bytes.byteLength; at += BLOCK_SIZE)
      this.#waiting.push({ block: (start + at) / BLOCK_SIZE, bytes: bytes.subarray(at, at + BLOCK_SIZE) });
    if (!this.#isWriting) void this.#write();
  }

  /** A block at a time: who asks for something meanwhile is heard after each. */
  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      await macrotask();
      const open = this.#open;
      if (!open) break;
      try {
        this.#isFull = !this.#fits(open) && !(await this.#makeRoom(open));
        const next = this.#open === open && !this.#isFull ? this.#waiting.shift() : undefined;
        if (next) open.blocks.write(next.block, next.bytes);
      } catch {
        this.#isFull = true;
      }
      if (this.#isFull) this.#waiting = [];
    }
    this.#isWriting = false;
  }

  #fits({ blocks }: OpenFile): boolean {
    return blocks.bytes + BLOCK_SIZE <= this.#allowed;
  }

  async #makeRoom(open: OpenFile): Promise<boolean> {
    const isRoom = await (await this.#files())?.makeRoom(STEP, open);
    if (isRoom) this.#allowed = open.blocks.bytes + STEP;
    return isRoom ?? false;
  }
}
