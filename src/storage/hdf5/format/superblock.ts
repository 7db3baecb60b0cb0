/** The superblock: where everything begins. Source: HDF5 File Format Specification 3.0, II.A. Pure but for fetching. */
import { Bytes, NotUnderstood, UNDEFINED } from './bytes.ts';
import { checksum } from './checksum.ts';
import type { Fetch } from './object-header.ts';

export interface Superblock {
  /** Where address 0 of the file lies: after the userblock. */
  readonly base: number;
  /** Address of the root group's object header. */
  readonly root: number;
  /** One past the last byte of the file, the userblock counted in. */
  readonly end: number;
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Bytes a superblock takes at most, with its signature. */
export const SUPERBLOCK_BYTES = 96;
/** A userblock larger than that is not looked for. */
const LAST_SUPERBLOCK = 2 ** 20;

/**
 * @param fetchAt by place in the file
 * @returns also what fetches by address
 */
export async function findSuperblock(fetchAt: Fetch, size: number): Promise<Superblock & { readonly fetch: Fetch }> {
  const superblock = await readSuperblock(fetchAt, size);
  if (superblock.end > size) throw new NotUnderstood('a file that is cut off');
  return { ...superblock, fetch: fetchWithin(fetchAt, superblock) };
}

/** Fetches by HDF5's addresses: byte `base` of the file is its address 0. */
export function fetchWithin(fetchAt: Fetch, { base, end }: Pick<Superblock, 'base' | 'end'>): Fetch {
  return (address, length) => {
    if (address < 0 || base + address >= end) throw new NotUnderstood('an address outside the file');
    return fetchAt(base + address, Math.min(length, end - base - address));
  };
}

async function readSuperblock(fetchAt: Fetch, size: number): Promise<Superblock> {
  for (let at = 0; at + SUPERBLOCK_BYTES <= size && at <= LAST_SUPERBLOCK; at = at === 0 ? 512 : at * 2) {
    const bytes = await fetchAt(at, SUPERBLOCK_BYTES);
    if (hasSignature(bytes)) return parseSuperblock(bytes);
  }
  throw new NotUnderstood('no superblock');
}

/** Where it may begin: 0, or after a userblock of 512, 1024, 2048… bytes. */
export function hasSignature(data: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => data[i] === byte);
}

export function parseSuperblock(data: Uint8Array): Superblock {
  const bytes = new Bytes(data, SIGNATURE.length);
  const version = bytes.version(0, 1, 2, 3);
  return version < 2 ? old(bytes, version) : modern(bytes);
}

function old(bytes: Bytes, version: number): Superblock {
  bytes.skip(4);
  assertSizes(bytes);
  bytes.skip(1 + 2 + 2 + 4 + (version === 1 ? 4 : 0));
  const base = bytes.u64();
  bytes.skip(8);
  const end = bytes.u64();
  if (bytes.u64() !== UNDEFINED) throw new NotUnderstood('a file in several parts');
  // Of the root's symbol table entry, the offset of its name.
  bytes.skip(8);
  return { base, end, root: bytes.u64() };
}

function modern(bytes: Bytes): Superblock {
  assertSizes(bytes);
  bytes.skip(1);
  const base = bytes.u64();
  bytes.skip(8);
  const end = bytes.u64();
  const root = bytes.u64();
  const sum = checksum(bytes.data.subarray(0, bytes.at));
  if (sum !== bytes.u32()) throw new NotUnderstood('a checksum that does not fit');
  return { base, end, root };
}

function assertSizes(bytes: Bytes): void {
  if (bytes.u8() !== 8 || bytes.u8() !== 8) throw new NotUnderstood('addresses or lengths that are not of 8 bytes');
}
