/** Record arrays as a table: one by its fields, several by the group that all have. Page, React. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { type ElemShadow, type ErrorRecord, type RecordArray, toErrorRecord } from '../../shadow/index.ts';
import { useTables, useViewer } from '../../state/react.tsx';
import { numbered } from '../../state/sheets/axes.ts';
import { Notice } from '../../ui/notice.tsx';
import grid from '../grid/grid.module.css';
import { MatrixView } from '../matrix/MatrixView.tsx';
import { fieldColumns, groupColumns, readFields, recordModel } from './records.ts';
import styles from './value.module.css';

interface RecordsViewProps {
  readonly path: string;
  readonly label: string;
  /** One, or several of as many rows. */
  readonly elements: readonly ElemShadow[];
  /** Under the table. */
  readonly children?: ReactNode;
}

export function RecordsView({ path, label, elements, children }: RecordsViewProps) {
  const { tables } = useViewer();
  const { fields, error } = useFields(elements);
  const groups = useMemo(() => (elements.length > 1 ? sharedFields(fields ?? []) : []), [elements, fields]);
  const chosen = useTables((state) => state.parts.get(path));
  const group = chosen !== undefined && groups.includes(chosen) ? chosen : groups[0];
  const model = useMemo(() => {
    const [element] = elements;
    if (!fields || !element) return null;
    const isOne = elements.length === 1;
    const columns = isOne ? fieldColumns(element, fields[0] as RecordArray) : groupColumns(elements, fields, group ?? '');
    // Genes of a group are ranked: the first is number 1.
    return recordModel(path, label, numbered(element.shape?.[0] ?? 0, isOne ? 0 : 1, 'row'), columns);
  }, [path, label, elements, fields, group]);
  if (error) return <Notice error={error} />;
  if (!model) return <p className={`${styles.text} ${styles.reading}`}>Reading {label}…</p>;
  return (
    <>
      <MatrixView model={model}>
        {groups.length > 0 && (
          <label className={grid.choice}>
            group
            <select value={group} onChange={(event) => tables.choosePart(path, event.target.value)}>
              {groups.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
      </MatrixView>
      {children}
    </>
  );
}

function sharedFields(fields: readonly RecordArray[]): string[] {
  const names = fields.map((record) => record.fields.map(([name]) => name));
  return (names[0] ?? []).filter((name) => names.every((others) => others.includes(name)));
}

interface ReadFields {
  /** One for each element; null while they are being read. */
  readonly fields: readonly RecordArray[] | null;
  readonly error: ErrorRecord | null;
}

const NOTHING: ReadFields = { fields: null, error: null };

function useFields(elements: readonly ElemShadow[]): ReadFields {
  const { activity } = useViewer();
  const [read, setRead] = useState<ReadFields & { readonly of: unknown }>({ ...NOTHING, of: null });
  useEffect(() => {
    const controller = new AbortController();
    const answer = (found: Partial<ReadFields>): void => {
      if (!controller.signal.aborted) setRead({ ...NOTHING, ...found, of: elements });
    };
    activity
      .run(`Reading ${elements[0]?.path}`, controller.signal, (options) =>
        Promise.all(elements.map((element) => readFields(element, options))),
      )
      .then(
        (fields) => answer({ fields }),
        (error: unknown) => answer({ error: toErrorRecord(error) }),
      );
    return () => controller.abort();
  }, [activity, elements]);
  // What was read of others is not shown for these.
  return read.of === elements ? read : NOTHING;
}
