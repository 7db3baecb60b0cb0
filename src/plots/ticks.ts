/** Where an axis has its ticks, and what they say. Pure. */
import type { AxisScale } from './axis.ts';

export interface Tick {
  /** As the axis has it: log1p's of a logarithmic one, the code of a category. */
  readonly value: number;
  readonly label: string;
}

/**
 * The ticks of the part of an axis that is in view.
 * @param from @param to its ends, as the axis has them
 * @param most how many labels have room
 */
export function ticksOf(scale: AxisScale, from: number, to: number, most: number): Tick[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  if (scale.categories) return categoryTicks(scale.categories, low, high, most);
  if (scale.isLog) return logTicks(low, high, most);
  return numberTicks(low, high, most).map((tick) => ({ value: tick, label: tickLabel(tick, stepOf(low, high, most)) }));
}

function categoryTicks(categories: readonly string[], low: number, high: number, most: number): Tick[] {
  const first = Math.max(0, Math.ceil(low));
  const last = Math.min(categories.length - 1, Math.floor(high));
  // Every second, every third…: counted from the first category, so that names stay while the view moves.
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, most)));
  const ticks: Tick[] = [];
  for (let code = Math.ceil(first / step) * step; code <= last; code += step) ticks.push({ value: code, label: categories[code] ?? '' });
  return ticks;
}

/** 1, 2 or 5 times a power of ten, so that there are at most `most` steps. */
function stepOf(low: number, high: number, most: number): number {
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power;
}

function numberTicks(low: number, high: number, most: number): number[] {
  const step = stepOf(low, high, most);
  if (!(step > 0 && Number.isFinite(step))) return [];
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  // Multiplied, not added up: 0.1 + 0.2 is no tick.
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Powers of ten, with their doubles and halves where there is room; within one decade as for numbers. */
function logTicks(low: number, high: number, most: number): Tick[] {
  const [min, max] = [Math.expm1(low), Math.expm1(high)];
  const powers = Array.from({ length: 17 }, (_, exponent) => 10 ** exponent);
  const candidates = [
    [0, ...powers.flatMap((power) => [power, 2 * power, 5 * power])],
    [0, ...powers],
    [0, ...powers.filter((_, exponent) => exponent % 2 === 0)],
    [0, ...powers.filter((_, exponent) => exponent % 3 === 0)],
  ].map((values) => values.filter((value) => value >= min - 1e-9 && value <= max * (1 + 1e-9)));
  const values = candidates.find((all) => all.length <= most) ?? [];
  const shown = values.length >= 3 ? values : numberTicks(min, max, most);
  const smallest = shown.length > 1 ? Math.min(...shown.slice(1).map((value, i) => value - (shown[i] as number))) : 1;
  return shown.map((value) => ({ value: Math.log1p(value), label: tickLabel(value, smallest) }));
}

/** As many digits as tell one tick from the next. */
function tickLabel(value: number, step: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const order = Math.floor(Math.log10(size));
  const steps = Math.floor(Math.log10(step) + 1e-9);
  if (size >= 1e6 || order < -4)
    return value
      .toExponential(Math.min(12, Math.max(0, order - steps)))
      .replace('e+', 'e')
      .replaceAll('-', '−');
  const digits = Math.min(12, Math.max(0, -steps));
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace('-', '−');
}
