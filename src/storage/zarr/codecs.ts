/**
 * What was done to the bytes of an array, and whether zarrita undoes it. Pure.
 * Codecs are those of Zarr's version 3; filters and the compressor of version 2 are numcodecs' of the same names.
 * A codec that is not in these lists is not tried: wrong numbers are worse than none.
 */
import type { FilterInfo } from '../../protocol/outline.ts';
import { isList, isObject, type Json, type JsonObject } from './json.ts';

export interface Codec {
  readonly name: string;
  readonly configuration: JsonObject;
}

/** Bytes to bytes, of any type. */
const COMPRESSORS = new Set(['blosc', 'gzip', 'zlib', 'zstd', 'lz4', 'crc32c']);

/** `numcodecs.zstd` is the codec's name in version 3 and what zarrita calls version 2's `zstd`. */
function bareName(name: string): string {
  return name.replace(/^numcodecs\./, '');
}

/** A codec of version 3: an object, or just its name. */
export function codecOf(json: Json): Codec {
  if (typeof json === 'string') return { name: json, configuration: {} };
  const { name, configuration } = isObject(json) ? json : {};
  return { name: typeof name === 'string' ? name : 'unnamed', configuration: isObject(configuration) ? configuration : {} };
}

/** A filter or compressor of version 2. */
export function numcodec(json: Json): Codec {
  const { id, ...configuration } = isObject(json) ? json : {};
  return { name: `numcodecs.${typeof id === 'string' ? id : 'unnamed'}`, configuration };
}

/**
 * Why a codec cannot be undone; null if it can.
 * @param numbers as numpy names them; null for what zarrita does not know as numbers: nothing that depends on their type can be undone then
 */
export function hindrance({ name, configuration }: Codec, numbers: string | null): string | null {
  const bare = bareName(name);
  if (name === 'bytes' || name === 'vlen-utf8' || COMPRESSORS.has(bare)) return null;
  if (name === 'transpose') return null;
  // Only what it kept is in the file: there is nothing to undo.
  if (bare === 'bitround') return null;
  if (bare === 'shuffle') {
    const { elementsize } = configuration;
    return numbers !== null && elementsize === bytesOf(numbers) ? null : `shuffle of ${elementsize} bytes`;
  }
  if (bare === 'delta') {
    const { dtype, astype } = configuration;
    return numpyName(dtype) === numbers && (astype === undefined || astype === null || astype === dtype) ? null : 'delta of another type';
  }
  return bare;
}

function bytesOf(numbers: string): number {
  return Number(numbers.replace(/^\D+/, '')) / 8;
}

/** `int32` of `<i4`, and of itself. */
function numpyName(dtype: Json | undefined): string {
  const [, kind = '', bytes] = /^[<>=|]?([iuf])(\d)$/.exec(String(dtype)) ?? [];
  return kind ? `${{ i: 'int', u: 'uint', f: 'float' }[kind]}${Number(bytes) * 8}` : String(dtype);
}

/** The parameter that says most of a codec, for the details of an element. */
export function asFilter({ name, configuration }: Codec): FilterInfo {
  const { cname, clevel, level, order, elementsize } = configuration;
  const bare = bareName(name);
  const inner = bare === 'blosc' && typeof cname === 'string' ? `blosc (${cname})` : bare;
  const parameter = [clevel, level, elementsize].find((value) => typeof value === 'number');
  const label = isList(order) ? `${inner} ${order.join(', ')}` : inner;
  return { id: -1, name: label, parameters: typeof parameter === 'number' ? [parameter] : [] };
}
