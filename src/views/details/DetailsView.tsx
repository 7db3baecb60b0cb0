/** What is known of one element: shape, attributes, how it lies in the file, what of it is cached. Page, React. */
import { X } from 'lucide-react';
import { ElemShadow, type OutlineNode, type ShadowNode } from '../../shadow/index.ts';
import { encodingNote, fullText } from '../../state/element-text.ts';
import { find } from '../../state/find.ts';
import { useFile, useSelection, useShadow, useViewer } from '../../state/react.tsx';
import { showings } from '../../state/show.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatBytes, formatShape } from '../../ui/format.ts';
import { Menu } from '../../ui/menu.tsx';
import { Notice } from '../../ui/notice.tsx';
import { elementMenu } from '../tree/element-menu.ts';
import { isShort } from '../value/entries.ts';
import { InlineValue } from '../value/InlineValue.tsx';
import { mayBePalette } from '../value/palette.ts';
import { Attributes, Entry, Section } from './Attributes.tsx';
import styles from './details.module.css';

export function DetailsView() {
  const viewer = useViewer();
  const data = useShadow();
  useFile((state) => state.revision);
  const path = useSelection((state) => state.element);
  const shadow = path === null ? null : find(data, path);
  if (!shadow) return null;
  const note = encodingNote(shadow);
  return (
    <section className={styles.details} aria-label={`Details of ${shadow.path}`}>
      <header className={styles.header}>
        <h2>{shadow.path || 'The file'}</h2>
        <IconButton label="Close the details" icon={<X size={14} />} onClick={() => viewer.selection.setState({ element: null })} />
      </header>
      <div className={styles.body}>
        <p className={styles.what}>{fullText(shadow)}</p>
        {note && <p className={styles.what}>{note}</p>}
        {shadow.problem && <Notice error={shadow.problem} />}
        <div className={styles.actions}>
          {showings(viewer, shadow).map(({ label, run }) => (
            <Button key={label} look="plain" onClick={run}>
              {label}
            </Button>
          ))}
          <Menu trigger={<Button look="plain">More</Button>} items={elementMenu(viewer, shadow)} />
        </div>
        <Value shadow={shadow} />
        <Memory shadow={shadow} />
        {shadow.node && <Attributes node={shadow.node} />}
        {shadow.node && <Storage node={shadow.node} isZarr={data.session.outline.file.format === 'Zarr'} />}
      </div>
    </section>
  );
}

/** What is tiny is shown at once: a single value, colours. */
function Value({ shadow }: { readonly shadow: ShadowNode }) {
  if (!isShort(shadow) || (!shadow.node && !shadow.isAdded)) return null;
  const isSingle = (shadow.shape?.length ?? 0) === 0;
  if (!isSingle && !(mayBePalette(shadow) && shadow.name.endsWith('_colors'))) return null;
  return (
    <div className={styles.section}>
      <h3>Value</h3>
      <InlineValue key={shadow.path} element={shadow} />
    </div>
  );
}

function Memory({ shadow }: { readonly shadow: ShadowNode }) {
  if (!shadow.isCached && !shadow.isAdded) return null;
  const isPart = !(shadow instanceof ElemShadow && shadow.isWhole);
  return (
    <Section title="In memory">
      <Entry name={shadow.isAdded ? 'added' : isPart ? 'cached, a part' : 'cached, all of it'} value={formatBytes(shadow.cachedBytes)} />
    </Section>
  );
}

/** The datasets an element consists of: one, or the parts of a sparse matrix, a categorical… */
function Storage({ node, isZarr }: { readonly node: OutlineNode; readonly isZarr: boolean }) {
  const parts = node.layout
    ? [node]
    : node.encoding === 'dict' || node.encoding === 'dataframe'
      ? []
      : node.children.filter((child) => child.layout);
  return parts.map((part) => (
    <Section key={part.path} title={part === node ? 'In the file' : `In the file: ${part.name}`}>
      <Entry name="type" value={part.layout?.dtype ?? ''} />
      {part.layout?.shape && part.layout.shape.length > 0 && <Entry name="shape" value={formatShape(part.layout.shape)} />}
      <Entry name="chunks" value={part.layout?.chunks ? formatShape(part.layout.chunks) : 'none, contiguous'} />
      {part.layout?.shards && <Entry name="shards" value={formatShape(part.layout.shards)} />}
      <Entry
        name={isZarr ? 'codecs' : 'filters'}
        value={part.layout?.filters.map((filter) => [filter.name, ...filter.parameters.slice(0, 1)].join(' ')).join(', ') || 'none'}
      />
      <Entry name="uncompressed" value={formatBytes(part.layout?.bytes ?? 0)} />
    </Section>
  ));
}
