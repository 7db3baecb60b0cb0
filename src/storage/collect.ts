/**
 * Turns the raw bytes of slabs into one decoded value. Pure but for reading variable-length strings out of the wasm heap.
 * A collector is filled slab by slab, in order; nothing of the heap is kept.
 */
import { ShadowError } from '../protocol/errors.ts';
import { type ArrayValue, NUMBER_ARRAYS } from '../protocol/values.ts';
import { type DType, dtypeName, unreadType } from './storage.ts';
import { StringPacker } from './string-packer.ts';

export interface Collector {
  /** Takes `items` items from the start of `bytes`; strings of variable length are looked up in `heap`. */
  add(bytes: Uint8Array, items: number, heap: Uint8Array): void;
  finish(shape: readonly number[]): ArrayValue;
}

/**
 * @param items how many items will come in all
 * @throws ShadowError `unsupported` for a type that nothing here reads
 */
export function collectorFor(dtype: DType, items: number, path: string): Collector {
  switch (dtype.kind) {
    case 'bool':
      return booleans(dtype.size, items);
    case 'string':
      if (dtype.size === null) return variableStrings(items);
      return dtype.charset === 'utf-32' ? wideStrings(dtype.size, items) : fixedStrings(dtype.size, dtype.pad, items);
    case 'compound':
      return records(dtype.fields, dtype.size, items, path);
    case 'array': {
      const length = dtype.shape.reduce((product, n) => product * n, 1);
      const base = collectorFor(dtype.base, items * length, path);
      return {
        add: (bytes, count, heap) => base.add(bytes, count * length, heap),
        finish: (shape) => base.finish([...shape, ...dtype.shape]),
      };
    }
    case 'float':
      if (dtype.size === 2) return halves(items);
      return numbers(dtype, items);
    case 'int':
    case 'uint':
    case 'complex':
      return numbers(dtype, items);
    case 'reference':
    case 'unsupported':
      throw unreadType(path, dtype);
  }
}

function numbers(dtype: DType & { size: number }, items: number): Collector {
  const name = dtypeName(dtype);
  const out = new Uint8Array(items * dtype.size);
  let at = 0;
  return {
    add(bytes, count) {
      const length = count * dtype.size;
      out.set(bytes.subarray(0, length), at);
      at += length;
    },
    finish(shape) {
      // Complex numbers lie as pairs.
      const Numbers = dtype.kind === 'complex' ? (dtype.size === 8 ? Float32Array : Float64Array) : NUMBER_ARRAYS[name];
      const data = new (Numbers as (typeof NUMBER_ARRAYS)[string])(out.buffer);
      return { kind: 'numeric', dtype: name, shape, data };
    },
  };
}

/** float16 has no typed array everywhere yet: held as float32, which holds each of its values exactly. */
function halves(items: number): Collector {
  const data = new Float32Array(items);
  let at = 0;
  return {
    add(bytes, count) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, count * 2);
      for (let i = 0; i < count; i++) data[at++] = fromHalf(view.getUint16(i * 2, true));
    },
    finish: (shape) => ({ kind: 'numeric', dtype: 'float16', shape, data }),
  };
}

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function booleans(size: number, items: number): Collector {
  const data = new Uint8Array(items);
  let at = 0;
  return {
    add(bytes, count) {
      for (let i = 0; i < count; i++) data[at++] = bytes[i * size] ? 1 : 0;
    },
    finish: (shape) => ({ kind: 'boolean', shape, data }),
  };
}

function variableStrings(items: number): Collector {
  const packer = new StringPacker(items);
  return {
    add(bytes, count, heap) {
      const pointers = new DataView(bytes.buffer, bytes.byteOffset, count * 4);
      for (let i = 0; i < count; i++) {
        const start = pointers.getUint32(i * 4, true);
        packer.add(heap, start, start === 0 ? 0 : heap.indexOf(0, start));
      }
    },
    finish: (shape) => packer.finish(shape),
  };
}

function fixedStrings(size: number, pad: 'null' | 'space', items: number): Collector {
  const packer = new StringPacker(items);
  return {
    add(bytes, count) {
      for (let i = 0; i < count; i++) {
        const start = i * size;
        let end = start;
        while (end < start + size && bytes[end] !== 0) end++;
        if (pad === 'space') while (end > start && bytes[end - 1] === 0x20) end--;
        packer.add(bytes, start, end);
      }
    },
    finish: (shape) => packer.finish(shape),
  };
}

/** numpy's texts: little-endian code points, with zeros after them. */
function wideStrings(size: number, items: number): Collector {
  const packer = new StringPacker(items);
  const encoder = new TextEncoder();
  return {
    add(bytes, count) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, count * size);
      for (let i = 0; i < count; i++) {
        let end = size;
        while (end > 0 && view.getUint32(i * size + end - 4, true) === 0) end -= 4;
        const points = Array.from({ length: end / 4 }, (_, at) => view.getUint32(i * size + at * 4, true));
        const text = encoder.encode(String.fromCodePoint(...points.map((point) => (point <= 0x10ffff ? point : 0xfffd))));
        packer.add(text, 0, text.byteLength);
      }
    },
    finish: (shape) => packer.finish(shape),
  };
}

function records(fields: (DType & { kind: 'compound' })['fields'], size: number, items: number, path: string): Collector {
  const collectors = fields.map((field) => ({ field, into: collectorFor(field.dtype, items, path) }));
  return {
    add(bytes, count, heap) {
      for (const { field, into } of collectors) {
        const width = field.dtype.size ?? 4;
        const column = new Uint8Array(count * width);
        for (let i = 0; i < count; i++) {
          const from = i * size + field.offset;
          column.set(bytes.subarray(from, from + width), i * width);
        }
        if (field.isBigEndian) reverseEach(column, numberSize(field.dtype, path));
        into.add(column, count, heap);
      }
    },
    finish: (shape) => ({ kind: 'record', shape, fields: collectors.map(({ field, into }) => [field.name, into.finish(shape)] as const) }),
  };
}

function reverseEach(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.byteLength; at += size) bytes.subarray(at, at + size).reverse();
}

function numberSize(dtype: DType, path: string): number {
  if (dtype.kind === 'array') return numberSize(dtype.base, path);
  if (dtype.kind === 'int' || dtype.kind === 'uint' || dtype.kind === 'float') return dtype.size;
  if (dtype.kind === 'complex') return dtype.size / 2;
  throw new ShadowError({
    tag: 'unsupported',
    path,
    message: `${path} has a field of big-endian ${dtypeName(dtype)} values, which Umbra does not read.`,
  });
}
