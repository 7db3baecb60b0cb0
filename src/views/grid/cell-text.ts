/** Values as a table shows them, and as they are copied. Pure. */
import { type ArrayValue, type Item, itemAt, pythonText } from '../../shadow/index.ts';
import type { Found } from './column-source.ts';

export type CellKind = 'number' | 'text' | 'boolean' | 'category';

export function kindOf(value: ArrayValue): CellKind {
  if (value.kind === 'numeric') return 'number';
  if (value.kind === 'boolean') return 'boolean';
  return value.kind === 'categorical' ? 'category' : 'text';
}

/** Whether a column of that dtype holds numbers, before it is read. */
export function isNumberType(dtype: string | null): boolean {
  return dtype !== null && /^(u?int|float|complex)\d+$/.test(dtype);
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 });

/** Six significant digits, as pandas shows them; null where the value is missing. */
export function cellText({ value, at }: Found): string | null {
  const item = itemAt(value, at);
  if (item === null || (typeof item === 'number' && Number.isNaN(item))) return null;
  if (value.kind === 'numeric' && (typeof item === 'number' || typeof item === 'bigint')) return numberText(item);
  return plainText(item, value);
}

function numberText(value: number | bigint): string {
  if (typeof value === 'bigint') return grouped.format(value);
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return grouped.format(value);
  if (size >= 1e9 || size < 1e-4) return value.toExponential(5);
  return grouped.format(Number(value.toPrecision(6)));
}

/** All digits, no separators; '' where the value is missing. For copying and CSV. */
export function exactText({ value, at }: Found): string {
  const item = itemAt(value, at);
  if (item === null || (typeof item === 'number' && Number.isNaN(item))) return '';
  if (value.kind === 'numeric' && value.data instanceof Float32Array && typeof item === 'number') return shortestFloat32(item);
  return plainText(item, value);
}

/** As Python writes it: `3-4j`. */
export function complexText(re: number, im: number): string {
  return `${re}${im < 0 || Object.is(im, -0) ? '-' : '+'}${Math.abs(im)}j`;
}

/** The fewest digits that give the same float32 again: its double has noise behind them. */
export function shortestFloat32(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}

function plainText(item: Item, value: ArrayValue): string {
  if (value.kind === 'numeric' && Array.isArray(item)) return complexText(Number(item[0]), Number(item[1]));
  if (Array.isArray(item)) return item.map((part) => String(part)).join(', ');
  const isFloat = value.kind === 'categorical' && value.categories.kind === 'numeric' && value.categories.dtype.startsWith('float');
  return typeof item === 'boolean' || isFloat ? pythonText(item, isFloat) : String(item);
}
