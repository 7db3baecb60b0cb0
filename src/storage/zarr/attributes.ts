/** Zarr's attributes, which are JSON, as those of an outline. Pure. What HDF5 has no type for is kept as its text. */
import type { Attribute, AttributeValue } from '../../protocol/outline.ts';
import { isList, type Json, type JsonObject } from './json.ts';

export function attributesOf(json: JsonObject): Attribute[] {
  return Object.entries(json).map(([name, value]) => ({ name, ...attributeOf(value ?? null) }));
}

function attributeOf(json: Json): Pick<Attribute, 'value' | 'dtype'> {
  if (json === null) return { value: null, dtype: 'empty' };
  if (!isList(json)) return isScalar(json) ? { value: json, dtype: typeOf([json]) } : asText(json);
  if (!json.every(isScalar)) return asText(json);
  const dtype = typeOf(json);
  return dtype === 'json' ? asText(json) : { value: json as AttributeValue, dtype };
}

function asText(json: Json): Pick<Attribute, 'value' | 'dtype'> {
  return { value: JSON.stringify(json), dtype: 'json' };
}

function isScalar(json: Json): json is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof json);
}

/** In numpy's words; `json` for a list of several types. */
function typeOf(items: readonly Json[]): string {
  if (items.every((item) => typeof item === 'string')) return 'str';
  if (items.every((item) => typeof item === 'boolean')) return 'bool';
  if (items.every((item) => typeof item === 'number')) return items.every(Number.isInteger) ? 'int64' : 'float64';
  return 'json';
}
