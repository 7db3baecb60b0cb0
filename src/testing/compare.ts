/** Compares two descriptions as the Python comparer does: integers exactly, floats to 1e-6, byte order aside. Node only. */

const RELATIVE = 1e-6;

/** One line for each difference. */
export function compareDescriptions(reference: Description, got: Description): string[] {
  const differences: string[] = [];
  for (const key of ['kind', 'shape', 'mod', 'axis'] as const) {
    if (key in reference && !close(reference[key], got[key]))
      differences.push(`${key}: want ${short(reference[key])}, got ${short(got[key])}`);
  }
  for (const [path, want] of Object.entries(reference.elements)) {
    const have = got.elements[path];
    if (!have) differences.push(`${path}: missing`);
    else
      for (const key of Object.keys(want))
        if (!sameKey(key, want[key], have[key])) differences.push(`${path}: ${key}: want ${short(want[key])}, got ${short(have[key])}`);
  }
  for (const path of Object.keys(got.elements)) if (!(path in reference.elements)) differences.push(`${path}: not in the reference`);
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

function close(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return a === b || Math.abs(a - b) <= Math.max(RELATIVE * Math.max(Math.abs(a), Math.abs(b)), 1e-12);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => close(item, b[i]));
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
    return Object.keys(left).length === Object.keys(right).length && Object.keys(left).every((key) => close(left[key], right[key]));
  }
  // Python prints a float sum of large integers with an exponent, we in full digits.
  if (typeof a === 'number' && isDigits(b)) return close(a, Number(b));
  return a === b;
}

function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d{16,}$/.test(value);
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 90 ? text : `${text.slice(0, 87)}...`;
}

/** Parses JSON keeping whole numbers beyond 2^53 exact, as strings. */
export function parseExactly(json: string): Description {
  return JSON.parse(json.replaceAll(/(?<=[:[,\s])-?\d{16,}(?=[,\]\s}])/g, '"$&"')) as Description;
}
