/** Tables as text: CSV for files, tab-separated for the clipboard. Pure but for pauses between pieces. */
import type { ArrayValue } from '../../shadow/index.ts';
import { exactText } from './cell-text.ts';

export interface TextColumn {
  readonly name: string;
  readonly value: ArrayValue;
}

/** So many values go into the clipboard; more belongs in a file. */
export const MOST_CELLS = 200_000;

/** Rows made in one go: about 10 ms. */
const ROWS_PER_PIECE = 5000;

/**
 * RFC 4180, with a header; missing values are empty. In pieces, with a pause after each.
 * @param rows absolute rows in order; null = all of them
 */
export async function* csvPieces(
  columns: readonly TextColumn[],
  rows: Uint32Array | null,
  count: number,
  pause: (done: number) => Promise<void>,
): AsyncGenerator<string> {
  yield `${columns.map(({ name }) => quoted(name)).join(',')}\r\n`;
  for (let start = 0; start < count; start += ROWS_PER_PIECE) {
    const end = Math.min(count, start + ROWS_PER_PIECE);
    let text = '';
    for (let i = start; i < end; i++) {
      const at = rows ? (rows[i] as number) : i;
      text += `${columns.map(({ value }) => quoted(exactText({ value, at }))).join(',')}\r\n`;
    }
    yield text;
    await pause(end / count);
  }
}

/** One field of CSV. */
export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** For a spreadsheet's paste: tabs and line ends inside values become blanks. */
export function tabSeparated(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((text) => text.replaceAll(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');
}
