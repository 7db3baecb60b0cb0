/** Rows of a measurement, as a table. Node. */

export interface Row {
  readonly what: string;
  /** Ours, in `unit`: the median of the rounds. */
  readonly ours: number;
  readonly unit: string;
  /** What it is measured against, in the same unit; null where it could not run here. */
  readonly peer: { readonly name: string; readonly value: number } | null;
  /** Ours may be at most so many times the peer's. */
  readonly limit: number;
  readonly ratio: number | null;
  readonly verdict: 'ok' | 'over' | 'skipped';
}

export interface Context {
  readonly umbra: string;
  readonly h5web: string;
  readonly file: string;
  readonly rounds: number;
}

export function row(what: string, unit: string, ours: number, peer: Row['peer'], limit: number): Row {
  const ratio = peer && ours / peer.value;
  return { what, unit, ours, peer, limit, ratio, verdict: ratio === null ? 'skipped' : ratio <= limit ? 'ok' : 'over' };
}

export function printTable(rows: readonly Row[]): void {
  const cells = rows.map(({ what, ours, unit, peer, limit, ratio, verdict }) => [
    what,
    `${round(ours)} ${unit}`,
    peer ? `${round(peer.value)} ${unit} (${peer.name})` : 'not here',
    ratio === null ? '–' : ratio < 0.1 ? ratio.toPrecision(1) : ratio.toFixed(2),
    `≤ ${limit}`,
    verdict,
  ]);
  const table = [['what', 'Umbra', 'against', 'ratio', 'limit', ''], ...cells];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => (line[column] ?? '').length))) ?? [];
  for (const line of table) console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}
