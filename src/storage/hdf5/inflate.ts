/**
 * Undoes zlib's compression (RFC 1950, 1951), synchronously: a browser only has it as a stream. Pure.
 * Only for what blosc calls "zlib": HDF5's own gzip filter is libhdf5's.
 */

const LENGTHS = Uint16Array.of(
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  13,
  15,
  17,
  19,
  23,
  27,
  31,
  35,
  43,
  51,
  59,
  67,
  83,
  99,
  115,
  131,
  163,
  195,
  227,
  258,
);
const LENGTH_BITS = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0);
const DISTANCES = Uint16Array.of(
  ...[1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289],
  ...[16385, 24577],
);
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST_CODE = 15;

/** A canonical Huffman code: how many codes there are of each length, and their symbols in order. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

function codeOf(lengths: ArrayLike<number>): Code {
  const counts = new Uint16Array(LONGEST_CODE + 1);
  for (let i = 0; i < lengths.length; i++) counts[lengths[i] as number] = (counts[lengths[i] as number] as number) + 1;
  counts[0] = 0;
  const starts = new Uint16Array(LONGEST_CODE + 2);
  for (let length = 1; length <= LONGEST_CODE; length++) starts[length + 1] = (starts[length] as number) + (counts[length] as number);
  const symbols = new Uint16Array(lengths.length);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] as number;
    if (length === 0) continue;
    symbols[starts[length] as number] = symbol;
    starts[length] = (starts[length] as number) + 1;
  }
  return { counts, symbols };
}

const FIXED_LITERALS = codeOf(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)));
const FIXED_DISTANCES = codeOf(new Array(30).fill(5));

/**
 * Fills `out` from zlib's bytes.
 * @returns how many bytes there were, or null where they are damaged or more than fit
 */
export function inflate(bytes: Uint8Array, out: Uint8Array): number | null {
  // The header: method 8, a multiple of 31, no preset dictionary.
  const [first = 0, second = 0] = bytes;
  if ((first & 15) !== 8 || (first * 256 + second) % 31 !== 0 || second & 32) return null;
  let at = 2;
  let held = 0;
  let heldBits = 0;
  let filled = 0;

  const bits = (count: number): number => {
    while (heldBits < count) {
      held |= (bytes[at++] ?? 0) << heldBits;
      heldBits += 8;
    }
    const value = held & ((1 << count) - 1);
    held >>>= count;
    heldBits -= count;
    return value;
  };
  const symbol = ({ counts, symbols }: Code): number => {
    let [code, firstCode, index] = [0, 0, 0];
    for (let length = 1; length <= LONGEST_CODE; length++) {
      code |= bits(1);
      const count = counts[length] as number;
      if (code - count < firstCode) return symbols[index + code - firstCode] as number;
      index += count;
      firstCode = (firstCode + count) << 1;
      code <<= 1;
    }
    return -1;
  };
  const readCodes = (): [literals: Code, distances: Code] | null => {
    const [nLiterals, nDistances, nLengths] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
    const codeLengths = new Uint8Array(19);
    for (let i = 0; i < nLengths; i++) codeLengths[CODE_LENGTH_ORDER[i] as number] = bits(3);
    const lengthCode = codeOf(codeLengths);
    const lengths = new Uint8Array(nLiterals + nDistances);
    for (let i = 0; i < lengths.length; ) {
      const code = symbol(lengthCode);
      if (code < 0 || (code === 16 && i === 0)) return null;
      if (code < 16) lengths[i++] = code;
      else {
        const repeated = code === 16 ? (lengths[i - 1] as number) : 0;
        const times = code === 16 ? 3 + bits(2) : code === 17 ? 3 + bits(3) : 11 + bits(7);
        if (i + times > lengths.length) return null;
        lengths.fill(repeated, i, i + times);
        i += times;
      }
    }
    return [codeOf(lengths.subarray(0, nLiterals)), codeOf(lengths.subarray(nLiterals))];
  };
  const stored = (): boolean => {
    [held, heldBits] = [0, 0];
    const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    at += 4;
    if (at + length > bytes.length || filled + length > out.length) return false;
    out.set(bytes.subarray(at, at + length), filled);
    at += length;
    filled += length;
    return true;
  };
  const compressed = (literals: Code, distances: Code): boolean => {
    while (at <= bytes.length + 4) {
      const code = symbol(literals);
      if (code === 256) return true;
      if (code < 0 || code > 285 || filled >= out.length) return false;
      if (code < 256) {
        out[filled++] = code;
        continue;
      }
      const length = (LENGTHS[code - 257] as number) + bits(LENGTH_BITS[code - 257] as number);
      const far = symbol(distances);
      if (far < 0 || far > 29) return false;
      const distance = (DISTANCES[far] as number) + bits(far < 2 ? 0 : (far >> 1) - 1);
      if (distance > filled || filled + length > out.length) return false;
      for (let i = 0; i < length; i++, filled++) out[filled] = out[filled - distance] as number;
    }
    return false;
  };

  for (let isLast = false; !isLast; ) {
    isLast = bits(1) === 1;
    const kind = bits(2);
    const codes = kind === 2 ? readCodes() : kind === 1 ? ([FIXED_LITERALS, FIXED_DISTANCES] as const) : null;
    const isFine = kind === 0 ? stored() : codes !== null && compressed(codes[0], codes[1]);
    if (!isFine) return null;
  }
  // Whole bytes that were taken too early are given back; then the checksum.
  at -= heldBits >> 3;
  return adler32(out.subarray(0, filled)) === new DataView(bytes.buffer, bytes.byteOffset + Math.min(at, bytes.length - 4)).getUint32(0)
    ? filled
    : null;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}
