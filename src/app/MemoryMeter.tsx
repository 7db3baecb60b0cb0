/** What is in memory and what was read of the file: in all, by element, and the ways to give it back. Page, React. */
import { MemoryStick, X } from 'lucide-react';
import type { OpenedShadow } from '../shadow/index.ts';
import { BUDGETS } from '../state/budget.ts';
import { useBudget, useFile, useShadow, useViewer } from '../state/react.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { formatBytes, formatCount, formatPercent, plural } from '../ui/format.ts';
import { Hint } from '../ui/hint.tsx';
import { Popover } from '../ui/popover.tsx';
import { GeneIndexes } from './GeneIndexes.tsx';
import { KeptFiles } from './KeptFiles.tsx';
import styles from './memory-meter.module.css';

/** @param isNarrow leaves room for the icon alone */
export function MemoryMeter({ isNarrow }: { readonly isNarrow: boolean }) {
  const data = useShadow();
  useFile((state) => state.revision);
  const cached = formatBytes(data.session.cache.bytes(''));
  return (
    <Popover
      title="Memory"
      trigger={
        <Button look="quiet" className={styles.button} data-narrow={isNarrow || undefined} aria-label={`Memory, ${cached} cached`}>
          <MemoryStick size={14} /> {!isNarrow && cached}
        </Button>
      }
    >
      <Totals data={data} />
      <Elements data={data} />
      <BudgetChoice />
      <Hint label="What is shown stays on screen; it is read again when it is needed.">
        <Button look="plain" disabled={data.session.cache.bytes('') === 0} onClick={() => data.clearCache()}>
          Clear the cache
        </Button>
      </Hint>
      <GeneIndexes />
      <KeptFiles />
    </Popover>
  );
}

interface Part {
  readonly data: OpenedShadow;
}

function Totals({ data }: Part) {
  const { heap, read, requests } = data.stats();
  const { additions, cache, outline } = data.session;
  const url = useFile((state) => state.url);
  const isWhole = useFile((state) => state.isWhole);
  const host = url && new URL(url, document.baseURI).host;
  const isRemote = host !== null && !isWhole;
  const size = outline.file.bytes;
  // A file that is read again and again can have been read more than once over.
  const share = size ? read / size : 0;
  return (
    <>
      <dl className={styles.totals}>
        <Total label="Cached values" hint="What was read and is still held. What is dropped is read again when it is needed.">
          {formatBytes(cache.bytes(''))}
        </Total>
        <Total label="Added, not saved" hint="Clearing the cache leaves it.">
          {formatBytes(additions.bytes)}
        </Total>
        {outline.file.format === 'HDF5' && (
          <Total label="Heap of the worker" hint="What the HDF5 library holds in the worker's thread. It does not grow with what is read.">
            {formatBytes(heap)}
          </Total>
        )}
        <Total label={isRemote ? 'Fetched' : 'Read from the file'} hint={`${plural(requests, 'request')} since it was opened.`}>
          {formatBytes(read)}
          {size !== null && ` of ${formatBytes(size)}`}
          {isRemote && ` in ${plural(requests, 'request')}`}
        </Total>
        {size !== null && (
          <div className={styles.bar} role="img" aria-label={`${formatPercent(share)} of the file read`}>
            <i style={{ width: `${Math.min(1, share) * 100}%` }} />
          </div>
        )}
      </dl>
      {host && (
        <p className={styles.from}>
          {isRemote ? `from ${host}` : `of what was downloaded from ${host}, ${formatBytes(size ?? 0)}, since it sends no parts`}
        </p>
      )}
    </>
  );
}

function BudgetChoice() {
  const { budget } = useViewer();
  const chosen = useBudget(({ bytes }) => bytes);
  return (
    <label className={styles.budget}>
      Keep at most
      <Hint label="Beyond it, what was used longest ago is dropped. What is on screen stays, however much it is.">
        <select value={chosen} onChange={(event) => budget.choose(Number(event.target.value))}>
          {BUDGETS.map((bytes) => (
            <option key={bytes} value={bytes}>
              {formatBytes(bytes)}
            </option>
          ))}
        </select>
      </Hint>
    </label>
  );
}

function Total({ label, hint, children }: { readonly label: string; readonly hint: string; readonly children: React.ReactNode }) {
  return (
    <Hint label={hint}>
      <div className={styles.total}>
        <dt>{label}</dt>
        <dd>{children}</dd>
      </div>
    </Hint>
  );
}

/** More rows than that nobody reads. */
const MOST_ROWS = 200;

/** Each element of which anything is cached, the heaviest first; a click drops it. */
function Elements({ data }: Part) {
  const { session } = data;
  const rows = session.cache.paths('').map((path) => ({ path, bytes: session.cache.bytes(path), isPart: !session.cache.isWhole(path) }));
  if (rows.length === 0) return <p className={styles.nothing}>Nothing is cached: the file is an outline and shadows.</p>;
  rows.sort((a, b) => b.bytes - a.bytes);
  return (
    <ul className={styles.elements} aria-label="Cached elements">
      {rows.slice(0, MOST_ROWS).map(({ path, bytes, isPart }) => (
        <li key={path}>
          <span className={styles.path}>{path}</span>
          <span className={styles.bytes}>
            {isPart && 'part, '}
            {formatBytes(bytes)}
          </span>
          <IconButton label={`Drop ${path}`} icon={<X size={12} />} className={styles.drop} onClick={() => session.clearCache(path)} />
        </li>
      ))}
      {rows.length > MOST_ROWS && <li className={styles.nothing}>… and {formatCount(rows.length - MOST_ROWS)} more.</li>}
    </ul>
  );
}
