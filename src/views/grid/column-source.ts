/**
 * The values of one column for the rows that are looked at, at once where they are here. Page, no React.
 * Small columns are read whole, large ones page by page; what was read once stays while the table is open.
 */
import type { ArrayValue, ElemShadow, ErrorRecord } from '../../shadow/index.ts';
import { isAbort, toErrorRecord } from '../../shadow/index.ts';
import type { Activity } from '../../state/activity.ts';

/** Up to so many bytes a column is read whole. */
const READ_WHOLE = 4_000_000;
/** Rows of a page, if the column's chunks are not larger: a chunk is decoded as a whole. */
const PAGE = 4096;
const LARGEST_PAGE = 65_536;
/** Once rows on so many pages are wanted (a sorted table), the column is read whole. */
const SCATTERED = 4;

/** A value and the place in it: `undefined` while it is being read. */
export interface Found {
  readonly value: ArrayValue;
  readonly at: number;
}

export class ColumnSource {
  readonly column: ElemShadow;
  readonly #activity: Activity;
  readonly #changed: () => void;
  readonly #rows: number;
  readonly #pageSize: number;
  readonly #pages = new Map<number, ArrayValue>();
  readonly #reading = new Map<number, AbortController>();
  #whole: ArrayValue | null = null;
  #isReadingWhole = false;
  error: ErrorRecord | null = null;

  constructor(column: ElemShadow, rows: number, activity: Activity, changed: () => void) {
    this.column = column;
    this.#rows = rows;
    this.#activity = activity;
    this.#changed = changed;
    const chunk = column.node?.layout?.chunks?.[0] ?? 1;
    this.#pageSize = Math.min(LARGEST_PAGE, Math.max(1, Math.ceil(PAGE / chunk)) * chunk);
  }

  at(row: number): Found | undefined {
    this.#whole ??= this.column.peek() as ArrayValue | null;
    if (this.#whole) return { value: this.#whole, at: row };
    const page = Math.floor(row / this.#pageSize);
    const value = this.#pages.get(page);
    return value && { value, at: row - page * this.#pageSize };
  }

  /** Reads what is lacking for these rows; pages that are no longer wanted are given up. */
  want(rows: readonly number[]): void {
    if (this.#whole || this.#isReadingWhole || this.error) return;
    const pages = new Set(rows.map((row) => Math.floor(row / this.#pageSize)).filter((page) => !this.#pages.has(page)));
    for (const [page, controller] of this.#reading) if (!pages.has(page)) controller.abort();
    if (pages.size === 0) return;
    if (this.#isSmall() || pages.size > SCATTERED) void this.readWhole().catch(() => {});
    else for (const page of pages) if (!this.#reading.has(page)) void this.#readPage(page);
  }

  /** The whole column, for copying and export. */
  async readWhole(): Promise<ArrayValue> {
    if (this.#whole) return this.#whole;
    this.#isReadingWhole = true;
    try {
      this.#whole = (await this.#activity.run(`Reading ${this.column.name}`, null, (options) => this.column.read(options))) as ArrayValue;
      this.#pages.clear();
      return this.#whole;
    } catch (error) {
      this.#fail(error);
      throw error;
    } finally {
      this.#isReadingWhole = false;
      this.#changed();
    }
  }

  async #readPage(page: number): Promise<void> {
    const controller = new AbortController();
    this.#reading.set(page, controller);
    const start = page * this.#pageSize;
    const end = Math.min(this.#rows, start + this.#pageSize);
    try {
      const value = await this.#activity.run(`Reading ${this.column.name}`, controller.signal, (options) =>
        this.column.slice([start, end], null, options),
      );
      this.#pages.set(page, value);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#reading.delete(page);
      this.#changed();
    }
  }

  #isSmall(): boolean {
    const { node } = this.column;
    // Codes of a categorical are a byte or two; strings are references and some twenty bytes.
    const bytes = node?.layout ? (node.dtype === 'str' ? this.#rows * 24 : node.layout.bytes) : this.#rows * 2;
    return bytes <= READ_WHOLE;
  }

  #fail(error: unknown): void {
    if (!isAbort(error)) this.error = toErrorRecord(error);
  }
}
