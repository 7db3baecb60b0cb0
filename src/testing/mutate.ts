/** Damages the bytes of an HDF5 file, the same way each time for the same seed. Pure; for tests and the fuzz run. */

/** Where damage leads astray the most: behind the signatures of HDF5's own structures. */
const SIGNATURES = ['SNOD', 'TREE', 'HEAP', 'GCOL', 'OHDR', 'OCHK', 'FRHP', 'FHDB', 'FHIB', 'BTHD', 'BTLF', 'BTIN', 'FAHD', 'EAHD'];
const BEHIND_SIGNATURE = 512;

/** What a count, a length or an address may become. */
const LIES = [0n, 1n, 255n, 2n ** 16n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n - 1n, 10n ** 12n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n];

export interface Mutant {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What was done, for people. */
  readonly what: string;
}

export function mutate(original: Uint8Array, seed: number): Mutant {
  const random = randomBelow(seed);
  const bytes = Uint8Array.from(original);
  const view = new DataView(bytes.buffer);
  const structures = placesOfStructures(original);
  /** Most of the time inside a structure, else anywhere. */
  const place = (): number => {
    const start = structures[random(structures.length)];
    const at = start === undefined || random(4) === 0 ? random(bytes.length) : start + random(BEHIND_SIGNATURE);
    return Math.min(at, bytes.length - 1);
  };
  const number = (): number => Math.min(bytes.length - 8, place() & ~7);

  switch (random(8)) {
    case 0: {
      const length = random(bytes.length);
      return { bytes: bytes.slice(0, length), what: `cut off at ${length}` };
    }
    case 1: {
      const [at, length] = [place(), 1 << (2 + random(11))];
      const value = random(2) ? 0 : 255;
      bytes.fill(value, at, at + length);
      return { bytes, what: `${length} bytes of ${value} at ${at}` };
    }
    case 2: {
      const [from, to, length] = [place(), place(), 8 << random(9)];
      bytes.copyWithin(to, from, from + length);
      return { bytes, what: `${length} bytes of ${from} copied to ${to}` };
    }
    case 3: {
      const [at, other] = [number(), number()];
      const value = view.getBigUint64(other, true);
      view.setBigUint64(at, value, true);
      return { bytes, what: `the number at ${other} also at ${at}` };
    }
    case 4: {
      const at = number();
      const lie = LIES[random(LIES.length)] as bigint;
      view.setBigUint64(at, lie, true);
      return { bytes, what: `${lie} at ${at}` };
    }
    case 5: {
      const at = lengthIn(view, random) ?? number();
      const lie = view.getBigUint64(at, true) * BigInt(10 ** (1 + random(9)));
      view.setBigUint64(at, BigInt.asUintN(64, lie), true);
      return { bytes, what: `the length at ${at} made ${lie}` };
    }
    default: {
      const flips = Array.from({ length: 1 + random(6) }, () => [place(), 1 << random(8)] as const);
      for (const [at, bit] of flips) bytes[at] = (bytes[at] as number) ^ bit;
      return { bytes, what: `bits flipped: ${flips.map(([at, bit]) => `${bit} at ${at}`).join(', ')}` };
    }
  }
}

/** Numbers below a bound, after mulberry32. */
export function randomBelow(seed: number): (bound: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * bound);
  };
}

function placesOfStructures(bytes: Uint8Array): number[] {
  const names = SIGNATURES.map((name) => Buffer.from(name));
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = [0];
  for (const name of names) for (let at = buffer.indexOf(name); at >= 0; at = buffer.indexOf(name, at + 1)) places.push(at);
  return places;
}

/** A place that looks like the lengths of a dataspace: version 1, a rank of 1 or 2, then numbers that are small. */
function lengthIn(view: DataView, random: (bound: number) => number): number | null {
  const found: number[] = [];
  for (let at = 0; at + 24 <= view.byteLength; at += 8) {
    const rank = view.getUint8(at + 1);
    if (view.getUint8(at) !== 1 || (rank !== 1 && rank !== 2) || view.getUint32(at + 4, true) !== 0) continue;
    if (view.getBigUint64(at + 8, true) < 2n ** 24n) found.push(at + 8 * (1 + random(rank)));
  }
  return found[random(found.length)] ?? null;
}
