/**
 * Zarr's data types as `DType`s, and how their bytes are asked for. Pure.
 * Sources: Zarr's specification, version 2 (“Data type encoding”, which is numpy's array protocol) and version 3 (“Data types”), and the
 * extensions that zarr-python 3 registers: string, fixed_length_utf32, null_terminated_bytes, struct, numpy.datetime64.
 */
import type { CompoundField, DType } from '../storage.ts';
import { isList, isObject, type Json, lengthsOf } from './json.ts';

/** Types in which zarrita is asked for the bytes of an item: `count` of them are one. */
export interface Unit {
  readonly type: 'int8' | 'int16' | 'int32' | 'int64' | 'uint8' | 'uint16' | 'uint32' | 'uint64' | 'float32' | 'float64';
  readonly count: number;
}

export interface ZarrType {
  readonly dtype: DType;
  readonly isBigEndian: boolean;
}

/** Bytes of an item. A larger one is no value of a table; what says so must not take memory before anything is read. */
const MOST_ITEM_BYTES = 16 * 1024 * 1024;

const NUMPY = /^([<>|=]?)([biufcSUVMmO])(\d*)(?:\[(\w+)\])?$/;

/** @param objects what a filter makes of Python's objects: text, or nothing that is known */
export function typeOfV2(json: Json | undefined, objects: 'text' | null): ZarrType {
  if (isList(json)) return { dtype: bounded(recordOfV2(json)), isBigEndian: false };
  const [, order, kind = '', digits, unit] = NUMPY.exec(String(json)) ?? [];
  if (kind === 'O') return { dtype: objects === 'text' ? text() : unsupported('Python objects', 0), isBigEndian: false };
  return { dtype: bounded(numpyType(kind, Number(digits), unit, String(json))), isBigEndian: order === '>' };
}

function bounded(dtype: DType): DType {
  const { size } = dtype;
  const unit = dtype.kind === 'string' && dtype.charset === 'utf-32' ? 4 : 1;
  if (size === null || (size <= MOST_ITEM_BYTES && Number.isInteger(size / unit))) return dtype;
  return unsupported(dtype.kind === 'unsupported' ? dtype.label : `${dtype.kind} of ${size} bytes`, 0);
}

function numpyType(kind: string, size: number, unit: string | undefined, name: string): DType {
  if (kind === 'b') return { kind: 'bool', size: 1 };
  if (kind === 'i' || kind === 'u') return numberType(kind === 'i' ? 'int' : 'uint', size);
  if (kind === 'f') return numberType('float', size);
  if (kind === 'c') return numberType('complex', size);
  if (kind === 'S' && size > 0) return { kind: 'string', size, pad: 'null', charset: 'ascii' };
  if (kind === 'U' && size > 0) return { kind: 'string', size: size * 4, pad: 'null', charset: 'utf-32' };
  if (kind === 'M' || kind === 'm') return unsupported(`${kind === 'M' ? 'datetime64' : 'timedelta64'}${unit ? `[${unit}]` : ''}`, size);
  if (kind === 'V') return unsupported('opaque bytes', size);
  return unsupported(name, 0);
}

function recordOfV2(fields: readonly Json[]): DType {
  return recordOf(
    fields.map((field) => {
      const [name, type, shape] = isList(field) ? field : [];
      const { dtype, isBigEndian } = typeOfV2(type, null);
      const lengths = shape === undefined ? [] : lengthsOf(shape);
      if (typeof name !== 'string' || !lengths) return { name: String(name), dtype: unsupported('record', 0), isBigEndian };
      return { name, dtype: arrayOf(dtype, lengths), isBigEndian };
    }),
  );
}

function arrayOf(base: DType, shape: readonly number[]): DType {
  if (shape.length === 0 || base.kind === 'unsupported') return base;
  return { kind: 'array', base, shape, size: shape.reduce((size, length) => size * length, base.size ?? 0) };
}

/** Fields lie one after the other, without gaps. One that is not known makes the whole unknown: where the next begins is not. */
function recordOf(fields: readonly { name: string; dtype: DType; isBigEndian: boolean }[]): DType {
  const placed: CompoundField[] = [];
  let offset = 0;
  for (const { name, dtype, isBigEndian } of fields) {
    const isText = dtype.kind === 'string' && dtype.charset === 'utf-32';
    if (!dtype.size || dtype.kind === 'unsupported' || (isText && isBigEndian))
      return unsupported(`record with ${dtype.kind === 'unsupported' ? dtype.label : dtype.kind}`, 0);
    placed.push({ name, dtype, offset, ...(isBigEndian && dtype.kind !== 'string' && dtype.kind !== 'bool' ? { isBigEndian } : {}) });
    offset += dtype.size;
  }
  return { kind: 'compound', size: offset, fields: placed };
}

/** @param isBigEndian as the codec `bytes` says */
export function typeOfV3(json: Json | undefined, isBigEndian: boolean): ZarrType {
  return { dtype: bounded(dtypeOfV3(json, isBigEndian)), isBigEndian };
}

function dtypeOfV3(json: Json | undefined, isBigEndian: boolean): DType {
  const name = isObject(json) ? json['name'] : json;
  const configuration = isObject(json) && isObject(json['configuration']) ? json['configuration'] : {};
  if (typeof name !== 'string') return unsupported('unnamed', 0);
  if (name === 'bool') return { kind: 'bool', size: 1 };
  if (name === 'string') return text();
  const [, kind, bits] = /^(int|uint|float|complex)(\d+)$/.exec(name) ?? [];
  if (kind) return numberType(kind as 'int', Number(bits) / 8);
  const size = Number(configuration['length_bytes']);
  if (name === 'fixed_length_utf32' && size > 0) return { kind: 'string', size, pad: 'null', charset: 'utf-32' };
  if (name === 'null_terminated_bytes' && size > 0) return { kind: 'string', size, pad: 'null', charset: 'ascii' };
  if (name === 'struct' || name === 'structured') return recordOfV3(configuration['fields'], isBigEndian);
  const unit = configuration['unit'];
  return unsupported(name.replace(/^numpy\./, '') + (typeof unit === 'string' ? `[${unit}]` : ''), 0);
}

/** A field is an object of `name` and `data_type`; before zarr-python 3.1.4 a list of both. */
function recordOfV3(fields: Json | undefined, isBigEndian: boolean): DType {
  if (!isList(fields)) return unsupported('record', 0);
  return recordOf(
    fields.map((field) => {
      const [name, type] = isList(field) ? field : isObject(field) ? [field['name'], field['data_type']] : [];
      return { name: String(name), dtype: dtypeOfV3(type, isBigEndian), isBigEndian };
    }),
  );
}

function numberType(kind: 'int' | 'uint' | 'float' | 'complex', size: number): DType {
  const sizes = { int: [1, 2, 4, 8], uint: [1, 2, 4, 8], float: [2, 4, 8], complex: [8, 16] };
  return sizes[kind].includes(size) ? { kind, size } : unsupported(`${kind}${size * 8}`, size);
}

function text(): DType {
  return { kind: 'string', size: null, pad: 'null', charset: 'utf-8' };
}

function unsupported(label: string, size: number): DType {
  return { kind: 'unsupported', label, size };
}

/**
 * As what zarrita is asked for an item: it turns the bytes of big-endian numbers, and undoes the codecs that are of a type. What it knows no
 * type for comes as bytes. Null for texts of any length, and for what nothing here reads.
 */
export function unitOf(dtype: DType): Unit | null {
  switch (dtype.kind) {
    case 'int':
    case 'uint':
      return { type: `${dtype.kind}${(dtype.size * 8) as 8}`, count: 1 };
    case 'float':
      // Not every browser has numbers of 16 bits.
      return { type: dtype.size === 2 ? 'uint16' : dtype.size === 4 ? 'float32' : 'float64', count: 1 };
    case 'complex':
      return { type: dtype.size === 8 ? 'float32' : 'float64', count: 2 };
    case 'bool':
      return { type: 'uint8', count: 1 };
    case 'string':
      if (dtype.size === null) return null;
      return dtype.charset === 'utf-32' ? { type: 'uint32', count: dtype.size / 4 } : { type: 'uint8', count: dtype.size };
    case 'compound':
      return { type: 'uint8', count: dtype.size };
    default:
      return null;
  }
}
