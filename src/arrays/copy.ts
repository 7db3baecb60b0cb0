/** A value with buffers of its own: numpy's `.copy()`. Pure; runs on every thread. */
import type { Value } from '../protocol/values.ts';

/** Nothing is shared with the original, and nothing more is held than the value needs: a view of a large buffer becomes a small one. */
export function copyValue<T extends Value>(value: T): T {
  return deepCopy(value) as T;
}

function deepCopy(part: unknown): unknown {
  if (ArrayBuffer.isView(part)) return (part as Uint8Array).slice();
  if (Array.isArray(part)) return part.map(deepCopy);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, deepCopy(value)]));
}
