/** The indexes of genes: what is kept in this browser, what is being built, and whether any is. Page, React. */
import { Play, X } from 'lucide-react';
import { useEffect } from 'react';
import { type IndexRow, indexRows, keptBytes } from '../state/gene-index/rows.ts';
import { useActivity, useGeneIndexes, useShadow, useViewer } from '../state/react.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { formatBytes, formatPercent } from '../ui/format.ts';
import { Hint } from '../ui/hint.tsx';
import styles from './gene-indexes.module.css';

export function GeneIndexes() {
  const { geneIndexes } = useViewer();
  const { file } = useShadow().session.outline;
  const kept = useGeneIndexes((state) => state.kept);
  const matrices = useGeneIndexes((state) => state.matrices);
  const isOn = useGeneIndexes((state) => state.isOn);
  useEffect(() => void geneIndexes.look(), [geneIndexes]);
  const rows = indexRows(file.name, matrices, kept);
  return (
    <section className={styles.section} aria-label="Index of genes">
      <h3>Index of genes</h3>
      <p className={styles.say}>
        <Saying rows={rows} />
      </p>
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
      {rows.length > 0 && (
        <Hint label="Gives up the indexes of all files. One that another tab has open stays.">
          <Button look="plain" className={styles.clear} onClick={() => void geneIndexes.forget('all')}>
            Clear the indexes
          </Button>
        </Hint>
      )}
    </section>
  );
}

/** What there is, and where it is. */
function Saying({ rows }: { readonly rows: readonly IndexRow[] }) {
  const hasStore = useGeneIndexes((state) => state.hasStore);
  const isOn = useGeneIndexes((state) => state.isOn);
  const total = keptBytes(rows);
  if (!hasStore) {
    const inMemory = 'This browser keeps nothing for this page, so an index stays in memory and goes with the file.';
    return isOn ? `Genes are found at once by an index. ${inMemory}` : 'Each gene is looked for in the file.';
  }
  if (!isOn && total === 0) return 'Each gene is looked for in the file.';
  if (!isOn) return `What is kept in this browser (${formatBytes(total)}) is still used. Nothing leaves your computer.`;
  if (rows.length === 0)
    return 'After the first gene of a large matrix, an index is kept in this browser by which the others are found at once. Nothing leaves your computer.';
  return `Genes are found at once by an index kept in this browser${total > 0 ? ` (${formatBytes(total)})` : ''}. Nothing leaves your computer.`;
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
      {own?.status === 'building' && <progress className={styles.bar} value={own.done} max={1} aria-label={`Index of ${matrix}`} />}
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
