/** What stands where cells would be: waiting, nothing to draw, or why not. Page, React. */
import type { ErrorRecord } from '../../shadow/index.ts';
import { useData, usePlot, useViewer } from '../../state/react.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './scatter.module.css';

export function PlotMessage({ error }: { readonly error: ErrorRecord | null }) {
  const { plot } = useViewer();
  const data = useData();
  const embeddings = usePlot((state) => state.embeddings);
  const points = usePlot((state) => state.points);
  const errors = usePlot((state) => state.errors);
  const problems = Object.entries(errors).filter((entry): entry is [string, ErrorRecord] => entry[1] !== null);
  if (error || problems.length > 0) {
    return (
      <div className={styles.problems}>
        {error && <Notice error={error} />}
        {problems.map(([what, record]) => (
          <Notice key={what} error={record} onDismiss={() => plot.setState((state) => ({ errors: { ...state.errors, [what]: null } }))} />
        ))}
      </div>
    );
  }
  if (data.nObs === 0) return <Message title="No cells" text="This object has genes and tables, but not a single cell." />;
  if (embeddings.length === 0) {
    return (
      <Message
        title="No embedding"
        text="obsm holds no coordinates, so there is nothing to draw. The tree and the tables have everything that is in the file."
      />
    );
  }
  if (points && !points.bounds) return <Message title="No coordinates" text={`${points.ref.key} holds no finite coordinates.`} />;
  return null;
}

function Message({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className={styles.message}>
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  );
}
