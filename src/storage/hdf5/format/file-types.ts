/**
 * The types of a dataset and of its attributes as they stand in the file. libhdf5, as h5wasm lets it be asked, tells how many bytes a
 * number takes but not which bits of them count, and hands out the bytes as they lie: 12-bit integers and bfloat16 would be read wrong.
 * Source: HDF5 File Format Specification 3.0, IV.A.2.d, IV.A.2.m. Pure but for fetching.
 */
import type { DType } from '../../storage.ts';
import { Bytes, NotUnderstood } from './bytes.ts';
import { parseDatatype } from './datatype.ts';
import { type Fetch, MESSAGE, readObjectHeader } from './object-header.ts';

export interface FileTypes {
  /** Null for a group. */
  readonly dtype: DType | null;
  /** Without those that are kept in a heap, or not understood. */
  readonly attributes: ReadonlyMap<string, DType>;
}

/** @param address of an object header */
export async function readFileTypes(fetch: Fetch, address: number): Promise<FileTypes> {
  const { messages } = await readObjectHeader(fetch, address);
  const type = messages.find((message) => message.type === MESSAGE.datatype);
  const attributes = new Map<string, DType>();
  for (const message of messages) {
    if (message.type !== MESSAGE.attribute || message.isShared) continue;
    const known = await attributeType(fetch, message.body).catch((error: unknown) => {
      if (error instanceof NotUnderstood) return null;
      throw error;
    });
    if (known) attributes.set(...known);
  }
  return { dtype: type ? await resolve(fetch, type.body, type.isShared) : null, attributes };
}

async function attributeType(fetch: Fetch, body: Uint8Array): Promise<[name: string, dtype: DType]> {
  const bytes = new Bytes(body);
  const version = bytes.version(1, 2, 3);
  const flags = bytes.u8();
  const [nameBytes, typeBytes] = [bytes.u16(), bytes.u16()];
  bytes.skip(2 + (version === 3 ? 1 : 0));
  const start = bytes.at;
  const name = bytes.text(nameBytes);
  if (version === 1) bytes.align(start);
  return [name, await resolve(fetch, bytes.slice(typeBytes), version > 1 && (flags & 1) !== 0)];
}

/** A type that has a name is kept once: what stands in its place is where. */
async function resolve(fetch: Fetch, body: Uint8Array, isShared: boolean): Promise<DType> {
  if (!isShared) return parseDatatype(new Bytes(body)).dtype;
  const IN_HEAP = 1;
  const bytes = new Bytes(body);
  const version = bytes.version(1, 2, 3);
  if (bytes.u8() === IN_HEAP && version === 3) throw new NotUnderstood('messages in a heap');
  if (version === 1) bytes.skip(6);
  const { messages } = await readObjectHeader(fetch, bytes.u64());
  const type = messages.find((message) => message.type === MESSAGE.datatype);
  if (!type || type.isShared) throw new NotUnderstood('a type that is not where it should be');
  return parseDatatype(new Bytes(type.body)).dtype;
}

/** A type as libhdf5 lays it out in memory, less what of it nothing here reads. */
export function lessUnread(dtype: DType, inFile: DType): DType {
  const unread = unreadPart(inFile);
  if (dtype.kind === 'unsupported' || !unread) return dtype;
  if (dtype.kind === 'array' && inFile.kind === 'array') return { ...dtype, base: lessUnread(dtype.base, inFile.base) };
  if (dtype.kind === 'compound' && inFile.kind === 'compound') {
    const typeOf = new Map(inFile.fields.map((field) => [field.name, field.dtype]));
    return {
      ...dtype,
      fields: dtype.fields.map((field) => ({ ...field, dtype: lessUnread(field.dtype, typeOf.get(field.name) ?? unread) })),
    };
  }
  return { kind: 'unsupported', label: unread.label, size: dtype.size ?? 0 };
}

function unreadPart(dtype: DType): (DType & { kind: 'unsupported' }) | null {
  if (dtype.kind === 'unsupported') return dtype;
  if (dtype.kind === 'array') return unreadPart(dtype.base);
  if (dtype.kind !== 'compound') return null;
  return dtype.fields.reduce<ReturnType<typeof unreadPart>>((found, field) => found ?? unreadPart(field.dtype), null);
}
