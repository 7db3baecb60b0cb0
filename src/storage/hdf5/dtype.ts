/** HDF5's types as `DType`s. Pure. Source: H5Tpublic.h (classes), h5py's conventions for bool and complex. */
import type { DType } from '../storage.ts';
import type { TypeMetadata } from './library.ts';

/** H5T_class_t. */
const CLASS = {
  integer: 0,
  float: 1,
  time: 2,
  string: 3,
  bitfield: 4,
  opaque: 5,
  compound: 6,
  reference: 7,
  enum: 8,
  vlen: 9,
  array: 10,
  complex: 11,
};
const SPACE_PADDED = 2;
const UTF8 = 1;

export function toDType(type: TypeMetadata): DType {
  const { size } = type;
  switch (type.type) {
    case CLASS.integer:
      return [1, 2, 4, 8].includes(size) ? { kind: type.signed ? 'int' : 'uint', size } : unsupported(`${size * 8}-bit integer`, size);
    case CLASS.float:
      return [2, 4, 8].includes(size) ? { kind: 'float', size } : unsupported(`float${size * 8}`, size);
    case CLASS.complex:
      return size === 8 || size === 16 ? { kind: 'complex', size } : unsupported(`complex${size * 8}`, size);
    case CLASS.string:
      return {
        kind: 'string',
        size: type.vlen ? null : size,
        pad: type.strpad === SPACE_PADDED ? 'space' : 'null',
        charset: type.cset === UTF8 ? 'utf-8' : 'ascii',
      };
    case CLASS.enum:
      return enumType(type);
    case CLASS.compound:
      return compoundType(type);
    case CLASS.array: {
      if (!type.array_type) return unsupported('array', size);
      const base = toDType(type.array_type);
      return { kind: 'array', size, base, shape: type.array_type.shape };
    }
    case CLASS.reference:
      return { kind: 'reference', size };
    case CLASS.vlen:
      return unsupported('variable-length array', size);
    case CLASS.opaque:
      return unsupported('opaque bytes', size);
    case CLASS.bitfield:
      // As h5py has it; HDF5.jl writes booleans so.
      return [1, 2, 4, 8].includes(size) ? { kind: 'uint', size } : unsupported(`${size * 8}-bit field`, size);
    case CLASS.time:
      return unsupported('HDF5 time', size);
    default:
      return unsupported(`HDF5 type class ${type.type}`, size);
  }
}

/** h5py writes booleans as an enum of FALSE = 0 and TRUE = 1; any other enum is shown as its integers. */
function enumType(type: TypeMetadata): DType {
  // H5Tset_order refuses an enum: its bytes would come as they lie.
  if (type.size > 1 && !type.littleEndian) return unsupported('big-endian enum', type.size);
  const members = type.enum_type?.members ?? {};
  const isBool = Object.keys(members).length === 2 && members['FALSE'] === 0 && members['TRUE'] === 1;
  return isBool ? { kind: 'bool', size: type.size } : { kind: type.signed ? 'int' : 'uint', size: type.size };
}

/**
 * h5py writes complex numbers as a compound of two floats `r` and `i`.
 * h5wasm asks for little-endian numbers only where H5Tget_order says that the whole record is big-endian: beside a bool or a text of variable
 * length, which have no other order than little-endian, the numbers come as they lie.
 */
function compoundType(type: TypeMetadata): DType {
  const members = type.compound_type?.members ?? [];
  const isMixed = new Set(members.filter(hasOrder).map((member) => member.littleEndian)).size > 1;
  const fields = members.map((member) => ({
    name: member.name,
    dtype: toDType(member),
    offset: member.offset,
    ...(isMixed && hasOrder(member) && !member.littleEndian ? { isBigEndian: true } : {}),
  }));
  const [re, im] = fields;
  if (
    fields.length === 2 &&
    re?.name === 'r' &&
    im?.name === 'i' &&
    re.dtype.kind === 'float' &&
    im.dtype.kind === 'float' &&
    re.dtype.size >= 4
  ) {
    return { kind: 'complex', size: type.size };
  }
  return { kind: 'compound', size: type.size, fields };
}

/** A text of fixed length has none. */
function hasOrder(type: TypeMetadata): boolean {
  return !(type.type === CLASS.string && !type.vlen) && type.type !== CLASS.opaque && type.type !== CLASS.reference;
}

function unsupported(label: string, size: number): DType {
  return { kind: 'unsupported', label, size };
}
