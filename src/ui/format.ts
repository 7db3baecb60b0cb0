/** Numbers as people read them: thousands separators, SI bytes, three significant digits. Pure. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function formatCount(count: number): string {
  return whole.format(count);
}

/** “3,891 cells”, “1 cell”. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** SI: 1 kB = 1000 B. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : value >= 9.95 ? 1 : 2;
  return `${value.toFixed(digits).replace(/\.0+$/, '')} ${UNITS[unit]}`;
}

/** Three significant digits; very large and very small ones with an exponent. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (Number.isInteger(value) && size < 1e6) return whole.format(value).replace('-', '−');
  if (size >= 1e6 || size < 1e-3) return value.toExponential(2).replace('e+', 'e').replace('-', '−');
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 }).replace('-', '−');
}

export function formatShape(shape: readonly number[]): string {
  return shape.map(formatCount).join(' × ');
}

export function formatPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const UNITS_OF_TIME = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** “2 hours ago”, “yesterday”; of less than a minute “just now”. Milliseconds. */
export function formatAgo(passed: number): string {
  for (const [unit, length] of UNITS_OF_TIME) if (passed >= length) return ago.format(-Math.floor(passed / length), unit);
  return 'just now';
}
