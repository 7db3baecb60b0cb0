/** What stands where cells would be: nothing to draw, or why not; and, above them, what is drawn instead of an embedding. Page, React. */
import type { ErrorRecord } from '../../shadow/index.ts';
import { useData, usePlot, useViewer } from '../../state/react.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './scatter.module.css';

interface PlotMessageProps {
  /** Why the drawing does not work. */
  readonly error: ErrorRecord | null;
  readonly onRetry: () => void;
}

export function PlotMessage({ error, onRetry }: PlotMessageProps) {
  const { plot } = useViewer();
  const data = useData();
  const embeddings = usePlot((state) => state.embeddings);
  const points = usePlot((state) => state.points);
  const pending = usePlot((state) => state.pending.place);
  const isStarted = usePlot((state) => state.isStarted);
  const errors = usePlot((state) => state.errors);
  // Of a file that changed, it is said once for all that cannot be read.
  const problems = Object.entries(errors).filter(
    (entry): entry is ['place' | 'color', ErrorRecord] => entry[1] !== null && entry[1].tag !== 'changed',
  );
  if (error || problems.length > 0) {
    return (
      <div className={styles.problems}>
        {/* What a browser lacks, another attempt does not bring. */}
        {error && <Notice error={error} action={error.tag === 'unsupported' ? undefined : { label: 'Draw again', run: onRetry }} />}
        {problems.map(([what, record]) => (
          <Notice
            key={what}
            error={record}
            // What goes wrong there is shown here again.
            action={record.tag === 'io' ? { label: 'Try again', run: () => void plot.again(what).catch(() => {}) } : undefined}
            onDismiss={() => plot.setState((state) => ({ errors: { ...state.errors, [what]: null } }))}
          />
        ))}
      </div>
    );
  }
  if (data.nObs === 0) return <Message title="No cells" text="This object has genes and tables, but not a single cell." />;
  if (points && !points.bounds)
    return (
      <Message
        title="No coordinates"
        text={
          points.ref.kind === 'embedding'
            ? `${points.ref.key} holds no finite coordinates.`
            : 'No cell has a value on both axes: choose another column above.'
        }
      />
    );
  if (isStarted && !points && !pending && embeddings.length === 0) {
    return (
      <Message
        title="No embedding"
        text="obsm holds no coordinates, and obs has no two columns of numbers or categories to draw the cells by. The tree and the tables have everything that is in the file."
      />
    );
  }
  return null;
}

/** Why the cells stand along two columns, in a file without an embedding. */
export function PlotNote() {
  const { nObs } = useData();
  const embeddings = usePlot((state) => state.embeddings);
  const points = usePlot((state) => state.points);
  if (nObs === 0 || embeddings.length > 0 || points?.ref.kind !== 'axes') return null;
  const { x, y } = points.ref;
  const of = x.kind === 'obs' && y.kind === 'obs' ? 'two columns of obs' : 'two columns';
  return <p className={styles.note}>No embedding in obsm: drawn by {of}.</p>;
}

function Message({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className={styles.message}>
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  );
}
