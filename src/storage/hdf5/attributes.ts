/** HDF5 attributes as plain values. Runs beside the file handle. */
import { ShadowError } from '../../protocol/errors.ts';
import { type Attribute, type AttributeValue, UNREADABLE } from '../../protocol/outline.ts';
import type { ArrayValue } from '../../protocol/values.ts';
import { collectorFor } from '../collect.ts';
import { type DType, dtypeName } from '../storage.ts';
import { toDType } from './dtype.ts';
import { lessUnread } from './format/file-types.ts';
import { type DataMetadata, type Hdf5Library, takeErrorStack } from './library.ts';

/** Bytes of an attribute beyond which it is not read: HDF5 allows more, AnnData never writes it. */
const LARGEST = 16 * 1024 * 1024;

/** Any name will do: of one that is not there libhdf5 has nothing to complain. */
const PROBE = 'encoding-type';

/**
 * Where one attribute is damaged, h5wasm answers that there are none, and says nothing: so an object without any is asked for one by name.
 * @throws ShadowError `corrupt`
 */
export function attributeNames(library: Hdf5Library, file: bigint, path: string): string[] {
  const names = library.get_attribute_names(file, path);
  let cause = takeErrorStack();
  if (!cause && names.length === 0) {
    try {
      library.get_attribute_metadata(file, path, PROBE);
      cause = 'there are attributes, but they cannot be listed';
    } catch {
      cause = takeErrorStack();
    }
  }
  if (!cause) return names;
  throw new ShadowError({
    tag: 'corrupt',
    path: path.slice(1),
    message: `The attributes of ${path.slice(1) || 'the file'} could not be read: ${cause.split('\n')[0]}.`,
    hint: 'The file may be damaged here; everything else still works.',
    cause,
  });
}

/**
 * One attribute. A call that fails because bytes are missing answers anything: the caller looks at the mount first.
 * An attribute of a type that is not read comes with the value null and its type named; one that is damaged, as `UNREADABLE`.
 * @param inFile its type as it stands in the file, where that is known
 */
export function readAttribute(library: Hdf5Library, file: bigint, path: string, name: string, inFile?: DType): Attribute {
  const metadata: DataMetadata = library.get_attribute_metadata(file, path, name);
  const dtype = inFile ? lessUnread(toDType(metadata), inFile) : toDType(metadata);
  const label = dtypeName(dtype);
  if (!metadata.shape) return { name, value: null, dtype: 'empty' };
  const bytes = metadata.size * metadata.total_size;
  if (isUnread(dtype) || bytes > LARGEST) return { name, value: null, dtype: label };

  const pointer = library._malloc(Math.max(1, bytes));
  try {
    library.HEAPU8.fill(0, pointer, pointer + bytes);
    const status = library.get_attribute_data(file, path, name, BigInt(pointer));
    if (status < 0) return { name, value: null, dtype: UNREADABLE };
    try {
      const collector = collectorFor(dtype, metadata.total_size, path);
      const heap = library.HEAPU8;
      collector.add(heap.subarray(pointer, pointer + bytes), metadata.total_size, heap);
      return { name, value: attributeValue(collector.finish(metadata.shape)), dtype: label };
    } finally {
      if (metadata.vlen) library.reclaim_vlen_memory(file, path, name, BigInt(pointer));
    }
  } finally {
    library._free(pointer);
  }
}

/** Whether an attribute of that type is shown by its type only. */
export function isUnread(dtype: DType): boolean {
  return dtype.kind === 'array' ? isUnread(dtype.base) : ['unsupported', 'reference', 'compound'].includes(dtype.kind);
}

/** A decoded attribute as plain JavaScript: one value, or a list of them. */
export function attributeValue(value: ArrayValue): AttributeValue {
  const items = itemsOf(value);
  return value.shape.length === 0 ? (items[0] ?? null) : items;
}

function itemsOf(value: ArrayValue): (string | number | bigint | boolean)[] {
  if (value.kind === 'boolean') return Array.from(value.data, Boolean);
  if (value.kind === 'numeric') return Array.from<number | bigint>(value.data as ArrayLike<number | bigint>).map(toNumber);
  if (value.kind !== 'string') return [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return Array.from({ length: value.offsets.length - 1 }, (_, i) =>
    decoder.decode(value.bytes.subarray(value.offsets[i], value.offsets[i + 1])),
  );
}

/** Whole numbers beyond 2^53 stay BigInt, so that they are shown exactly. */
function toNumber(value: number | bigint): number | bigint {
  const number = Number(value);
  return typeof value === 'bigint' && !Number.isSafeInteger(number) ? value : number;
}
