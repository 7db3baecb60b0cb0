import { describe, expect, it } from 'vitest';
import { KeptBlocks, type KeptHead, parseHead } from './kept-blocks.ts';
import { memoryBytes } from './sync-bytes.ts';

const HEAD: KeptHead = { name: 'a.h5ad', version: 'one', size: 35, blockSize: 10 };
const block = (n: number, length = 10): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(n + 1);
const nBlocks = 4;

/** The bytes of a file in which all blocks but the second are. */
function written(): Uint8Array<ArrayBuffer> {
  const bytes = memoryBytes(0);
  const kept = KeptBlocks.open(bytes, HEAD);
  for (const n of [3, 0, 2]) kept.write(n, block(n, n === 3 ? 5 : 10));
  const all = new Uint8Array(bytes.getSize());
  bytes.read(all, { at: 0 });
  return all;
}

function opened(all: Uint8Array<ArrayBuffer>, head = HEAD): KeptBlocks {
  const bytes = memoryBytes(all.byteLength);
  bytes.write(all, { at: 0 });
  return KeptBlocks.open(bytes, head);
}

const read = (kept: KeptBlocks) => Array.from({ length: nBlocks }, (_, n) => kept.read(n));

describe('blocks that are kept', () => {
  it('are there again, each once, and the last one as short as it is', () => {
    const all = written();
    const kept = opened(all);
    expect(read(kept)).toEqual([block(0), null, block(2), block(3, 5)]);
    kept.write(0, block(0));
    expect(kept.bytes).toBe(all.byteLength);
    kept.write(1, block(1));
    expect(read(kept)).toEqual([block(0), block(1), block(2), block(3, 5)]);
    expect(parseHead(all)).toEqual(HEAD);
  });

  it('of another version are thrown away', () => {
    const kept = opened(written(), { ...HEAD, version: 'two' });
    expect(read(kept)).toEqual([null, null, null, null]);
    kept.write(2, block(7));
    expect(read(kept)).toEqual([null, null, block(7), null]);
  });

  it('that are no whole blocks of the file are not kept', () => {
    const kept = opened(written());
    kept.write(1, block(1, 9));
    expect(kept.read(1)).toBeNull();
  });

  it('are the ones that were written or none, whatever is damaged, and can be written anew', () => {
    const all = written();
    const right = [block(0), block(1), block(2), block(3, 5)];
    let missing = 0;
    for (let at = 0; at < all.byteLength; at++) {
      for (const flip of [1, 0x80, 0xff]) {
        const bad = all.slice();
        bad[at] = (bad[at] as number) ^ flip;
        const kept = opened(bad);
        read(kept).forEach((found, n) => {
          if (found) expect(found, `byte ${at}`).toEqual(right[n]);
          else if (n !== 1) missing++;
        });
        right.forEach((bytes, n) => void kept.write(n, bytes));
        expect(read(kept), `byte ${at}`).toEqual(right);
      }
    }
    expect(missing).toBeGreaterThan(all.byteLength);
  });

  it('are the ones that were written or none, wherever the file was cut off', () => {
    const all = written();
    const right = [block(0), null, block(2), block(3, 5)];
    for (let length = 0; length < all.byteLength; length++) {
      const kept = opened(all.slice(0, length));
      read(kept).forEach((found, n) => {
        if (found) expect(found, `${length} bytes`).toEqual(right[n]);
      });
    }
  });
});
