/** A sheet of what is no table and no matrix: a single value, a list, colours, records, a dict. Page, React. */
import { Copy } from 'lucide-react';
import { useMemo } from 'react';
import { attributeOf, type ElemShadow, type ErrorRecord, Slot } from '../../shadow/index.ts';
import { fullText } from '../../state/element-text.ts';
import { useFile, useShadow } from '../../state/react.tsx';
import { axesOf } from '../../state/sheets/axes.ts';
import type { ValueSheet } from '../../state/sheets/sheets.ts';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/clipboard.ts';
import { formatShape, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { MatrixView } from '../matrix/MatrixView.tsx';
import { matrixModel } from '../matrix/model.ts';
import { DictView } from './DictView.tsx';
import { editionOf, entriesOf, groupTables } from './entries.ts';
import { PaletteView } from './PaletteView.tsx';
import { mayBePalette, paletteOf } from './palette.ts';
import { RecordsView } from './RecordsView.tsx';
import { useValue } from './use-value.ts';
import styles from './value.module.css';
import { valueText } from './value-text.ts';

export function ValueView({ sheet }: { readonly sheet: ValueSheet }) {
  const { shadow, path, label } = sheet;
  if (shadow.node?.problem) return <Unreadable error={shadow.node.problem} />;
  if (shadow instanceof Slot) return <Dict dict={shadow} path={path} label={label} />;
  if (shadow.dtype === 'awkward') return <Ragged element={shadow} />;
  const rank = shadow.shape?.length ?? 0;
  if (rank === 0) return <Single element={shadow} />;
  if (shadow.dtype !== 'record') return <List element={shadow} label={label} />;
  if (rank === 1) return <Records element={shadow} label={label} />;
  return <p className={styles.text}>{fullText(shadow)}: records in more than one dimension are not shown.</p>;
}

function Dict({ dict, path, label }: { readonly dict: Slot; readonly path: string; readonly label: string }) {
  const edition = useFile(() => editionOf(dict));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the entries are those of an edition
  const { tables, entries } = useMemo(() => ({ tables: groupTables(dict), entries: entriesOf(dict) }), [dict, edition]);
  if (tables.length === 0) return <DictView entries={entries} />;
  const rest = entries.filter(({ shadow }) => !tables.includes(shadow as ElemShadow));
  return (
    <RecordsView path={path} label={label} elements={tables}>
      {rest.length > 0 && (
        <details className={styles.rest}>
          <summary>{plural(rest.length, 'further entry', 'further entries')}</summary>
          <DictView entries={rest} />
        </details>
      )}
    </RecordsView>
  );
}

function Records({ element, label }: { readonly element: ElemShadow; readonly label: string }) {
  const elements = useMemo(() => [element], [element]);
  return <RecordsView path={element.path} label={label} elements={elements} />;
}

function Single({ element }: { readonly element: ElemShadow }) {
  const { value, error } = useValue(element);
  if (error) return <Unreadable error={error} />;
  if (!value) return <p className={`${styles.text} ${styles.reading}`}>Reading {element.path}…</p>;
  const text = valueText(value);
  return (
    <div className={styles.single}>
      <p className={styles.faint}>{fullText(element)}</p>
      <pre className={styles.value}>{text}</pre>
      <Button onClick={() => void copyText(text)}>
        <Copy size={14} /> Copy
      </Button>
    </div>
  );
}

function Unreadable({ error }: { readonly error: ErrorRecord }) {
  return (
    <div className={styles.single}>
      <Notice error={error} />
    </div>
  );
}

/** One column of values, unless they are colours. */
function List({ element, label }: { readonly element: ElemShadow; readonly label: string }) {
  const data = useShadow();
  const couldBe = mayBePalette(element);
  const { value, error } = useValue(couldBe ? element : null);
  const model = useMemo(() => {
    const { rows, columns } = axesOf(data, element.path, element.shape ?? []);
    return matrixModel({ path: element.path, label, rows, columns: { ...columns, names: [element.name] } }, element, []);
  }, [data, element, label]);
  if (error) return <Unreadable error={error} />;
  if (couldBe && !value) return <p className={`${styles.text} ${styles.reading}`}>Reading {label}…</p>;
  const colors = value && paletteOf(value, element.name);
  if (!colors) return <MatrixView model={model} note={element.dtype ?? ''} />;
  return (
    <div className={styles.single}>
      <PaletteView element={element} colors={colors} />
    </div>
  );
}

/** The form of a ragged array, and its buffers; the lists in it are not unrolled. */
function Ragged({ element: { node } }: { readonly element: ElemShadow }) {
  const form = node && attributeOf(node, 'form');
  return (
    <div className={styles.single}>
      <p>A ragged array of {plural(node?.shape?.[0] ?? 0, 'list')}: its form, and the buffers it lies in.</p>
      {typeof form === 'string' && <pre className={styles.value}>{pretty(form)}</pre>}
      <dl className={styles.dict}>
        {node?.children.map(({ path, name, shape, dtype }) => (
          <div key={path} className={styles.entry}>
            <dt>{name}</dt>
            <dd>
              {formatShape(shape ?? [])} · {dtype}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
