/** The datasets that the host offers, as cards: one click opens one. Page, React. */
import { Search, Table2 } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { type Dataset, type DatasetIndex, findDatasets } from '../state/datasets/dataset-index.ts';
import { Button } from '../ui/button.tsx';
import { formatCount, plural } from '../ui/format.ts';
import { datasetHref, metaTexts } from './dataset-texts.ts';
import styles from './datasets.module.css';
import { useFileActions } from './FileProvider.tsx';

/** From how many on there is a box to find one. */
const SEARCHED = 9;
/** More are shown when asked for. */
const FIRST = 60;

export function DatasetCards({ index }: { readonly index: DatasetIndex }) {
  const { datasets, problems } = index;
  const [text, setText] = useState('');
  const [isAll, setAll] = useState(false);
  const found = useMemo(() => findDatasets(datasets, text), [datasets, text]);
  const hasPictures = useMemo(() => datasets.some(({ picture }) => picture !== null), [datasets]);
  const shown = isAll ? found : found.slice(0, FIRST);
  const heading = useId();
  return (
    <section className={styles.datasets} aria-labelledby={heading}>
      <header className={styles.header}>
        <h2 id={heading}>Datasets</h2>
        <span className={styles.count} role="status">
          {text.trim() ? `${formatCount(found.length)} of ${formatCount(datasets.length)}` : formatCount(datasets.length)}
        </span>
        {datasets.length >= SEARCHED && (
          <label className={styles.search}>
            <Search size={14} />
            <input
              type="search"
              value={text}
              placeholder="Find a dataset"
              aria-label="Find a dataset"
              spellCheck={false}
              onChange={({ target }) => setText(target.value)}
            />
          </label>
        )}
      </header>
      <ul className={styles.cards}>
        {shown.map((dataset) => (
          <Card key={dataset.at} dataset={dataset} hasPictures={hasPictures} />
        ))}
      </ul>
      {found.length === 0 && datasets.length > 0 && (
        <p className={styles.none}>No dataset has “{text.trim()}” in its title, text or tags.</p>
      )}
      {shown.length < found.length && (
        <Button look="quiet" className={styles.more} onClick={() => setAll(true)}>
          Show all {formatCount(found.length)}
        </Button>
      )}
      {problems.length > 0 && (
        <details className={styles.problems}>
          <summary>{plural(problems.length, 'thing')} in index.json could not be shown</summary>
          <ul>
            {problems.slice(0, 50).map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Card({ dataset, hasPictures }: { readonly dataset: Dataset; readonly hasPictures: boolean }) {
  const { open, expect } = useFileActions();
  const { title, description, tags, picture, url, view } = dataset;
  const meta = metaTexts(dataset);
  return (
    <li>
      {/* A link: it can be opened beside this page, or copied. */}
      <a
        className={styles.card}
        href={datasetHref(dataset)}
        onPointerEnter={expect}
        onClick={(event) => {
          if (view !== '' || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          open(url);
        }}
      >
        {hasPictures && <Picture url={picture} />}
        <span className={styles.text}>
          <strong title={title}>{title}</strong>
          {description && (
            <span className={styles.description} title={description}>
              {description}
            </span>
          )}
          {meta.length > 0 && (
            <span className={styles.meta}>
              {meta.map((part) => (
                <span key={part}>{part}</span>
              ))}
            </span>
          )}
          {tags.length > 0 && (
            <span className={styles.tags}>
              {tags.map((tag) => (
                <span key={tag}>{tag}</span>
              ))}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

/** Its room is there before it is, and stays where it does not come. */
function Picture({ url }: { readonly url: string | null }) {
  const [isMissing, setMissing] = useState(url === null);
  return (
    <span className={styles.picture}>
      {isMissing || url === null ? (
        <Table2 size={22} strokeWidth={1.5} />
      ) : (
        <img src={url} alt="" loading="lazy" decoding="async" referrerPolicy="no-referrer" onError={() => setMissing(true)} />
      )}
    </span>
  );
}
