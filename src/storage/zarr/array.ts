/**
 * An array of Zarr as its metadata says it is, and as zarrita is to be given it. Pure.
 * Sources: Zarr's specifications, version 2 and version 3, and of the codec `sharding_indexed`.
 */

import type { FilterInfo } from '../../protocol/outline.ts';
import { sizeText } from '../../protocol/size-text.ts';
import { type DType, dtypeName } from '../storage.ts';
import { asFilter, type Codec, codecOf, hindrance, numcodec } from './codecs.ts';
import { typeOfV2, typeOfV3, unitOf, type ZarrType } from './dtype.ts';
import { fillBytes, fillText } from './fill.ts';
import { isList, isObject, type Json, type JsonObject, lengthsOf } from './json.ts';
import type { ArrayMetadata, DataType } from './library.ts';

/** Of a decoded chunk: no codec here gives more. A chunk that is not there takes memory as well. */
const MOST_CHUNK_BYTES = 2 ** 31;
/** What tells where a text of any length lies. */
const TEXT_BYTES = 8;

export interface ZarrArray {
  readonly shape: readonly number[];
  /** What is decoded at once: inner chunks where there are shards. */
  readonly chunks: readonly number[];
  /** Chunks that lie in one object; null where each has its own. */
  readonly shards: readonly number[] | null;
  readonly dtype: DType;
  readonly codecs: readonly FilterInfo[];
  /** What stands for the values of a chunk that is not there: a text, or the bytes of an item. */
  readonly fill: string | Uint8Array;
  /** Why that is not known. */
  readonly fillHindrance: string | null;
  /** What zarrita is given; null where it cannot read it. Items of several numbers, or bytes, have a dimension more. */
  readonly metadata: ArrayMetadata<DataType> | null;
  /** Why it cannot. */
  readonly hindrance: string | null;
}

interface Parts {
  readonly shape: Json | undefined;
  readonly chunks: Json | undefined;
  readonly type: ZarrType;
  readonly codecs: readonly Codec[];
  readonly sharding: JsonObject | null;
  readonly fill: Json | undefined;
  readonly keys: JsonObject;
  readonly hindrance: string | null;
}

/** Null where the metadata say nothing that could be an array. */
export function arrayOfV2(json: JsonObject): ZarrArray | null {
  const filters = isList(json['filters']) ? json['filters'].map(numcodec) : [];
  const isText = filters.some(({ name }) => name === 'numcodecs.vlen-utf8');
  const type = typeOfV2(json['dtype'], isText ? 'text' : null);
  const order: Codec[] = json['order'] === 'F' ? [{ name: 'transpose', configuration: { order: 'F' } }] : [];
  const compressor = isObject(json['compressor']) ? [numcodec(json['compressor'])] : [];
  return arrayOf({
    shape: json['shape'],
    chunks: json['chunks'],
    type,
    codecs: [...order, ...filters.map((filter) => (isText && filter.name === 'numcodecs.vlen-utf8' ? TEXT : filter)), ...compressor],
    sharding: null,
    fill: json['fill_value'],
    keys: { name: 'v2', configuration: { separator: json['dimension_separator'] === '/' ? '/' : '.' } },
    hindrance: null,
  });
}

const TEXT: Codec = { name: 'vlen-utf8', configuration: {} };

export function arrayOfV3(json: JsonObject): ZarrArray | null {
  const codecs = isList(json['codecs']) ? json['codecs'].map(codecOf) : [];
  const sharding = codecs.find(({ name }) => name === 'sharding_indexed')?.configuration ?? null;
  const inner = sharding && isList(sharding['codecs']) ? sharding['codecs'].map(codecOf) : codecs;
  const { configuration: endianness } = inner.find(({ name }) => name === 'bytes') ?? {};
  const { name: grid, configuration } = isObject(json['chunk_grid']) ? json['chunk_grid'] : {};
  return arrayOf({
    shape: json['shape'],
    chunks: isObject(configuration) ? configuration['chunk_shape'] : undefined,
    type: typeOfV3(json['data_type'], endianness?.['endian'] === 'big'),
    codecs: inner,
    sharding,
    fill: json['fill_value'],
    keys: isObject(json['chunk_key_encoding']) ? json['chunk_key_encoding'] : { name: 'default' },
    hindrance: hindranceOfV3(json, grid, sharding, codecs.length),
  });
}

/** Parts of the specification that zarrita passes over in silence. */
function hindranceOfV3(json: JsonObject, grid: Json | undefined, sharding: JsonObject | null, codecs: number): string | null {
  if (grid !== 'regular') return `the chunk grid “${String(grid)}”`;
  if (isList(json['storage_transformers']) && json['storage_transformers'].length > 0) return 'a storage transformer';
  const { name } = isObject(json['chunk_key_encoding']) ? json['chunk_key_encoding'] : { name: 'default' };
  if (name !== 'default' && name !== 'v2') return `the chunk keys “${String(name)}”`;
  if (!sharding) return null;
  if (codecs > 1) return 'a codec around sharding';
  return sharding['index_location'] === 'start' ? 'an index at the start of each shard' : null;
}

function arrayOf(parts: Parts): ZarrArray | null {
  const shape = lengthsOf(parts.shape);
  const outer = lengthsOf(parts.chunks);
  if (!shape || !outer || outer.length !== shape.length) return null;
  const inner = parts.sharding ? lengthsOf(parts.sharding['chunk_shape']) : outer;
  if (!inner || inner.length !== shape.length) return null;
  const { dtype } = parts.type;
  const isText = dtype.kind === 'string' && dtype.size === null;
  const fill = isText ? fillText(parts.fill) : fillBytes(parts.fill, dtype);
  const reason = parts.hindrance ?? gridHindrance(shape, outer, inner) ?? sizeHindrance(inner, dtype) ?? codecHindrance(parts);
  return {
    shape,
    chunks: inner,
    shards: parts.sharding ? outer : null,
    dtype,
    codecs: parts.codecs.filter(({ name }) => name !== 'bytes' && name !== 'vlen-utf8').map(asFilter),
    fill: fill ?? '',
    fillHindrance: fill === null ? `the fill value ${JSON.stringify(parts.fill)}` : null,
    metadata: reason === null ? metadataOf(shape, outer, inner, parts) : null,
    hindrance: reason,
  };
}

function gridHindrance(shape: readonly number[], outer: readonly number[], inner: readonly number[]): string | null {
  if (inner.some((length, axis) => length === 0 && shape[axis] !== 0)) return 'chunks without length';
  return inner.every((length, axis) => length === 0 || (outer[axis] as number) % length === 0) ? null : 'chunks that do not fill a shard';
}

function sizeHindrance(chunks: readonly number[], dtype: DType): string | null {
  const bytes = chunks.reduce((product, length) => product * length, dtype.size ?? TEXT_BYTES);
  return bytes > MOST_CHUNK_BYTES ? `chunks of ${sizeText(bytes)}` : null;
}

function codecHindrance({ codecs, type, sharding }: Parts): string | null {
  const unit = unitOf(type.dtype);
  const isNumbers = unit?.count === 1 && type.dtype.kind !== 'bool' && !(type.dtype.kind === 'float' && type.dtype.size === 2);
  const found = codecs.map((codec) => hindrance(codec, isNumbers ? dtypeName(type.dtype) : null)).find((reason) => reason !== null);
  if (found) return `the codec “${found}”`;
  if (type.dtype.kind === 'string' && type.dtype.size === null && !codecs.some(({ name }) => name === 'vlen-utf8'))
    return 'texts without the codec “vlen-utf8”';
  const index = sharding && isList(sharding['index_codecs']) ? sharding['index_codecs'].map(codecOf) : [];
  const unknown = index.find(({ name }) => name !== 'bytes' && name !== 'crc32c');
  return unknown ? `the codec “${unknown.name}” of a shard's index` : null;
}

/** What zarrita is given: a type that it knows, a dimension more for what an item consists of, and bytes for texts of any length. */
function metadataOf(
  shape: readonly number[],
  outer: readonly number[],
  inner: readonly number[],
  parts: Parts,
): ArrayMetadata<DataType> | null {
  const { dtype, isBigEndian } = parts.type;
  const isText = dtype.kind === 'string' && dtype.size === null;
  const unit = isText ? ({ type: 'uint8', count: 1 } as const) : unitOf(dtype);
  if (!unit) return null;
  const more = unit.count > 1 ? [unit.count] : [];
  const bytes: Codec = { name: 'bytes', configuration: { endian: isBigEndian && dtype.kind !== 'compound' ? 'big' : 'little' } };
  // zarrita puts each codec where it belongs; only one may make bytes of the array.
  const own = parts.codecs.filter(({ name }) => name !== 'bytes' && name !== 'vlen-utf8');
  const isMaker = ({ name }: Codec): boolean => name === 'transpose' || /bitround|delta/.test(name);
  const codecs = [
    ...own.filter(isMaker).map((codec) => (codec.name === 'transpose' ? transposed(codec, shape.length, more.length > 0) : codec)),
    bytes,
    ...own.filter((codec) => !isMaker(codec)),
  ];
  return {
    zarr_format: 3,
    node_type: 'array',
    shape: [...shape, ...more],
    data_type: unit.type,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [...outer, ...more] } },
    chunk_key_encoding: parts.keys as ArrayMetadata['chunk_key_encoding'],
    codecs: parts.sharding
      ? [{ name: 'sharding_indexed', configuration: { ...parts.sharding, chunk_shape: [...inner, ...more], codecs } }]
      : codecs,
    // What is not there is filled by whoever reads.
    fill_value: 0,
    attributes: {},
  } as ArrayMetadata<DataType>;
}

function transposed(codec: Codec, rank: number, hasMore: boolean): Codec {
  const { order } = codec.configuration;
  const axes =
    order === 'F' ? Array.from({ length: rank }, (_, axis) => rank - 1 - axis) : order === 'C' ? [...Array(rank).keys()] : lengthsOf(order);
  return { ...codec, configuration: { order: [...(axes ?? []), ...(hasMore ? [rank] : [])] } };
}
