/** The name of a column at its head, with the way it is sorted; a click sorts by it. Page, React. */
import { ArrowDown, ArrowUp } from 'lucide-react';
import styles from './grid.module.css';

interface HeadNameProps {
  /** Null while it is not read. */
  readonly name: string | null;
  readonly title: string | undefined;
  readonly direction: 'ascending' | 'descending' | 'none';
  /** Over numbers, which stand at the end of their column; not where buttons come up beside it. */
  readonly atEnd?: boolean;
  /** Null where the values have no order. */
  readonly onClick: (() => void) | null;
}

export function HeadName({ name, title, direction, atEnd = false, onClick }: HeadNameProps) {
  return (
    <button
      type="button"
      className={styles.headName}
      data-end={atEnd || undefined}
      title={title}
      disabled={!onClick}
      onClick={onClick ?? undefined}
    >
      {name === null ? <span className={styles.waiting} /> : <span>{name}</span>}
      {direction === 'ascending' && <ArrowUp size={12} />}
      {direction === 'descending' && <ArrowDown size={12} />}
    </button>
  );
}
