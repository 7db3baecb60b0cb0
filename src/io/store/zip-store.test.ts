import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { memorySource } from '../memory-source.ts';
import { zipStore } from './zip-store.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** An archive of one entry, with what its directory says of it (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
function zipOf(name: string, content: Uint8Array, size = content.byteLength): Uint8Array<ArrayBuffer> {
  const packed = deflateRawSync(content);
  // Version, flags, method, time, date, checksum, sizes, length of the name and of what comes after it.
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(8, 4);
  about.writeUInt32LE(crc32(content), 10);
  about.writeUInt32LE(packed.byteLength, 14);
  about.writeUInt32LE(size, 18);
  about.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), about, Buffer.from(name), packed]);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(local.byteLength, 16);
  return new Uint8Array(Buffer.concat([local, directory, end]));
}

describe('an entry of an archive', () => {
  it('is unpacked', async () => {
    const content = new TextEncoder().encode('{"zarr_format":3}');
    const store = await zipStore(memorySource(zipOf('zarr.json', content), 'x.zip'));
    expect(await store.get('zarr.json')).toEqual(content);
  });

  it('is unpacked no further than to the size that it should have', async () => {
    let out = 0;
    const { DecompressionStream: Inflating } = globalThis;
    vi.stubGlobal(
      'DecompressionStream',
      class {
        constructor(format: 'deflate-raw') {
          const { readable, writable } = new Inflating(format);
          const counting = new TransformStream<Uint8Array, Uint8Array>({
            transform(piece, next) {
              out += piece.byteLength;
              next.enqueue(piece);
            },
          });
          Object.assign(this, { readable: readable.pipeThrough(counting), writable });
        }
      },
    );
    const store = await zipStore(memorySource(zipOf('c/0', new Uint8Array(64 * 2 ** 20), 100), 'x.zip'));
    await expect(store.get('c/0')).rejects.toMatchObject({ tag: 'corrupt' });
    expect(out).toBeLessThan(2 ** 20);
  });
});
