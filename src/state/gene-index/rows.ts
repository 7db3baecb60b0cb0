/** The indexes there are, one a row: those of the open file as far as they are built, then those that are kept of others. Pure. */
import type { KeptIndex } from '../../shadow/index.ts';
import { pathLabel } from '../path-label.ts';
import type { MatrixIndex } from './building.ts';

export interface IndexRow {
  readonly id: string;
  /** Null for one that cannot be read. */
  readonly file: string | null;
  readonly matrix: string;
  /** What it takes, or will when it is complete. */
  readonly bytes: number;
  /** Of the open file. */
  readonly own: MatrixIndex | null;
  /** Its name in the store; null where it is only in memory, or not begun. */
  readonly key: string | null;
}

export function indexRows(file: string, matrices: readonly MatrixIndex[], kept: readonly KeptIndex[]): IndexRow[] {
  const keys = new Set(kept.map(({ key }) => key));
  const own = matrices.map(
    (index): IndexRow => ({
      id: index.path,
      file,
      matrix: pathLabel(index.path),
      bytes: index.bytes,
      own: index,
      key: index.key !== null && keys.has(index.key) ? index.key : null,
    }),
  );
  const others = kept
    .filter(({ key }) => !matrices.some((index) => index.key === key))
    .map(
      ({ key, bytes, head }): IndexRow => ({
        id: key,
        file: head?.file ?? null,
        matrix: pathLabel(head?.path ?? ''),
        bytes,
        own: null,
        key,
      }),
    );
  return [...own, ...others.sort((a, b) => (a.file ?? '').localeCompare(b.file ?? '') || a.matrix.localeCompare(b.matrix))];
}

/** What they take on disk: of one that is being built, what is built of it. */
export function keptBytes(rows: readonly IndexRow[]): number {
  return rows.reduce((sum, { bytes, own }) => sum + (own ? (own.key === null ? 0 : own.done * bytes) : bytes), 0);
}

/** Whether any is there, if only in part, or on its way. */
export function hasAny(rows: readonly IndexRow[]): boolean {
  return rows.some(({ own }) => !own || own.done > 0 || own.status === 'building' || own.status === 'waiting');
}
