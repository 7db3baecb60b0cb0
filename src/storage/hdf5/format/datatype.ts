/** Datatype messages as `DType`s. Source: HDF5 File Format Specification 3.0, IV.A.2.d. Pure. */
import type { CompoundField, DType } from '../../storage.ts';
import { type Bytes, NotUnderstood } from './bytes.ts';

/** A type as it lies in the file. */
export interface FileType {
  readonly dtype: DType;
  /** Bytes of one item in the file; a variable-length string takes 16 there. */
  readonly size: number;
  readonly isBigEndian: boolean;
}

/** Of datatype messages: HDF5 2.0's. */
const LATEST = 5;
const EXPONENT_BITS: Readonly<Record<number, number>> = { 2: 5, 4: 8, 8: 11 };

export function parseDatatype(bytes: Bytes): FileType {
  const first = bytes.u8();
  const [kind, version] = [first & 15, first >> 4];
  if (version < 1 || version > LATEST) throw new NotUnderstood(`version ${version} of a datatype`);
  const flags = bytes.uint(3);
  const size = bytes.u32();
  const of = (dtype: DType, isBigEndian = false): FileType => ({ dtype, size, isBigEndian });
  switch (kind) {
    case 0:
      return of(integer(bytes, flags, size), (flags & 1) !== 0);
    case 1:
      return of(float(bytes, flags, size), (flags & 1) !== 0);
    case 3:
      return of({ kind: 'string', size, pad: (flags & 15) === 2 ? 'space' : 'null', charset: charset(flags >> 4) });
    case 4:
      return of(bitfield(bytes, size));
    case 5:
      // The tag: text padded to 8 bytes, whose length stands in the flags.
      bytes.skip(flags & 255);
      return of({ kind: 'unsupported', label: 'opaque bytes', size });
    case 6:
      return of(compound(bytes, version, flags & 0xffff, size));
    case 7:
      return of({ kind: 'reference', size });
    case 8:
      return enumeration(bytes, version, flags & 0xffff, size);
    case 9: {
      const base = parseDatatype(bytes);
      const isString = (flags & 15) === 1;
      return of(
        isString
          ? { kind: 'string', size: null, pad: ((flags >> 4) & 15) === 2 ? 'space' : 'null', charset: charset(flags >> 8) }
          : { kind: 'unsupported', label: 'variable-length array', size: base.size },
      );
    }
    case 10:
      return of(array(bytes, version, size));
    default:
      throw new NotUnderstood(`datatype class ${kind}`);
  }
}

function charset(bits: number): 'ascii' | 'utf-8' {
  return (bits & 15) === 1 ? 'utf-8' : 'ascii';
}

/** Where it is not a whole number of bytes, or not IEEE 754, libhdf5 would hand out the bits as they lie, and not say so. */
function integer(bytes: Bytes, flags: number, size: number): DType {
  const [offset, precision] = [bytes.u16(), bytes.u16()];
  if (offset !== 0 || precision !== size * 8 || ![1, 2, 4, 8].includes(size))
    return { kind: 'unsupported', label: `${precision}-bit integer`, size };
  return { kind: flags & 8 ? 'int' : 'uint', size };
}

function bitfield(bytes: Bytes, size: number): DType {
  const [offset, precision] = [bytes.u16(), bytes.u16()];
  if (offset !== 0 || precision !== size * 8 || ![1, 2, 4, 8].includes(size))
    return { kind: 'unsupported', label: `${precision}-bit field`, size };
  return { kind: 'uint', size };
}

function float(bytes: Bytes, flags: number, size: number): DType {
  const [offset, precision] = [bytes.u16(), bytes.u16()];
  bytes.skip(1);
  const exponent = bytes.u8();
  bytes.skip(2 + 4);
  if (offset !== 0 || precision !== size * 8 || EXPONENT_BITS[size] !== exponent || flags & 0x40)
    return { kind: 'unsupported', label: `${precision}-bit float`, size };
  return { kind: 'float', size };
}

function compound(bytes: Bytes, version: number, count: number, size: number): DType {
  const fields: CompoundField[] = [];
  for (let i = 0; i < count; i++) {
    const start = bytes.at;
    const name = bytes.terminated();
    if (version < 3) bytes.align(start);
    const offset = version < 3 ? bytes.u32() : bytes.uint(size < 2 ** 8 ? 1 : size < 2 ** 16 ? 2 : size < 2 ** 24 ? 3 : 4);
    // Version 1 has its own array dimensions: rank, reserved, permutation, reserved, four sizes.
    if (version === 1) {
      if (bytes.u8() !== 0) throw new NotUnderstood('an array inside a compound of version 1');
      bytes.skip(3 + 4 + 4 + 16);
    }
    fields.push({ name, dtype: parseDatatype(bytes).dtype, offset });
  }
  const [re, im] = fields;
  const isComplex =
    fields.length === 2 &&
    re?.name === 'r' &&
    im?.name === 'i' &&
    re.dtype.kind === 'float' &&
    im.dtype.kind === 'float' &&
    re.dtype.size >= 4;
  return isComplex ? { kind: 'complex', size } : { kind: 'compound', size, fields };
}

/** h5py's booleans are an enum of FALSE = 0 and TRUE = 1; another enum is its integers. */
function enumeration(bytes: Bytes, version: number, count: number, size: number): FileType {
  const base = parseDatatype(bytes);
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    const start = bytes.at;
    names.push(bytes.terminated());
    if (version < 3) bytes.align(start);
  }
  const values = names.map(() => bytes.uint(base.size));
  if (base.isBigEndian && size > 1) return { dtype: { kind: 'unsupported', label: 'big-endian enum', size }, size, isBigEndian: true };
  if (base.dtype.kind === 'unsupported') return { ...base, size };
  const isBool = count === 2 && values[names.indexOf('FALSE')] === 0 && values[names.indexOf('TRUE')] === 1;
  return { dtype: isBool ? { kind: 'bool', size } : base.dtype, size, isBigEndian: base.isBigEndian };
}

function array(bytes: Bytes, version: number, size: number): DType {
  const rank = bytes.u8();
  if (version < 3) bytes.skip(3);
  const shape = Array.from({ length: rank }, () => bytes.u32());
  if (version < 3) bytes.skip(4 * rank);
  return { kind: 'array', size, base: parseDatatype(bytes).dtype, shape };
}
