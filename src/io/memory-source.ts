/** Bytes that are in memory already. Runs anywhere. */
import type { ByteSource } from './byte-source.ts';

export function memorySource(bytes: Uint8Array<ArrayBuffer>, name: string): ByteSource {
  return {
    name,
    size: bytes.byteLength,
    readSync: (offset, into) => into.set(bytes.subarray(offset, offset + into.byteLength)),
    read: async (offset, length) => bytes.slice(offset, offset + length),
  };
}
