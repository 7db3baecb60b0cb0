/** Compares two descriptions as the Python comparer does: integers exactly, floats to 1e-6, byte order aside. Node only. */

const RELATIVE = 1e-6;

/** One line for each difference. Descriptions are those of `parseExactly`. */
export function compareDescriptions(reference: Description, got: Description): string[] {
  const differences: string[] = [];
  for (const key of ['kind', 'shape', 'mod', 'axis'] as const) {
    if (key in reference && !close(reference[key], got[key]))
      differences.push(`${key}: want ${short(reference[key])}, got ${short(got[key])}`);
  }
  for (const [path, want] of Object.entries(reference.elements)) {
    const have = Object.hasOwn(got.elements, path) ? got.elements[path] : undefined;
    if (!have) differences.push(`${path}: missing`);
    else
      for (const key of Object.keys(want))
        if (!sameKey(key, want[key], have[key])) differences.push(`${path}: ${key}: want ${short(want[key])}, got ${short(have[key])}`);
  }
  for (const path of Object.keys(got.elements))
    if (!Object.hasOwn(reference.elements, path)) differences.push(`${path}: not in the reference`);
  return differences;
}

export interface Description {
  readonly kind: string;
  readonly shape: unknown;
  readonly mod?: unknown;
  readonly axis?: unknown;
  readonly elements: Record<string, Record<string, unknown>>;
}

function sameKey(key: string, want: unknown, got: unknown): boolean {
  if (key === 'dtype') return String(want).replace(/^[<>|=]+/, '') === String(got).replace(/^[<>|=]+/, '');
  return close(want, got);
}

/** What Python prints as an integer must be that integer; a float of ours that is whole has no point in JSON, but may be meant. */
function close(want: unknown, got: unknown): boolean {
  if (typeof want === 'bigint') return typeof got === 'bigint' ? want === got : typeof got === 'number' && Number(want) === got;
  if (typeof want === 'number' && (typeof got === 'number' || typeof got === 'bigint')) {
    const number = Number(got);
    return want === number || Math.abs(want - number) <= Math.max(RELATIVE * Math.max(Math.abs(want), Math.abs(number)), 1e-12);
  }
  if (Array.isArray(want) && Array.isArray(got)) return want.length === got.length && want.every((item, i) => close(item, got[i]));
  if (want !== null && got !== null && typeof want === 'object' && typeof got === 'object') {
    const [left, right] = [want as Record<string, unknown>, got as Record<string, unknown>];
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && close(left[key], right[key]));
  }
  return want === got;
}

function short(value: unknown): string {
  const text = JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? String(item) : item)) ?? 'nothing';
  return text.length <= 90 ? text : `${text.slice(0, 87)}...`;
}

const INTEGER = '\u0000integer:';

/** Parses JSON with its integers as BigInt, whatever their size, and its floats as numbers. What stands inside a text is left alone. */
export function parseExactly(json: string): Description {
  const marked = json.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d+$/.test(token) ? JSON.stringify(INTEGER + token) : token,
  );
  return JSON.parse(marked, (_key, value) =>
    typeof value === 'string' && value.startsWith(INTEGER) ? BigInt(value.slice(INTEGER.length)) : value,
  ) as Description;
}
