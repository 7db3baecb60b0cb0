/** The head of a matrix's column: its name, and sorting the rows by it. Page, React. */
import { memo } from 'react';
import type { Sort } from '../../state/sheets/tables.ts';
import { HeadName } from '../grid/HeadName.tsx';
import styles from './matrix.module.css';

interface ColumnHeadProps {
  readonly column: number;
  /** In CSS pixels. */
  readonly left: number;
  /** Null while it is being read. */
  readonly name: string | null;
  readonly direction: 'ascending' | 'descending' | 'none';
  readonly isNumeric: boolean;
  /** Null where the values have no order. */
  readonly onSort: ((sort: Sort | null) => void) | null;
}

/** Numbers from the highest first: the top genes of a factor are what one looks for. */
export const ColumnHead = memo(({ column, left, name, direction, isNumeric, onSort }: ColumnHeadProps) => {
  const [first, second] = isNumeric ? (['descending', 'ascending'] as const) : (['ascending', 'descending'] as const);
  const next = direction === 'none' ? first : direction === first ? second : null;
  return (
    <div role="columnheader" tabIndex={-1} aria-sort={direction} aria-colindex={column + 2} className={styles.head} style={{ left }}>
      <HeadName
        name={name}
        title={name ?? undefined}
        direction={direction}
        atEnd={isNumeric}
        onClick={onSort && (() => onSort(next && { column: String(column), descending: next === 'descending' }))}
      />
    </div>
  );
});
