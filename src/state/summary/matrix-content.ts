/** What is in a matrix, in words, out of a sample of it: counts, logarithms, scaled values; and why. Says so where it is not sure. Pure. */
import { LOG_BASES, type MatrixSample, type RowSample } from '../../shadow/index.ts';
import { formatCount, formatNumber, formatPercent, plural } from '../../ui/format.ts';

export interface MatrixContent {
  /** “log-normalised”, “counts”, “probably scaled”. */
  readonly what: string;
  /** “log-normalised, non-negative, 10 % filled”. */
  readonly text: string;
  /** What was seen that says so, a sentence each. */
  readonly evidence: readonly string[];
  readonly isCounts: boolean;
}

interface Verdict {
  readonly what: string;
  readonly isSure: boolean;
  readonly why: string;
  readonly isCounts?: boolean;
}

/** Share of the rows seen that have to agree: a cell of two or three counts can look like anything. */
const MOST = 0.8;
/** Relative spread of the rows' sums below which they are one number. */
const SAME_SUM = 0.01;
/** log(1 + x) of what a cell can have: beyond it, it is no logarithm. */
const LARGEST_LOG = 20;

export function matrixContent(sample: MatrixSample): MatrixContent {
  const { what, isSure, why, isCounts = false } = verdictOf(sample);
  const said = isSure ? what : `probably ${what}`;
  return { what: said, text: [said, ...detailsOf(sample)].join(', '), evidence: [why, ...seenOf(sample)], isCounts };
}

function verdictOf(sample: MatrixSample): Verdict {
  const { min, max, isWhole } = sample;
  if (min === null || max === null || (min === 0 && max === 0))
    return { what: 'all zeros', isSure: false, why: 'No value seen is above zero.' };
  if (min < 0) return withNegatives(sample);
  if (!isWhole) return fractions(sample, max);
  if (max <= 1) return { what: 'zeros and ones', isSure: true, why: 'All values seen are 0 or 1.' };
  return { what: 'counts', isSure: true, why: 'All values seen are whole and none is negative.', isCounts: true };
}

function fractions({ rows, min }: MatrixSample, max: number): Verdict {
  const base = LOG_BASES.findIndex((_, i) => agree(rows, (row) => row.isLogOfMultiples[i] ?? null));
  const sum = base < 0 ? null : commonSum(rows.map((row) => row.unlogged[base] as number));
  const name = LOG_BASES[Math.max(0, base)] === Math.E ? 'log-normalised' : `log${LOG_BASES[base]}-normalised`;
  if (base >= 0) {
    const to = sum === null ? '' : ` They come to ${formatCount(Math.round(sum))} in each cell.`;
    return { what: name, isSure: true, why: `Undoing log(1 + x) gives multiples of one number in each cell: scaled counts.${to}` };
  }
  if (agree(rows, (row) => row.isMultiples))
    return {
      what: 'normalised, without logarithm',
      isSure: true,
      why: 'In each cell, the values are multiples of one number: scaled counts.',
    };
  const unlogged = commonSum(rows.map((row) => row.unlogged[0] as number));
  if (unlogged !== null)
    return { what: 'log-normalised', isSure: true, why: `Undoing log(1 + x), each cell comes to ${formatCount(Math.round(unlogged))}.` };
  const total = commonSum(rows.map((row) => row.total));
  if (total !== null)
    return { what: 'normalised, without logarithm', isSure: true, why: `The values of each cell come to ${formatNumber(total)}.` };
  if (max <= LARGEST_LOG && (min ?? 0) >= 0)
    return {
      what: 'log-normalised',
      isSure: false,
      why: `The values are not whole, and none is above ${formatNumber(max)}: as logarithms are.`,
    };
  return { what: 'corrected counts', isSure: false, why: 'The values are not whole, and too large for logarithms.' };
}

function withNegatives({ rows, mean, sd }: MatrixSample): Verdict {
  const typical = Math.max(...rows.map((row) => Math.abs(row.total)), 0);
  if (rows.length >= 3 && typical < 1e-3 * sd)
    return { what: 'centred in each cell (as CLR does)', isSure: true, why: 'The values of each cell come to zero.' };
  const isCentred = Math.abs(mean) < 0.1 * sd;
  if (isCentred && sd > 0.8 && sd < 1.2)
    return {
      what: 'scaled',
      isSure: true,
      why: `There are negative values; their mean is ${formatNumber(mean)}, their deviation ${formatNumber(sd)}.`,
    };
  if (isCentred)
    return { what: 'residuals or scaled values', isSure: false, why: `There are negative values, around a mean of ${formatNumber(mean)}.` };
  return { what: 'transformed', isSure: false, why: 'There are negative values, not centred on zero.' };
}

/** Whether nearly all rows that can tell say yes. */
function agree(rows: readonly RowSample[], says: (row: RowSample) => boolean | null): boolean {
  const told = rows.map(says).filter((said) => said !== null);
  return told.length >= 3 && told.filter(Boolean).length >= MOST * told.length;
}

/** The sum that all rows have, or null. */
function commonSum(sums: readonly number[]): number | null {
  if (sums.length < 3) return null;
  const mean = sums.reduce((sum, value) => sum + value, 0) / sums.length;
  return sums.every((value) => Math.abs(value - mean) <= SAME_SUM * Math.abs(mean)) && mean > 0 && Number.isFinite(mean) ? mean : null;
}

function detailsOf({ min, max, filled, missing, isWhole }: MatrixSample): string[] {
  const details: string[] = [];
  if (min !== null && max !== null && min < 0) details.push(`${formatNumber(min)} to ${formatNumber(max)}`);
  else {
    if (!isWhole) details.push('non-negative');
    if (max && filled < 0.995) details.push(`${formatFilled(filled)} filled`);
  }
  return [...details, ...(missing > 0 ? ['with missing values'] : [])];
}

function formatFilled(share: number): string {
  return share > 0 && share < 0.01 ? '< 1 %' : formatPercent(share);
}

function seenOf({ values, min, max, filled, missing }: MatrixSample): string[] {
  if (values === 0 || min === null || max === null) return ['Nothing is stored where it was looked.'];
  return [
    `${plural(values, 'value')} in ${missing > 0 ? 'which some are missing, ' : ''}a sample run from ${formatNumber(min)} to ${formatNumber(max)}.`,
    `${formatFilled(filled)} of the matrix is not zero.`,
  ];
}
