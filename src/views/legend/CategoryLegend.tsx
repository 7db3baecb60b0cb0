/** Categories with their colours and counts. A click hides or shows one, “only” isolates it. Page, React. */
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { CategoryColoring } from '../../state/plot/coloring.ts';
import { usePlot, useViewer } from '../../state/react.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Hint } from '../../ui/hint.tsx';
import styles from './legend.module.css';
import { legendRows, toggled } from './legend.ts';

/** From so many categories on there is a search field. */
const SEARCH_FROM = 21;
/** More rows than that nobody reads, and each costs. */
const MOST_ROWS = 1000;

export function CategoryLegend({ coloring }: { readonly coloring: CategoryColoring }) {
  const { plot } = useViewer();
  const hidden = usePlot((state) => state.hidden);
  const [search, setSearch] = useState('');
  const rows = legendRows(coloring, search);
  const all = legendRows(coloring, '');
  const most = coloring.counts.reduce((largest, count) => Math.max(largest, count), 1);
  const shown = all.filter((row) => !hidden.has(row.code)).length;
  return (
    <>
      {coloring.categories.length >= SEARCH_FROM && (
        <input
          className={styles.search}
          value={search}
          placeholder={`Find among ${formatCount(coloring.categories.length)}…`}
          aria-label="Find a category"
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <ul className={styles.rows} onPointerLeave={() => plot.setState({ emphasized: null })}>
        {rows.slice(0, MOST_ROWS).map((row) => (
          <li
            key={row.code}
            className={styles.row}
            data-hidden={hidden.has(row.code) || undefined}
            onPointerEnter={() => plot.setState({ emphasized: hidden.has(row.code) ? null : row.code })}
          >
            <button
              type="button"
              role="checkbox"
              aria-checked={!hidden.has(row.code)}
              className={styles.toggle}
              onClick={() => plot.setHidden(toggled(hidden, row.code))}
            >
              <i className={styles.swatch} style={{ '--swatch': row.color } as React.CSSProperties} />
              <span className={styles.name} data-missing={row.code < 0 || undefined}>
                {row.name}
              </span>
              {row.problem && (
                <Hint label={row.problem}>
                  <TriangleAlert size={12} className={styles.problem} />
                </Hint>
              )}
              <i className={styles.share} style={{ width: `${(40 * row.count) / most}px` }} />
              <span className={styles.count}>{formatCount(row.count)}</span>
            </button>
            <button
              type="button"
              className={styles.only}
              aria-label={`Show only ${row.name}`}
              onClick={() => plot.setHidden(new Set(all.filter(({ code }) => code !== row.code).map(({ code }) => code)))}
            >
              only
            </button>
          </li>
        ))}
        {rows.length > MOST_ROWS && <li className={styles.note}>… and {formatCount(rows.length - MOST_ROWS)} more: find them by name.</li>}
        {rows.length === 0 && <li className={styles.note}>No category is called “{search.trim()}”.</li>}
      </ul>
      <div className={styles.footer}>
        {hidden.size === 0 ? (
          <span>{plural(coloring.categories.length, 'category', 'categories')}</span>
        ) : (
          <>
            <span>
              {formatCount(shown)} shown · {formatCount(all.length - shown)} hidden
            </span>
            <Button look="quiet" onClick={() => plot.setHidden(new Set())}>
              Show all
            </Button>
          </>
        )}
      </div>
    </>
  );
}
