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
      return { kind: 'string', size: type.vlen ? null : size, pad: type.strpad === SPACE_PADDED ? 'space' : 'null' };
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
      return unsupported('bitfield', size);
    case CLASS.time:
      return unsupported('HDF5 time', size);
    default:
      return unsupported(`HDF5 type class ${type.type}`, size);
  }
}

/** h5py writes booleans as an enum of FALSE = 0 and TRUE = 1; any other enum is shown as its integers. */
function enumType(type: TypeMetadata): DType {
  const members = type.enum_type?.members ?? {};
  const isBool = Object.keys(members).length === 2 && members['FALSE'] === 0 && members['TRUE'] === 1;
  return isBool ? { kind: 'bool', size: type.size } : { kind: type.signed ? 'int' : 'uint', size: type.size };
}

/** h5py writes complex numbers as a compound of two floats `r` and `i`. */
function compoundType(type: TypeMetadata): DType {
  const fields = (type.compound_type?.members ?? []).map((member) => ({
    name: member.name,
    dtype: toDType(member),
    offset: member.offset,
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

function unsupported(label: string, size: number): DType {
  return { kind: 'unsupported', label, size };
}
