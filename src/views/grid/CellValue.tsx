/** One value of a grid: waiting, missing, unreadable, or as it is shown. Page, React. */
import { cellText, kindOf } from './cell-text.ts';
import type { Found } from './column-source.ts';
import styles from './grid.module.css';

interface CellValueProps {
  /** Undefined while it is being read. */
  readonly found: Found | undefined;
  readonly isUnreadable: boolean;
  /** Of a categorical: the colour of each category. */
  readonly colors?: readonly string[] | undefined;
  /** In a matrix that is mostly zeros, they stay in the background. */
  readonly hasFaintZeros?: boolean;
}

export function CellValue({ found, isUnreadable, colors, hasFaintZeros = false }: CellValueProps) {
  if (isUnreadable) return <span className={styles.unreadable}>unreadable</span>;
  if (!found) return <span className={styles.waiting} />;
  const text = cellText(found);
  const kind = kindOf(found.value);
  if (text === null) return <span className={styles.missing}>missing</span>;
  const color = found.value.kind === 'categorical' ? colors?.[found.value.codes[found.at] ?? -1] : undefined;
  return (
    <span
      className={styles.value}
      data-kind={kind}
      data-false={(kind === 'boolean' && text === 'False') || undefined}
      data-zero={(hasFaintZeros && kind === 'number' && text === '0') || undefined}
    >
      {color && <i className={styles.swatch} style={{ background: color }} />}
      {text}
    </span>
  );
}
