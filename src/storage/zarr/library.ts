/** zarrita, which undoes codecs and finds chunks in shards: the only importer. Runs beside the file handle. */

import { registry } from 'zarrita';
import { crc32c } from '../../io/crc.ts';

export { Array as ZarritaArray, type ArrayMetadata, type DataType, isZarritaError } from 'zarrita';

/** zarrita's own only takes the four bytes off: a damaged index of a shard would point anywhere. */
class CheckedCrc32c {
  readonly kind = 'bytes_to_bytes';

  static fromConfig(): CheckedCrc32c {
    return new CheckedCrc32c();
  }

  encode(): never {
    throw new Error('nothing is written');
  }

  decode(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const length = bytes.byteLength - 4;
    const body = bytes.subarray(0, Math.max(0, length));
    if (length < 0 || new DataView(bytes.buffer, bytes.byteOffset + length, 4).getUint32(0, true) !== crc32c(body))
      throw new Error('the checksum is wrong');
    return body;
  }

  computeEncodedSize(size: number): number {
    return size + 4;
  }
}

registry.set('crc32c', async () => CheckedCrc32c as never);
