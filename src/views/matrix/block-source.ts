/**
 * The values of a matrix for the rows and columns that are looked at, at once where they are here. Page, no React.
 * Read in blocks of places; those no longer wanted are given up, those far away are let go.
 */
import { type ErrorRecord, isAbort, type Selection, toErrorRecord } from '../../shadow/index.ts';
import type { Activity } from '../../state/activity.ts';
import type { Found } from '../grid/column-source.ts';
import type { Block, GridModel } from './model.ts';

/** Blocks kept beyond those in view. */
const MOST_KEPT = 24;

/** Places in view; ends exclusive. */
export interface Window {
  readonly rows: { readonly first: number; readonly end: number };
  readonly columns: { readonly first: number; readonly end: number };
}

export class BlockSource {
  readonly #model: GridModel;
  readonly #order: Uint32Array<ArrayBuffer> | null;
  readonly #activity: Activity;
  readonly #changed: () => void;
  /** By `row,column` of the block; the one that was wanted last is the last. */
  readonly #blocks = new Map<string, Block>();
  readonly #reading = new Map<string, AbortController>();
  readonly #failed = new Set<string>();
  error: ErrorRecord | null = null;

  /** @param order the row at each place; null = as in the file */
  constructor(model: GridModel, order: Uint32Array<ArrayBuffer> | null, activity: Activity, changed: () => void) {
    this.#model = model;
    this.#order = order;
    this.#activity = activity;
    this.#changed = changed;
  }

  at(place: number, column: number): Found | undefined {
    const { rows, columns } = this.#model.block;
    const [down, across] = [Math.floor(place / rows), Math.floor(column / columns)];
    return this.#blocks.get(`${down},${across}`)?.(place - down * rows, column - across * columns);
  }

  isUnreadable(place: number, column: number): boolean {
    const { rows, columns } = this.#model.block;
    return this.#failed.size > 0 && this.#failed.has(`${Math.floor(place / rows)},${Math.floor(column / columns)}`);
  }

  /** Reads what is lacking in a window; answers at once. */
  want({ rows, columns }: Window): void {
    const { block } = this.#model;
    const wanted = new Set<string>();
    for (let down = Math.floor(rows.first / block.rows); down * block.rows < rows.end; down++) {
      for (let across = Math.floor(columns.first / block.columns); across * block.columns < columns.end; across++)
        wanted.add(`${down},${across}`);
    }
    this.#giveUp((key) => !wanted.has(key));
    for (const key of wanted) {
      const here = this.#blocks.get(key);
      if (here) {
        this.#blocks.delete(key);
        this.#blocks.set(key, here);
      } else if (!this.#reading.has(key) && !this.#failed.has(key)) void this.#read(key);
    }
    for (const key of this.#blocks.keys()) {
      if (this.#blocks.size <= wanted.size + MOST_KEPT) break;
      this.#blocks.delete(key);
    }
  }

  /** Gives up what is being read. */
  stop(): void {
    this.#giveUp(() => true);
  }

  #giveUp(isUnwanted: (key: string) => boolean): void {
    for (const [key, controller] of this.#reading) {
      if (!isUnwanted(key)) continue;
      // Wanted again before the abort is through, it is read anew.
      this.#reading.delete(key);
      controller.abort();
    }
  }

  async #read(key: string): Promise<void> {
    const { block, rows, columns, label, isSmall } = this.#model;
    const [down = 0, across = 0] = key.split(',').map(Number);
    const controller = new AbortController();
    this.#reading.set(key, controller);
    const places = range(down * block.rows, block.rows, rows.length);
    const wanted = this.#order ? this.#order.slice(...places) : places;
    const wantedColumns: Selection = range(across * block.columns, block.columns, columns.length);
    try {
      const read = await this.#activity.run(`Reading ${label}`, controller.signal, async (options) => {
        // Rows from everywhere touch every chunk: all of a small matrix costs no more.
        if (this.#order && isSmall) await this.#model.readAll(options);
        return this.#model.read(wanted, wantedColumns, options);
      });
      this.#blocks.set(key, read);
    } catch (error) {
      if (!isAbort(error)) {
        this.#failed.add(key);
        const record = toErrorRecord(error);
        // Of a file that is gone, nobody wants to hear.
        if (record.tag !== 'closed') this.error = record;
      }
    } finally {
      if (this.#reading.get(key) === controller) this.#reading.delete(key);
      this.#changed();
    }
  }
}

function range(start: number, length: number, all: number): [start: number, end: number] {
  return [start, Math.min(all, start + length)];
}
