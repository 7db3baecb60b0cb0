/** Puts decoded arrays together. Pure; runs on every thread. */
import type { ArrayValue, NumberData, StringArray } from '../protocol/values.ts';

/** Arrays one below the other. All have the same kind and the same trailing shape. */
export function concatArrays(parts: readonly ArrayValue[]): ArrayValue {
  const [first, ...rest] = parts;
  if (!first || rest.length === 0) return first as ArrayValue;
  const shape = [parts.reduce((sum, part) => sum + (part.shape[0] ?? 0), 0), ...first.shape.slice(1)];
  const mask =
    'mask' in first && first.mask ? { mask: concatItems(parts.map((part) => (part as StringArray).mask as Uint8Array<ArrayBuffer>)) } : {};
  switch (first.kind) {
    case 'numeric':
    case 'boolean':
      return { ...first, shape, data: concatItems(parts.map((part) => (part as typeof first).data)) as never, ...mask };
    case 'categorical':
      return { ...first, shape, codes: concatItems(parts.map((part) => (part as typeof first).codes)) as never };
    case 'string':
      return { ...concatStrings(parts as readonly StringArray[], shape), ...mask };
    case 'record':
      return {
        ...first,
        shape,
        fields: first.fields.map(
          ([name], i) => [name, concatArrays(parts.map((part) => (part as typeof first).fields[i]?.[1] as ArrayValue))] as const,
        ),
      };
  }
}

function concatItems<T extends NumberData>(parts: readonly T[]): T {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const out = new ((parts[0] as T).constructor as new (length: number) => T)(length);
  let at = 0;
  for (const part of parts) {
    out.set(part as never, at);
    at += part.length;
  }
  return out;
}

function concatStrings(parts: readonly StringArray[], shape: readonly number[]): StringArray {
  const bytes = concatItems(parts.map((part) => part.bytes));
  const offsets = new Uint32Array(parts.reduce((sum, part) => sum + part.offsets.length - 1, 1));
  let at = 1;
  let base = 0;
  for (const part of parts) {
    for (let i = 1; i < part.offsets.length; i++) offsets[at++] = base + (part.offsets[i] as number);
    base += part.bytes.byteLength;
  }
  return { kind: 'string', shape, bytes, offsets };
}
