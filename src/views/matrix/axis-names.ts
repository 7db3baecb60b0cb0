/** Names of the rows or columns of a matrix, at once where they are here, by window where they are many. Page, no React. */
import { ElemShadow, itemAt, pythonText } from '../../shadow/index.ts';
import type { Activity } from '../../state/activity.ts';
import type { Axis } from '../../state/sheets/axes.ts';
import { ColumnSource } from '../grid/column-source.ts';

export class AxisNames {
  readonly #axis: Axis;
  readonly #source: ColumnSource | null;

  constructor(axis: Axis, activity: Activity, changed: () => void) {
    this.#axis = axis;
    this.#source = axis.names instanceof ElemShadow ? new ColumnSource(axis.names, axis.length, activity, changed) : null;
  }

  /** The name, or the position where there are no names, or where they cannot be read; null while it is being read. */
  at(item: number): string | null {
    const { names, from } = this.#axis;
    if (Array.isArray(names)) return names[item] ?? '';
    if (!this.#source || this.#source.error) return String(item + from);
    const found = this.#source.at(item);
    if (!found) return null;
    const { value } = found;
    return pythonText(itemAt(value, found.at), value.kind === 'numeric' && value.dtype.startsWith('float'));
  }

  want(items: readonly number[]): void {
    this.#source?.want(items);
  }

  /** @throws ShadowError where they cannot be read */
  async readAll(): Promise<void> {
    await this.#source?.readWhole();
  }
}
