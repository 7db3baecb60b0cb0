/**
 * The index of a compressed matrix: its blocks the other way round, so that one minor (a gene) is a few small reads.
 * Runs beside the file handle. Written block by block: what is there can be used at once, and gone on with later.
 *
 * File: 8 bytes of magic and version, the head's length (uint32), the head (JSON), then from a multiple of 8: a byte for each block that
 * is complete, and the blocks: starts uint32[nMinors + 1] · majors uint16[entries] · values[entries], each part from a multiple of 8.
 */

import type { SyncBytes } from '../io/kept/sync-bytes.ts';
import type { NumberData } from '../protocol/values.ts';
import type { TransposedBlock } from './matrices.ts';
import { arrayOf } from './stored-reader.ts';

export interface IndexHead {
  /** What the file was when its index was built: another file, or the same one changed, is another. */
  readonly identity: string;
  /** The file's name, and the matrix in it. */
  readonly file: string;
  readonly path: string;
  readonly nMinors: number;
  readonly dtype: string;
  /** The first major of each block, and at the end the number of majors. */
  readonly blocks: readonly number[];
  /** The first entry of each block, and at the end the number of entries. */
  readonly entries: readonly number[];
}

const MAGIC = 'UMBRAGI1';
const HEAD_AT = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const aligned = (at: number): number => Math.ceil(at / 8) * 8;

export class MinorIndex {
  readonly head: IndexHead;
  readonly #bytes: SyncBytes;
  readonly #places: Places;
  readonly #isThere: Uint8Array<ArrayBuffer>;

  private constructor(bytes: SyncBytes, head: IndexHead) {
    this.head = head;
    this.#bytes = bytes;
    this.#places = placesOf(head);
    this.#isThere = new Uint8Array(head.blocks.length - 1);
    bytes.read(this.#isThere, { at: this.#places.flags });
  }

  /** What an index of such a head takes, in bytes. */
  static bytesOf(head: IndexHead): number {
    return placesOf(head).end;
  }

  static create(bytes: SyncBytes, head: IndexHead): MinorIndex {
    const text = encoder.encode(JSON.stringify(head));
    const start = new Uint8Array(placesOf(head).blocks);
    start.set(encoder.encode(MAGIC));
    new DataView(start.buffer).setUint32(MAGIC.length, text.byteLength, true);
    start.set(text, HEAD_AT);
    bytes.write(start, { at: 0 });
    return new MinorIndex(bytes, head);
  }

  /** Null for what is no index, or one that was not begun properly. */
  static open(bytes: SyncBytes): MinorIndex | null {
    const start = new Uint8Array(HEAD_AT);
    if (bytes.read(start, { at: 0 }) < HEAD_AT) return null;
    const head = new Uint8Array(Math.min(new DataView(start.buffer).getUint32(MAGIC.length, true), bytes.getSize()));
    bytes.read(head, { at: HEAD_AT });
    const parsed = parseHead(start, head);
    return parsed && MinorIndex.bytesOf(parsed) <= bytes.getSize() ? new MinorIndex(bytes, parsed) : null;
  }

  get nBlocks(): number {
    return this.#isThere.length;
  }

  /** The share of entries that are in it, 0 to 1. */
  get done(): number {
    const { entries } = this.head;
    const all = entries.at(-1) as number;
    let there = 0;
    for (let block = 0; block < this.nBlocks; block++) if (this.has(block)) there += this.#entriesOf(block);
    return all === 0 ? Number(this.#isThere.every(Boolean)) : there / all;
  }

  get isComplete(): boolean {
    return this.#isThere.every(Boolean);
  }

  has(block: number): boolean {
    return this.#isThere[block] === 1;
  }

  /** Lets the time of its file say that it was used: the one that was not for longest goes first. */
  touch(): void {
    this.#bytes.write(encoder.encode(MAGIC), { at: 0 });
  }

  /** @throws what the browser throws when its disk is full: the block is not there then */
  write(block: number, { starts, majors, values }: TransposedBlock): void {
    const at = this.#places.of(block);
    this.#bytes.write(bytesOf(starts), { at: at.starts });
    this.#bytes.write(bytesOf(majors), { at: at.majors });
    this.#bytes.write(bytesOf(values), { at: at.values });
    // A block is said to be there only once it is.
    this.#bytes.flush();
    this.#isThere[block] = 1;
    // Not flushed: it goes to the disk with the next block. Without it, a block is built once more.
    this.#bytes.write(this.#isThere.slice(block, block + 1), { at: this.#places.flags + block });
  }

  /** The entries of a minor in a block that is there, majors counted from the block's first; null where the bytes cannot be right. */
  read(block: number, minor: number): { majors: Uint16Array; values: NumberData } | null {
    const at = this.#places.of(block);
    const range = new Uint32Array(2);
    if (!this.#fill(range, at.starts + minor * 4)) return null;
    const [start, end] = range as unknown as [number, number];
    if (start > end || end > this.#entriesOf(block)) return null;
    const majors = new Uint16Array(end - start);
    const values = new (arrayOf(this.head.dtype))(end - start);
    if (!this.#fill(majors, at.majors + start * 2) || !this.#fill(values, at.values + start * values.BYTES_PER_ELEMENT)) return null;
    const { blocks } = this.head;
    const height = (blocks[block + 1] as number) - (blocks[block] as number);
    return majors.every((major) => major < height) ? { majors, values } : null;
  }

  /** Whoever is about to read it finds that nothing is there any more, and looks through the matrix. */
  close(): void {
    this.#isThere.fill(0);
    this.#bytes.close();
  }

  /** Whether all of it was there. */
  #fill(array: ArrayBufferView<ArrayBuffer>, at: number): boolean {
    return array.byteLength === 0 || this.#bytes.read(bytesOf(array), { at }) === array.byteLength;
  }

  #entriesOf(block: number): number {
    const { entries } = this.head;
    return (entries[block + 1] as number) - (entries[block] as number);
  }
}

/** The head of an index file that begins with these bytes; null if it is none. */
export function parseHead(start: Uint8Array, head: Uint8Array): IndexHead | null {
  if (decoder.decode(start.subarray(0, MAGIC.length)) !== MAGIC) return null;
  try {
    const parsed = JSON.parse(decoder.decode(head)) as Partial<IndexHead>;
    const { blocks, entries, dtype, nMinors } = parsed;
    const isWhole = Array.isArray(blocks) && Array.isArray(entries) && blocks.length > 0 && blocks.length === entries.length;
    return isWhole && typeof dtype === 'string' && arrayOf(dtype) !== undefined && Number.isInteger(nMinors) ? (parsed as IndexHead) : null;
  } catch {
    return null;
  }
}

interface Places {
  readonly flags: number;
  readonly blocks: number;
  readonly end: number;
  of(block: number): { readonly starts: number; readonly majors: number; readonly values: number };
}

function placesOf(head: IndexHead): Places {
  const { blocks, entries, nMinors, dtype } = head;
  const valueBytes = new (arrayOf(dtype))(0).BYTES_PER_ELEMENT;
  const flags = aligned(HEAD_AT + encoder.encode(JSON.stringify(head)).byteLength);
  const starts = [aligned(flags + blocks.length - 1)];
  const partsOf = (block: number) => {
    const at = starts[block] as number;
    const count = (entries[block + 1] as number) - (entries[block] as number);
    const majors = aligned(at + (nMinors + 1) * 4);
    const values = aligned(majors + count * 2);
    return { starts: at, majors, values, end: aligned(values + count * valueBytes) };
  };
  for (let block = 0; block + 1 < blocks.length; block++) starts.push(partsOf(block).end);
  return { flags, blocks: starts[0] as number, end: starts.at(-1) as number, of: partsOf };
}

function bytesOf(array: ArrayBufferView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
