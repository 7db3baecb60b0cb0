/** The colour bar of numbers, with how often they come. Page, React. */
import { useMemo } from 'react';
import { VIRIDIS } from '../../plots/viridis.ts';
import type { NumberColoring } from '../../state/coloring.ts';
import { formatNumber, plural } from '../../ui/format.ts';
import styles from './legend.module.css';

const GRADIENT = `linear-gradient(to right, ${Array.from({ length: 17 }, (_, i) => {
  const at = Math.min(255, i * 16) * 4;
  return `rgb(${VIRIDIS[at]} ${VIRIDIS[at + 1]} ${VIRIDIS[at + 2]})`;
}).join(', ')})`;

const HEIGHT = 48;

export function NumberLegend({ coloring }: { readonly coloring: NumberColoring }) {
  const { domain, histogram, missing } = coloring;
  const path = useMemo(() => bars(histogram), [histogram]);
  if (!domain) return <p className={styles.note}>No value of this column is a number.</p>;
  return (
    <div className={styles.numbers}>
      <svg
        viewBox={`0 0 ${histogram.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={styles.histogram}
        role="img"
        aria-label="Distribution of the values"
      >
        <path d={path} />
      </svg>
      <div className={styles.gradient} style={{ background: GRADIENT }} />
      <div className={styles.ends}>
        <span>{formatNumber(domain[0])}</span>
        <span>{formatNumber(domain[1])}</span>
      </div>
      {missing > 0 && (
        <p className={styles.missing}>
          <i className={styles.swatch} style={{ '--swatch': 'var(--missing)' } as React.CSSProperties} />
          {plural(missing, 'cell')} without a value
        </p>
      )}
    </div>
  );
}

/** The root of the counts, so that rare values are seen beside zeros. */
function bars(counts: Uint32Array): string {
  const most = Math.sqrt(Math.max(1, ...counts));
  return Array.from(counts, (count, i) => {
    const height = (Math.sqrt(count) / most) * HEIGHT;
    return height > 0 ? `M${i} ${HEIGHT}v${-height.toFixed(2)}h1v${height.toFixed(2)}z` : '';
  }).join('');
}
