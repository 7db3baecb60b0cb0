/** The indexes of genes: what is kept in this browser, what is being built, and whether any is. Page, React. */
import { Play, X } from 'lucide-react';
import { useEffect } from 'react';
import { hasAny, type IndexRow, indexRows, keptBytes } from '../state/gene-index/rows.ts';
import { useActivity, useGeneIndexes, useShadow, useViewer } from '../state/react.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { formatBytes, formatPercent } from '../ui/format.ts';
import { Hint } from '../ui/hint.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import styles from './gene-indexes.module.css';

export function GeneIndexes() {
  const { geneIndexes } = useViewer();
  const { file } = useShadow().session.outline;
  const kept = useGeneIndexes((state) => state.kept);
  const matrices = useGeneIndexes((state) => state.matrices);
  const isOn = useGeneIndexes((state) => state.isOn);
  const hasStore = useGeneIndexes((state) => state.hasStore);
  const statuses = matrices.map(({ path, status }) => `${path} ${status}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept is another when one of the file is begun, or complete
  useEffect(() => void geneIndexes.look(), [geneIndexes, statuses]);
  const rows = indexRows(file.name, matrices, kept);
  return (
    <section className={styles.section} aria-label="Index of genes">
      <h3>Index of genes</h3>
      <p className={styles.say}>{saying(rows, isOn, hasStore)}</p>
      {rows.length > 0 && (
        <ul className={styles.rows} aria-label="Indexes">
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      <label className={styles.switch}>
        <input type="checkbox" checked={isOn} onChange={(event) => geneIndexes.setOn(event.target.checked)} />
        Build an index once a gene is drawn
      </label>
      <ForgetSwitch />
      {hasAny(rows) && (
        <Hint label="Gives up the indexes of all files. One that another tab has open stays.">
          <Button look="plain" className={styles.clear} onClick={() => void geneIndexes.forget('all')}>
            Clear the indexes
          </Button>
        </Hint>
      )}
    </section>
  );
}

const EACH = 'Each gene is looked for in the file.';
const NOTHING_LEAVES = 'Nothing leaves your computer.';

/** What there is, and where it is. */
function saying(rows: readonly IndexRow[], isOn: boolean, hasStore: boolean): string {
  if (!hasAny(rows)) {
    if (!isOn || rows.length > 0) return EACH;
    const where = hasStore ? 'kept in this browser' : 'kept in memory while the file is open';
    return `After the first gene of a large matrix, an index is ${where} by which the others are found at once. ${NOTHING_LEAVES}`;
  }
  const total = keptBytes(rows);
  const size = total > 0 ? ` (${formatBytes(total)})` : '';
  if (rows.every(({ own }) => own?.key === null)) return 'Genes are found at once by an index in memory, which goes with the file.';
  if (!isOn) return `What is kept in this browser${size} is still used. ${NOTHING_LEAVES}`;
  return `Genes are found at once by an index kept in this browser${size}. ${NOTHING_LEAVES}`;
}

function Row({ row }: { readonly row: IndexRow }) {
  const { geneIndexes } = useViewer();
  const { file, matrix, own, key } = row;
  const name = file === null ? 'An index that cannot be read' : `${file} · ${matrix}`;
  return (
    <li>
      <div className={styles.row}>
        <span className={styles.name} title={name}>
          {file ?? name}
          {file !== null && <b>{matrix}</b>}
        </span>
        <span className={styles.bytes}>{stateText(row)}</span>
        {own?.status === 'building' && <Cancel matrix={matrix} />}
        {own?.status === 'stopped' && (
          <IconButton
            label={`${own.done > 0 ? 'Go on with' : 'Build'} the index of ${matrix}`}
            icon={<Play size={12} />}
            className={styles.small}
            onClick={() => geneIndexes.goOn(own.path)}
          />
        )}
        {own?.status !== 'building' && key !== null && (
          <IconButton
            label={`Forget the index of ${name}`}
            icon={<X size={12} />}
            className={styles.small}
            onClick={() => void geneIndexes.forget([key])}
          />
        )}
      </div>
      {own?.status === 'building' && <ProgressBar label={`Index of ${matrix}`} done={own.done} className={styles.bar} />}
    </li>
  );
}

/** Stops what is built, as the one in the header does. */
function Cancel({ matrix }: { readonly matrix: string }) {
  const task = useActivity(({ tasks }) => tasks.find(({ isBackground }) => isBackground));
  return (
    <IconButton
      label={`Stop building the index of ${matrix}`}
      icon={<X size={12} />}
      className={styles.small}
      onClick={() => task?.cancel()}
    />
  );
}

function stateText({ own, bytes }: IndexRow): string {
  const size = formatBytes(bytes);
  switch (own?.status) {
    case 'building':
      return `${formatPercent(own.done)} of ${size}`;
    case 'stopped':
      return own.done > 0 ? `stopped at ${formatPercent(own.done)}` : `${size}, not built`;
    case 'waiting':
      return 'waiting';
    case 'no room':
      return `no room for ${size}`;
    case 'complete':
      return own.key === null ? `${size} in memory` : size;
    default:
      return size;
  }
}

/** Whether those of a file go with it: it may be a patient's. */
export function ForgetSwitch() {
  const { geneIndexes } = useViewer();
  const isForgetting = useGeneIndexes((state) => state.isForgetting);
  const isPassing = useGeneIndexes((state) => state.isPassing);
  return (
    <Hint
      label={
        isPassing
          ? 'This file is not remembered, and its index goes with it.'
          : 'For what must not stay on this computer, as patients’ data.'
      }
    >
      <label className={styles.switch} data-disabled={isPassing || undefined}>
        <input
          type="checkbox"
          checked={isForgetting || isPassing}
          disabled={isPassing}
          onChange={(event) => geneIndexes.setForgetting(event.target.checked)}
        />
        Forget it when the file is closed
      </label>
    </Hint>
  );
}
