/** IEEE 754 binary16 bits of a number that came from binary16: exact, so no rounding is needed. Pure. */
export function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size === 0) return sign;
  if (!Number.isFinite(size)) return sign | 0x7c00;
  const exponent = Math.floor(Math.log2(size));
  if (exponent < -14) return sign | Math.round(size * 2 ** 24);
  return sign | ((exponent + 15) << 10) | Math.round((size / 2 ** exponent - 1) * 1024);
}
