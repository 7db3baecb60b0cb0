/**
 * Blocks of one version of a remote file, as they were fetched. Runs beside the file handle. What is damaged, or was not written to its end,
 * is not there: a block is believed only with its checksum.
 *
 * File: 8 bytes of magic and version, the head's length (uint32), the head (JSON), then from a multiple of 8, for each block of the remote
 * file: its slot, counted from 1, 0 = none (uint32) · its CRC-32 (uint32). Then the slots, a block each, in the order in which they came.
 */
import { crc32 } from '../crc.ts';
import type { SyncBytes } from './sync-bytes.ts';

export interface KeptHead {
  /** The file's name: without its address, which may hold secrets. */
  readonly name: string;
  /** A hash of what the file was: another is another file. */
  readonly version: string;
  /** Bytes of all of it. */
  readonly size: number;
  readonly blockSize: number;
}

const MAGIC = 'UMBRAKB1';
const HEAD_AT = 12;
/** As much as a head takes at most: a name and a few numbers. */
export const HEAD_BYTES = 4096;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class KeptBlocks {
  readonly head: KeptHead;
  readonly #bytes: SyncBytes;
  /** Slot and checksum of each block. */
  readonly #table: Uint32Array<ArrayBuffer>;
  readonly #tableAt: number;
  #slots: number;

  private constructor(bytes: SyncBytes, head: KeptHead) {
    this.head = head;
    this.#bytes = bytes;
    this.#tableAt = tableAt(head);
    this.#table = new Uint32Array(2 * Math.ceil(head.size / head.blockSize));
    bytes.read(bytesOf(this.#table), { at: this.#tableAt });
    // Not by the table, which may be damaged: the next one is written behind all others.
    this.#slots = Math.max(0, Math.ceil((bytes.getSize() - this.#placeOf(1)) / head.blockSize));
  }

  /**
   * Goes on with what is there of the same version; what is there of another is thrown away.
   * @throws what the browser throws when its disk is full
   */
  static open(bytes: SyncBytes, head: KeptHead): KeptBlocks {
    const start = new Uint8Array(HEAD_BYTES);
    const text = startOf(head);
    const isSame = bytes.read(start, { at: 0 }) >= text.byteLength && text.every((byte, i) => byte === start[i]);
    if (!isSame) {
      bytes.truncate(0);
      bytes.truncate(tableAt(head) + 8 * Math.ceil(head.size / head.blockSize));
    }
    // Also where it is there: the time of the file says when it was used, and the one that was not for longest goes first.
    bytes.write(text, { at: 0 });
    return new KeptBlocks(bytes, head);
  }

  /** What it takes on this computer. */
  get bytes(): number {
    return this.#bytes.getSize();
  }

  /** The bytes of a block; null where they are not there, or are others than were written. */
  read(block: number): Uint8Array<ArrayBuffer> | null {
    const slot = this.#table[2 * block];
    if (!slot || slot > this.#slots) return null;
    const bytes = new Uint8Array(this.#lengthOf(block));
    const count = this.#bytes.read(bytes, { at: this.#placeOf(slot) });
    return count === bytes.byteLength && crc32(bytes) === this.#table[2 * block + 1] ? bytes : null;
  }

  /**
   * Keeps a block, unless it is kept.
   * @throws what the browser throws when its disk is full: the block is not there then
   */
  write(block: number, bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.byteLength !== this.#lengthOf(block) || this.read(block)) return;
    const slot = this.#slots + 1;
    const entry = Uint32Array.of(slot, crc32(bytes));
    if (this.#bytes.write(bytes, { at: this.#placeOf(slot) }) !== bytes.byteLength) return;
    // Nothing is flushed: whichever of the two is on the disk alone, the checksum does not fit.
    this.#bytes.write(bytesOf(entry), { at: this.#tableAt + 8 * block });
    this.#table.set(entry, 2 * block);
    this.#slots = slot;
  }

  close(): void {
    this.#bytes.close();
  }

  #placeOf(slot: number): number {
    return this.#tableAt + this.#table.byteLength + (slot - 1) * this.head.blockSize;
  }

  #lengthOf(block: number): number {
    return Math.min(this.head.blockSize, this.head.size - block * this.head.blockSize);
  }
}

/** The head of a kept file that begins with these bytes; null if it is none. */
export function parseHead(start: Uint8Array): KeptHead | null {
  if (start.byteLength < HEAD_AT || decoder.decode(start.subarray(0, MAGIC.length)) !== MAGIC) return null;
  const length = new DataView(start.buffer, start.byteOffset).getUint32(MAGIC.length, true);
  try {
    const { name, version, size, blockSize } = JSON.parse(decoder.decode(start.subarray(HEAD_AT, HEAD_AT + length))) as Partial<KeptHead>;
    const isWhole = typeof name === 'string' && typeof version === 'string' && typeof size === 'number' && typeof blockSize === 'number';
    return isWhole ? { name, version, size, blockSize } : null;
  } catch {
    return null;
  }
}

function startOf(head: KeptHead): Uint8Array<ArrayBuffer> {
  const text = encoder.encode(JSON.stringify(head));
  const start = new Uint8Array(HEAD_AT + text.byteLength);
  start.set(encoder.encode(MAGIC));
  new DataView(start.buffer).setUint32(MAGIC.length, text.byteLength, true);
  start.set(text, HEAD_AT);
  return start;
}

function tableAt(head: KeptHead): number {
  return Math.ceil(startOf(head).byteLength / 8) * 8;
}

function bytesOf(array: Uint32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
