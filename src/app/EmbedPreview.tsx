/** Where the chosen parts stand around the cells, as a small drawing. Page, React. */
import type { Part } from '../state/parts.ts';
import styles from './embed-dialog.module.css';

export function EmbedPreview({ parts }: { readonly parts: ReadonlySet<Part> }) {
  const has = (part: Part): boolean => parts.has(part);
  return (
    <div className={styles.preview} aria-hidden="true">
      {has('header') && <i className={styles.bar} />}
      <div className={styles.row}>
        {has('tree') && <i className={styles.side} />}
        <div className={styles.middle}>
          <div className={styles.row}>
            <div className={styles.middle}>
              {has('toolbar') && <i className={styles.thinBar} />}
              <svg viewBox="0 0 60 40" className={styles.cells} aria-hidden="true">
                {CELLS.map(([x, y, kind]) => (
                  <circle key={`${x} ${y}`} cx={x} cy={y} r="1.4" data-kind={kind} />
                ))}
              </svg>
            </div>
            {has('legend') && <i className={styles.side} />}
          </div>
          {has('table') && <i className={styles.table} />}
        </div>
      </div>
      {!has('header') && <i className={styles.thinBar} />}
    </div>
  );
}

/** Three clusters. */
const CELLS = Array.from({ length: 66 }, (_, i): readonly [number, number, number] => {
  const kind = i % 3;
  const [x, y] = [
    [18, 12],
    [40, 14],
    [30, 30],
  ][kind] as [number, number];
  const radius = 1.9 * Math.sqrt(i / 3);
  return [Math.round(10 * (x + radius * Math.cos(i * 0.8))) / 10, Math.round(10 * (y + 0.8 * radius * Math.sin(i * 0.8))) / 10, kind];
});
