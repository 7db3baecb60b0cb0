/** The plain sentence on top, and behind a click how it is known. Page, React. */
import { Hdf5Shadow } from '../shadow/index.ts';
import { useContents, useData, usePlot, useShadow } from '../state/react.tsx';
import { plainText, summaryText } from '../state/summary/summary.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import styles from './summary.module.css';

export function Summary() {
  const shadow = useShadow();
  return (
    <div className={styles.summary}>{shadow instanceof Hdf5Shadow ? <p className={styles.plain}>{plainText(shadow)}</p> : <Cells />}</div>
  );
}

function Cells() {
  const data = useData();
  const reports = useContents((state) => state.reports);
  const problems = useContents((state) => state.problems);
  const columns = usePlot((state) => state.columns);
  const text = summaryText(data, reports, columns);
  return (
    <Popover
      title="What is in this file"
      align="start"
      trigger={
        <Button look="quiet" className={styles.sentence} aria-label={`What is in this file: ${text}`}>
          <span>{text}</span>
        </Button>
      }
    >
      <p className={styles.full}>{text}</p>
      {reports.map(({ label, content, elsewhere }) => (
        <section key={label} className={styles.matrix}>
          <h3>
            <code>{label}</code> {[content.what, ...elsewhere].join(', ')}
          </h3>
          <ul>
            {content.evidence.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      {problems.map(({ label, error }) => (
        <p key={label} className={styles.problem}>
          <code>{label}</code> {error.message}
        </p>
      ))}
      <p className={styles.note}>By a few rows of each matrix, from four places in it.</p>
    </Popover>
  );
}
