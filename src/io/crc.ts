/** Checksums of 32 bits, bits reflected: CRC-32 as zip has it, CRC-32C as Zarr's shards have it. Pure. */

function tableOf(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    return crc >>> 0;
  });
}

function checksum(table: Uint32Array): (bytes: Uint8Array) => number {
  return (bytes) => {
    let crc = 0xffffffff;
    for (let i = 0; i < bytes.length; i++) crc = (table[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
    return (crc ^ 0xffffffff) >>> 0;
  };
}

/** IEEE 802.3. */
export const crc32 = checksum(tableOf(0xedb88320));
/** Castagnoli: RFC 3720. */
export const crc32c = checksum(tableOf(0x82f63b78));
