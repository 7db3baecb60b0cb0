/** HDF5 attributes as plain values. Runs beside the file handle. */
import type { Attribute, AttributeValue } from '../../protocol/outline.ts';
import type { ArrayValue } from '../../protocol/values.ts';
import { dtypeName } from '../storage.ts';
import { collectorFor } from './collect.ts';
import { toDType } from './dtype.ts';
import type { DataMetadata, Hdf5Library } from './library.ts';

/** Bytes of an attribute beyond which it is not read: HDF5 allows more, AnnData never writes it. */
const LARGEST = 16 * 1024 * 1024;

/**
 * One attribute. A call that fails because bytes are missing answers anything: the caller looks at the mount first.
 * An attribute of a type that is not read comes with the value null and its type named.
 */
export function readAttribute(library: Hdf5Library, file: bigint, path: string, name: string): Attribute {
  const metadata: DataMetadata = library.get_attribute_metadata(file, path, name);
  const dtype = toDType(metadata);
  const label = dtypeName(dtype);
  if (!metadata.shape) return { name, value: null, dtype: 'empty' };
  const bytes = metadata.size * metadata.total_size;
  if (dtype.kind === 'unsupported' || dtype.kind === 'reference' || dtype.kind === 'compound' || bytes > LARGEST)
    return { name, value: null, dtype: label };

  const pointer = library._malloc(Math.max(1, bytes));
  try {
    library.HEAPU8.fill(0, pointer, pointer + bytes);
    const status = library.get_attribute_data(file, path, name, BigInt(pointer));
    if (status < 0) return { name, value: null, dtype: label };
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
