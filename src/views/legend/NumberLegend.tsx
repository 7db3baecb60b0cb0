/** What the colours of numbers mean: how often the values come, the colour bar, and who has none. Page, React. */
import { useMemo } from 'react';
import type { NumberColoring } from '../../state/plot/coloring.ts';
import { formatCount, formatPercent, plural } from '../../ui/format.ts';
import { ColorRange } from './ColorRange.tsx';
import styles from './legend.module.css';

const HEIGHT = 48;

export function NumberLegend({ coloring }: { readonly coloring: NumberColoring }) {
  const { domain, histogram, missing, absent, ref, isPartial } = coloring;
  const path = useMemo(() => bars(histogram), [histogram]);
  if (!domain) return <p className={styles.note}>No value of this column is a number.</p>;
  return (
    <div className={styles.numbers}>
      {ref.kind === 'var' && domain[0] >= 0 && <Expressed coloring={coloring} />}
      <svg
        viewBox={`0 0 ${histogram.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={styles.histogram}
        role="img"
        aria-label="Distribution of the values"
      >
        <path d={path} />
      </svg>
      <ColorRange coloring={coloring} domain={domain} />
      {absent > 0 && <Without text={`${plural(absent, 'cell')} not measured in ${ref.mod}`} />}
      {missing > absent && <Without text={`${plural(missing - absent, 'cell')} ${isPartial ? 'not read yet' : 'without a value'}`} />}
    </div>
  );
}

/** In how many of the cells that were measured there is any of it. */
function Expressed({ coloring: { positive, missing, values } }: { readonly coloring: NumberColoring }) {
  const measured = values.length - missing;
  return (
    <p className={styles.expressed}>
      in {formatCount(positive)} of {plural(measured, 'cell')}, {formatPercent(positive / measured)}
    </p>
  );
}

function Without({ text }: { readonly text: string }) {
  return (
    <p className={styles.missing}>
      <i className={styles.swatch} style={{ '--swatch': 'var(--missing)' } as React.CSSProperties} />
      {text}
    </p>
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
