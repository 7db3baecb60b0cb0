/** One value of a table: waiting, missing, unreadable, or as it is shown. Page, React. */
import { cellText, kindOf } from './cell-text.ts';
import type { ColumnSource } from './column-source.ts';
import styles from './table.module.css';

export function CellValue({
  source,
  row,
  colors,
}: {
  readonly source: ColumnSource | undefined;
  readonly row: number;
  readonly colors: readonly string[] | undefined;
}) {
  if (source?.error) return <span className={styles.unreadable}>unreadable</span>;
  const found = source?.at(row);
  if (!found) return <span className={styles.waiting} />;
  const text = cellText(found);
  const kind = kindOf(found.value);
  if (text === null) return <span className={styles.missing}>missing</span>;
  const color = found.value.kind === 'categorical' ? colors?.[found.value.codes[found.at] ?? -1] : undefined;
  return (
    <span className={styles.value} data-kind={kind} data-false={(kind === 'boolean' && text === 'False') || undefined}>
      {color && <i className={styles.swatch} style={{ background: color }} />}
      {text}
    </span>
  );
}
