/**
 * What stands for the values of a chunk that is not there, as the bytes of one item. Pure.
 * Sources: “Fill value encoding” of Zarr's version 2, “Fill value” of version 3. None at all is zero, as zarr-python has it.
 */
import type { DType } from '../storage.ts';
import { isList, isObject, type Json } from './json.ts';

/** 0x7e00 is the quiet NaN of 16 bits. */
const HALF: ReadonlyMap<number, number> = new Map([
  [0, 0],
  [1, 0x3c00],
  [-1, 0xbc00],
  [Number.POSITIVE_INFINITY, 0x7c00],
  [Number.NEGATIVE_INFINITY, 0xfc00],
]);
const HALF_NAN = 0x7e00;

/** The text of a chunk that is not there. */
export function fillText(json: Json | undefined): string {
  // zarr-python 2 wrote 0 for Python's objects, and read it as no text.
  return typeof json === 'string' ? json : '';
}

/** As the item lies in a decoded chunk, little-endian but for the fields of a record; null for what is not understood. */
export function fillBytes(json: Json | undefined, dtype: DType): Uint8Array | null {
  const bytes = new Uint8Array(dtype.size ?? 0);
  if (json === undefined || json === null || json === 0 || json === false || json === '') return bytes;
  const view = new DataView(bytes.buffer);
  switch (dtype.kind) {
    case 'bool':
      bytes[0] = json === true || json === 1 ? 1 : 0;
      return bytes;
    case 'int':
    case 'uint':
      // A larger one was rounded when it was read: it may have been another.
      return Number.isSafeInteger(Number(json)) ? withInteger(view, BigInt(Number(json)), dtype.size) : null;
    case 'float':
      return withFloat(view, 0, numberOf(json), dtype.size);
    case 'complex': {
      const [re, im] = isList(json) ? json : [json, 0];
      const half = dtype.size / 2;
      return withFloat(view, 0, numberOf(re), half) && withFloat(view, half, numberOf(im), half);
    }
    case 'string':
      return dtype.charset === 'utf-32' && typeof json === 'string' ? withPoints(view, json) : packed(json, bytes);
    case 'compound': {
      if (!isObject(json) && !isList(json)) return packed(json, bytes);
      for (const [i, field] of dtype.fields.entries()) {
        const part = fillBytes(isList(json) ? json[i] : json[field.name], field.dtype);
        if (!part) return null;
        bytes.set(field.isBigEndian ? part.reverse() : part, field.offset);
      }
      return bytes;
    }
    default:
      return null;
  }
}

function withInteger(view: DataView, value: bigint, size: number): Uint8Array {
  for (let byte = 0; byte < size; byte++) view.setUint8(byte, Number((value >> BigInt(8 * byte)) & 0xffn));
  return new Uint8Array(view.buffer);
}

function withFloat(view: DataView, at: number, value: number | null, size: number): Uint8Array | null {
  if (value === null) return null;
  if (size === 4) view.setFloat32(at, value, true);
  else if (size === 8) view.setFloat64(at, value, true);
  else {
    const bits = Number.isNaN(value) ? HALF_NAN : HALF.get(value);
    if (bits === undefined) return null;
    view.setUint16(at, bits, true);
  }
  return new Uint8Array(view.buffer);
}

function withPoints(view: DataView, text: string): Uint8Array {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0).slice(0, view.byteLength / 4);
  for (const [i, point] of points.entries()) view.setUint32(i * 4, point, true);
  return new Uint8Array(view.buffer);
}

/** Bytes are in base64. */
function packed(json: Json, into: Uint8Array): Uint8Array | null {
  if (typeof json !== 'string') return null;
  try {
    const text = atob(json);
    for (let i = 0; i < Math.min(text.length, into.byteLength); i++) into[i] = text.charCodeAt(i);
    return into;
  } catch {
    return null;
  }
}

/** Floats that JSON has not are texts; version 3 allows their bits in hexadecimal. */
function numberOf(json: Json | undefined): number | null {
  if (typeof json === 'number') return json;
  if (json === 'NaN') return Number.NaN;
  if (json === 'Infinity') return Number.POSITIVE_INFINITY;
  if (json === '-Infinity') return Number.NEGATIVE_INFINITY;
  const [, bits = ''] = /^0x([0-9a-f]{8}|[0-9a-f]{16})$/i.exec(String(json)) ?? [];
  const view = new DataView(new ArrayBuffer(8));
  if (bits.length === 8) {
    view.setUint32(0, Number.parseInt(bits, 16));
    return view.getFloat32(0);
  }
  if (bits.length === 16) {
    view.setBigUint64(0, BigInt(`0x${bits}`));
    return view.getFloat64(0);
  }
  return null;
}
