import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflate } from './inflate.ts';

const text = new TextEncoder().encode('gene ACGT, cell 17; '.repeat(700));
const noise = Uint8Array.from({ length: 70_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 255);
const cases: [string, Uint8Array][] = [
  ['nothing', new Uint8Array()],
  ['text', text],
  ['noise', noise],
  ['zeros', new Uint8Array(300_000)],
];

describe('inflate', () => {
  it.each(cases)('gives back what zlib packed: %s, at every level and with fixed codes', (_, original) => {
    for (const options of [{ level: 0 }, { level: 1 }, { level: 6 }, { level: 9 }, { strategy: 4 }]) {
      const out = new Uint8Array(original.length);
      expect(inflate(new Uint8Array(deflateSync(original, options)), out)).toBe(original.length);
      expect(Buffer.compare(out, original)).toBe(0);
    }
  });

  it('refuses what is damaged, cut off, or longer than its place', () => {
    const packed = new Uint8Array(deflateSync(text));
    for (let at = 0; at < packed.length; at++) {
      const damaged = packed.slice();
      damaged[at] = (damaged[at] as number) ^ 0x10;
      // Some bits say nothing: the level in the header, what fills the last byte.
      const out = new Uint8Array(text.length);
      if (inflate(damaged, out) !== null) expect(Buffer.compare(out, text)).toBe(0);
      expect(inflate(packed.subarray(0, at), new Uint8Array(text.length))).toBeNull();
    }
    expect(inflate(packed, new Uint8Array(text.length - 1))).toBeNull();
  });
});
