/** Object headers: the messages that say what an object is. Source: HDF5 File Format Specification 3.0, IV.A. Pure but for fetching. */
import { Bytes, NotUnderstood } from './bytes.ts';
import { checksum } from './checksum.ts';

/** Fetches bytes at an address of the file; fewer only where the file ends. */
export type Fetch = (address: number, length: number) => Promise<Uint8Array>;

interface Message {
  readonly type: number;
  /** Of a message that is shared, where it lies. */
  readonly body: Uint8Array;
  readonly isShared: boolean;
}

export interface ObjectHeader {
  readonly messages: readonly Message[];
  /** Whether attributes are listed in the order of their creation. */
  readonly attributesAreOrdered: boolean;
}

export const MESSAGE = {
  dataspace: 1,
  linkInfo: 2,
  datatype: 3,
  link: 6,
  layout: 8,
  groupInfo: 10,
  filters: 11,
  attribute: 12,
  continuation: 16,
  symbolTable: 17,
  attributeInfo: 21,
} as const;

/** What libhdf5 fetches of an object header at first: most fit. */
const SPECULATIVE = 512;
/** Blocks of one header, beyond which it is taken for a loop. */
const MOST_BLOCKS = 256;
const SHARED = 2;
const CHECKSUM_BYTES = 4;

export async function readObjectHeader(fetch: Fetch, address: number): Promise<ObjectHeader> {
  const start = await fetch(address, SPECULATIVE);
  return start[0] === 0x4f ? readModern(fetch, address, start) : readOld(fetch, address, start);
}

interface Block {
  readonly address: number;
  readonly length: number;
}

async function readOld(fetch: Fetch, address: number, start: Uint8Array): Promise<ObjectHeader> {
  const bytes = new Bytes(start);
  bytes.version(1);
  bytes.skip(1);
  const count = bytes.u16();
  bytes.skip(4);
  const size = bytes.u32();
  const messages: Message[] = [];
  const blocks: Block[] = [{ address: address + 16, length: size }];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i] as Block;
    const body = new Bytes(await within(fetch, address, start, block));
    while (body.left >= 8 && messages.length + (blocks.length - 1) <= count + MOST_BLOCKS) {
      const type = body.u16();
      const length = body.u16();
      const flags = body.u8();
      body.skip(3);
      take({ type, body: body.slice(length), isShared: (flags & SHARED) !== 0 }, messages, blocks);
    }
  }
  return { messages, attributesAreOrdered: false };
}

async function readModern(fetch: Fetch, address: number, start: Uint8Array): Promise<ObjectHeader> {
  const bytes = new Bytes(start);
  bytes.signature('OHDR');
  bytes.version(2);
  const flags = bytes.u8();
  if (flags & 0x20) bytes.skip(16);
  if (flags & 0x10) bytes.skip(4);
  const size = bytes.uint(1 << (flags & 3));
  const head = flags & 0x04 ? 6 : 4;
  const messages: Message[] = [];
  // A block is `OHDR` and more, or `OCHK`; messages; a checksum of all that.
  const first = bytes.at;
  const blocks: Block[] = [{ address, length: first + size + CHECKSUM_BYTES }];
  for (let i = 0; i < blocks.length; i++) {
    const block = await within(fetch, address, start, blocks[i] as Block);
    assertChecksum(block);
    const body = new Bytes(block, i > 0 ? 0 : first);
    if (i > 0) body.signature('OCHK');
    while (body.left - CHECKSUM_BYTES >= head) {
      const type = body.u8();
      const length = body.u16();
      const messageFlags = body.u8();
      body.skip(head - 4);
      take({ type, body: body.slice(length), isShared: (messageFlags & SHARED) !== 0 }, messages, blocks);
    }
  }
  return { messages, attributesAreOrdered: (flags & 0x08) !== 0 };
}

function assertChecksum(block: Uint8Array): void {
  const length = block.byteLength - CHECKSUM_BYTES;
  if (checksum(block.subarray(0, length)) !== new Bytes(block, length).u32()) throw new NotUnderstood('a checksum that does not fit');
}

/** Out of what was fetched already, if it is in there. */
async function within(fetch: Fetch, address: number, start: Uint8Array, block: Block): Promise<Uint8Array> {
  const from = block.address - address;
  if (from >= 0 && from + block.length <= start.byteLength) return start.subarray(from, from + block.length);
  const bytes = await fetch(block.address, block.length);
  if (bytes.byteLength < block.length) throw new NotUnderstood('an object header beyond the end of the file');
  return bytes;
}

function take(message: Message, messages: Message[], blocks: Block[]): void {
  if (message.type === MESSAGE.continuation) {
    const bytes = new Bytes(message.body);
    blocks.push({ address: bytes.u64(), length: bytes.u64() });
    if (blocks.length > MOST_BLOCKS) throw new NotUnderstood('an object header without end');
    return;
  }
  if (message.type !== 0) messages.push(message);
}
