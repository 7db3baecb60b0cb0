/** A dict as an indented list of names and values; large values open a sheet of their own. Page, React. */

import type { ShadowNode } from '../../shadow/index.ts';
import { fullText } from '../../state/element-text.ts';
import { useShadow, useViewer } from '../../state/react.tsx';
import { sheetOf } from '../../state/sheets/sheets.ts';
import { type Entry, isShort } from './entries.ts';
import { InlineValue } from './InlineValue.tsx';
import styles from './value.module.css';

/** So many values are read with the dict: each is a read of its own. */
const MOST_READ = 200;

/** In CSS pixels. */
const INDENT = 20;

export function DictView({ entries }: { readonly entries: readonly Entry[] }) {
  if (entries.length === 0) return <p className={styles.text}>This dict is empty.</p>;
  return (
    <dl className={styles.dict}>
      {entries.map(({ shadow, depth }, i) => (
        <div key={shadow.path} className={styles.entry}>
          <dt style={{ paddingInlineStart: depth * INDENT }}>
            <Name shadow={shadow} />
          </dt>
          <dd>{isShort(shadow) && i < MOST_READ ? <InlineValue element={shadow} isCompact /> : <Summary shadow={shadow} />}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Opens the sheet of what has one. */
function Name({ shadow }: { readonly shadow: ShadowNode }) {
  const { tables } = useViewer();
  const data = useShadow();
  if (!(shadow.node || shadow.isAdded) || !sheetOf(data, shadow.path)) return shadow.name;
  return (
    <button type="button" className={styles.link} title={`Open ${shadow.path}`} onClick={() => tables.show(shadow.path)}>
      {shadow.name}
    </button>
  );
}

function Summary({ shadow }: { readonly shadow: ShadowNode }) {
  if (shadow.node?.problem) return <span className={styles.unreadable}>{shadow.node.problem.message}</span>;
  return <span className={styles.faint}>{fullText(shadow)}</span>;
}
