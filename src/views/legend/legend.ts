/** Rows of a categorical's legend. Pure. */
import type { CategoryColoring } from '../../state/plot/coloring.ts';

export interface LegendRow {
  /** −1 = missing. */
  readonly code: number;
  readonly name: string;
  readonly color: string;
  readonly count: number;
  /** What is wrong with its colour in the file. */
  readonly problem: string | null;
}

/** In category order, those that contain the search; missing last, where there is any. */
export function legendRows(coloring: CategoryColoring, search: string): LegendRow[] {
  const problems = new Map(coloring.unusable.map(({ category, found }) => [category, found]));
  const rows: LegendRow[] = coloring.categories.map((name, code) => {
    const found = problems.get(name);
    const problem =
      found === undefined
        ? null
        : found === 'none'
          ? 'The file has no colour for this category.'
          : `The file’s colour “${found}” is not a colour.`;
    return {
      code,
      name: name === '' ? '(empty)' : name,
      color: coloring.colors[code] ?? '#808080',
      count: coloring.counts[code] ?? 0,
      problem,
    };
  });
  if (coloring.missing > 0) rows.push({ code: -1, name: 'missing', color: 'var(--missing)', count: coloring.missing, problem: null });
  const wanted = search.trim().toLowerCase();
  return wanted === '' ? rows : rows.filter(({ name }) => name.toLowerCase().includes(wanted));
}

export function toggled(hidden: ReadonlySet<number>, code: number): ReadonlySet<number> {
  const next = new Set(hidden);
  if (!next.delete(code)) next.add(code);
  return next;
}

/** A number as somebody types it: with the minus, the thousands separators and the exponent that numbers are shown with; null if it is none. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace('−', '-').replaceAll(',', '');
  const value = Number(plain);
  return plain === '' || !Number.isFinite(value) ? null : value;
}
