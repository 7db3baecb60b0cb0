/**
 * Attributes as AnnData means them, however a tool wrote them: h5py, rhdf5, hdf5r and HDF5.jl differ in whether one text is a single value
 * or a list of one, and in what true is. Runs on the file side, pure.
 */
import { type Attribute, attributeOf } from '../protocol/outline.ts';

type WithAttributes = { readonly attributes: readonly Attribute[] };

/** One text; undefined where there is none. */
export function textAttribute(node: WithAttributes, name: string): string | undefined {
  const value = attributeOf(node, name);
  const text = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof text === 'string' ? text : undefined;
}

/** A list of texts, also of one; undefined where there is none. An empty list may have any type: pandas makes a float64 of it. */
export function textsAttribute(node: WithAttributes, name: string): readonly string[] | undefined {
  const value = attributeOf(node, name);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** h5py writes a bool; other tools write 0 and 1, or "True". */
export function isTrue(node: WithAttributes, name: string): boolean {
  const value = attributeOf(node, name);
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return single === true || single === 1 || single === 1n || (typeof single === 'string' && single.toLowerCase() === 'true');
}
