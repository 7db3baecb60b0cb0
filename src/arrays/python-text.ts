/** Values as Python prints them, so that a category or an index reads the same here and there. Pure; runs on every thread. */
import type { Item } from './items.ts';

/** Python's str(): `True`, `1.0`, `1e-05`, `nan`. `isFloat` says that a whole number is a float. */
export function pythonText(item: Item, isFloat = false): string {
  if (item === true) return 'True';
  if (item === false) return 'False';
  if (item === null) return 'nan';
  if (typeof item === 'number' && (isFloat || !Number.isInteger(item))) return pythonFloat(item);
  return String(item);
}

/** repr(float): the shortest digits that round-trip, with an exponent below 1e-4 and from 1e16 on (CPython's float_repr_style "short"). */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  // toExponential without an argument gives as many digits as are needed, as JavaScript and Python both define.
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  const plain = String(value);
  return plain.includes('.') ? plain : `${plain}.0`;
}
