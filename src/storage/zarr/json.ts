/** JSON as Zarr's tools write it: Python's `NaN` and `Infinity` among the numbers, which JSON has not. Pure. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** @throws SyntaxError */
export function parseJson(bytes: Uint8Array): Json {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    const repaired = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (token) =>
      token.startsWith('"') ? token : `"${token}"`,
    );
    if (repaired === text) throw error;
    return JSON.parse(repaired);
  }
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

/** Lengths: whole numbers that are not negative; null for anything else. */
export function lengthsOf(json: Json | undefined): number[] | null {
  return isList(json) && json.every((length) => typeof length === 'number' && Number.isSafeInteger(length) && length >= 0)
    ? (json as number[]).slice()
    : null;
}
