/**
 * What stands for the values of a chunk that is not there. Pure.
 * Sources: “Fill value encoding” of Zarr's version 2, “Fill value” of version 3. None at all is zero, as zarr-python has it.
 */
import type { DType } from '../storage.ts';
import { isList, type Json } from './json.ts';

export interface FillValue {
  /** For each number that an item consists of. */
  readonly number: number | bigint;
  readonly text: string;
  /** Why a missing chunk could not be filled. */
  readonly hindrance: string | null;
}

const NONE: FillValue = { number: 0, text: '', hindrance: null };
/** Half a number's bits: 0x7e00 is the quiet NaN of 16 bits. */
const HALF_NAN = 0x7e00;

export function fillOf(json: Json | undefined, dtype: DType): FillValue {
  switch (dtype.kind) {
    case 'int':
    case 'uint': {
      const number = typeof json === 'boolean' ? Number(json) : numberOf(json);
      if (number === null || !Number.isInteger(number)) return json === undefined || json === null ? NONE : unknown(json);
      return { ...NONE, number: dtype.size === 8 ? BigInt(number) : number };
    }
    case 'bool':
      return { ...NONE, number: json === true || json === 1 ? 1 : 0 };
    case 'float': {
      const number = numberOf(json) ?? 0;
      if (dtype.size !== 2) return { ...NONE, number };
      if (Number.isNaN(number)) return { ...NONE, number: HALF_NAN };
      return number === 0 ? NONE : unknown(json);
    }
    case 'complex': {
      const [re, im] = isList(json) ? json.map(numberOf) : [numberOf(json), numberOf(json) === null ? null : 0];
      return re === im || (Number.isNaN(re) && Number.isNaN(im)) ? { ...NONE, number: re ?? 0 } : unknown(json);
    }
    case 'string':
      if (dtype.size === null) return { ...NONE, text: typeof json === 'string' ? json : json ? String(json) : '' };
      return isZeros(json) ? NONE : unknown(json);
    default:
      return isZeros(json) ? NONE : unknown(json);
  }
}

function unknown(json: Json | undefined): FillValue {
  return { ...NONE, hindrance: `the fill value ${JSON.stringify(json)}` };
}

/** Zero bytes, in base64 too; a record's fields one by one. */
function isZeros(json: Json | undefined): boolean {
  if (json === undefined || json === null || json === 0 || json === '' || json === false) return true;
  if (typeof json === 'string') return /^A+=*$/.test(json);
  if (typeof json === 'object') return Object.values(json).every((value) => isZeros(value as Json));
  return false;
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
