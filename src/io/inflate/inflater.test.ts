import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { Inflater } from './inflater.ts';

let inflater: Inflater;
beforeAll(async () => {
  inflater = await Inflater.load();
});

const text = new TextEncoder().encode('gene ACGT, cell 17; '.repeat(700));
const noise = Uint8Array.from({ length: 70_001 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 255);
const indices = new Uint8Array(Int32Array.from({ length: 24_415 }, (_, i) => (i % 1900) * 19 + ((noise[i] as number) % 19)).buffer);
const cases: [string, Uint8Array][] = [
  ['nothing', new Uint8Array()],
  ['one byte', Uint8Array.of(7)],
  ['text', text],
  ['noise', noise],
  ['indices of genes', indices],
  ['zeros', new Uint8Array(300_000)],
  // The checksum's sums are never larger.
  ['255s', new Uint8Array(300_001).fill(255)],
];

/** Whether `packed` is taken for `length` bytes; nothing around their place may change. */
function inflates(packed: Uint8Array, length: number, inAt = 3, outAt = 5): boolean {
  const margin = 400;
  inflater.reserve(inAt + packed.length, outAt + length + margin);
  inflater.input.set(packed, inAt);
  inflater.output.fill(0xa5, 0, outAt + length + margin);
  const isTaken = inflater.inflate(inAt, packed.length, outAt, length);
  for (let i = 0; i < outAt; i++) if (inflater.output[i] !== 0xa5) throw new Error(`wrote at ${i - outAt}`);
  for (let i = outAt + length; i < outAt + length + margin; i++)
    if (inflater.output[i] !== 0xa5) throw new Error(`wrote at ${i - outAt} of ${length}`);
  return isTaken;
}
const isSame = (original: Uint8Array, outAt = 5) =>
  Buffer.compare(inflater.output.subarray(outAt, outAt + original.length), original) === 0;

describe('inflate', () => {
  it.each(cases)('gives back what zlib packed: %s, at every level and with fixed codes', (_, original) => {
    for (const options of [{ level: 0 }, { level: 1 }, { level: 4 }, { level: 6 }, { level: 9 }, { strategy: 4 }, { windowBits: 9 }]) {
      const packed = new Uint8Array(deflateSync(original, options));
      for (const at of [0, 5, 16]) {
        expect(inflates(packed, original.length, at, at)).toBe(true);
        expect(isSame(original, at)).toBe(true);
      }
    }
  });

  it.each(cases.slice(1))('refuses what gives more or fewer bytes than were asked for: %s', (_, original) => {
    for (const level of [0, 6]) {
      const packed = new Uint8Array(deflateSync(original, { level }));
      for (const length of [0, original.length >> 1, original.length - 1, original.length + 1, original.length + 300])
        if (length !== original.length) expect(inflates(packed, length)).toBe(false);
    }
  });

  it('refuses what is damaged or cut off', () => {
    for (const original of [text, indices.subarray(0, 4000), noise.subarray(0, 700)]) {
      const packed = new Uint8Array(deflateSync(original));
      let refused = 0;
      for (let at = 0; at < packed.length; at++) {
        const damaged = packed.slice();
        damaged[at] = (damaged[at] as number) ^ (1 << (at % 8));
        // Some bits say nothing: the level in the header, what fills the last byte.
        if (!inflates(damaged, original.length)) refused++;
        else expect(isSame(original)).toBe(true);
        expect(inflates(packed.subarray(0, at), original.length)).toBe(false);
      }
      expect(refused).toBeGreaterThan(packed.length - 4);
    }
    for (let at = 0; at + 500 < noise.length; at += 97) expect(inflates(noise.subarray(at, at + 500), 4000)).toBe(false);
  });

  it('refuses places that are not there', () => {
    const packed = new Uint8Array(deflateSync(text));
    expect(inflates(packed, text.length, 0, 0)).toBe(true);
    const [input, output] = [inflater.input.length, inflater.output.length];
    expect(inflater.inflate(-1, packed.length, 0, text.length)).toBe(false);
    expect(inflater.inflate(0, input + 1, 0, text.length)).toBe(false);
    expect(inflater.inflate(0, packed.length, output - text.length + 1, text.length)).toBe(false);
    expect(inflater.inflate(0, packed.length, Number.NaN, text.length)).toBe(false);
  });

  it('passes over what lies behind the end', () => {
    const packed = new Uint8Array([...deflateSync(text), 1, 2, 3]);
    expect(inflates(packed, text.length)).toBe(true);
  });
});

describe('reserve', () => {
  it('takes memory once, and keeps it', async () => {
    const own = await Inflater.load();
    own.reserve(1000, 200_000);
    const { input, output } = own;
    for (let i = 0; i < 100; i++) own.reserve(i * 10, 200_000 - i);
    expect(own.input).toBe(input);
    expect(own.output).toBe(output);
    const { byteLength } = output.buffer;
    expect(byteLength).toBeLessThan(65_536 + 1000 + 2 * 200_000 + 65_536);
    // Room for three more bytes is there already.
    own.reserve(1000, 200_003);
    expect(own.output.buffer.byteLength).toBe(byteLength);
    expect(output).toHaveLength(200_000);
  });

  it('leaves all as it was where there is no more', async () => {
    const own = await Inflater.load();
    own.reserve(1000, 1000);
    const { input, output } = own;
    expect(() => own.reserve(1000, 3e9)).toThrow(RangeError);
    expect([own.input, own.output]).toEqual([input, output]);
    own.input.set(deflateSync(text.subarray(0, 900)));
    expect(own.inflate(0, 1000, 100, 900)).toBe(true);
  });
});

describe('unshuffle', () => {
  it.each([1, 2, 3, 4, 8, 16, 700_000])('undoes the shuffle of items of %i bytes, whatever is left over', (itemBytes) => {
    for (const length of [0, 1, 7, 8, 63, 64, 65, 130, 4093, 4096, 70_001]) {
      const shuffled = noise.subarray(0, length);
      const expected = shuffled.slice();
      const items = Math.floor(length / itemBytes);
      for (let i = 0; i < items; i++) for (let j = 0; j < itemBytes; j++) expected[i * itemBytes + j] = shuffled[j * items + i] as number;
      for (const at of [0, 5]) {
        inflater.reserve(0, at + length + 20);
        inflater.output.fill(0xa5, 0, at + length + 20).set(shuffled, at);
        inflater.unshuffle(at, length, itemBytes);
        expect(isSame(expected, at)).toBe(true);
        expect(isSame(new Uint8Array(20).fill(0xa5), at + length)).toBe(true);
      }
    }
  });

  it('throws for a place that is not there', () => {
    inflater.reserve(0, 100);
    expect(() => inflater.unshuffle(inflater.output.length - 3, 4, 4)).toThrow(RangeError);
  });
});
