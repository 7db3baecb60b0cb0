/** The files that were open lately, as cards: one click opens one again, with the view it had. Page, React. */
import { FolderOpen, Table2, X } from 'lucide-react';
import { useState } from 'react';
import { useKeptFiles, useRecent, useViewer } from '../state/react.tsx';
import type { RecentFile } from '../state/recent/recent-list.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { formatAgo } from '../ui/format.ts';
import { useFileActions } from './FileProvider.tsx';
import styles from './recent.module.css';
import { problemText, shapeText, sourceText } from './recent-texts.ts';

/** More are shown when asked for. */
const FIRST = 6;

export function RecentFiles() {
  const { recent, geneIndexes, keptFiles } = useViewer();
  const files = useRecent((state) => state.files);
  const [isAll, setAll] = useState(false);
  if (files.length === 0) return null;
  return (
    <section className={styles.recent} aria-label="Recent">
      <header className={styles.header}>
        <h2>Recent</h2>
        <Button
          look="quiet"
          className={styles.small}
          onClick={() => {
            recent.clear();
            void geneIndexes.forget('all');
            void keptFiles.forget('all');
          }}
        >
          Clear all
        </Button>
      </header>
      <ul className={styles.cards}>
        {files.slice(0, isAll ? files.length : FIRST).map((file) => (
          <Card key={file.id} file={file} />
        ))}
      </ul>
      {!isAll && files.length > FIRST && (
        <Button look="quiet" className={styles.small} onClick={() => setAll(true)}>
          Show all {files.length}
        </Button>
      )}
    </section>
  );
}

function Card({ file }: { readonly file: RecentFile }) {
  const { recent } = useViewer();
  const { reopen, chooseAgain, expect } = useFileActions();
  const problem = useRecent((state) => state.problems.get(file.id));
  const mustChoose = useRecent((state) => file.url === null && state.isLoaded && !state.keepsakes.get(file.id)?.handle);
  const [now] = useState(Date.now);
  const when = formatAgo(now - file.seen);
  return (
    <li className={styles.card} data-problem={problem}>
      <button
        type="button"
        className={styles.reopen}
        aria-label={`Open ${file.name} again`}
        onPointerEnter={expect}
        onClick={() => void reopen(file)}
      >
        <Picture id={file.id} />
        <span className={styles.text}>
          <strong title={file.name}>{file.name}</strong>
          {problem ? (
            <span role="alert">{problemText(problem)}</span>
          ) : (
            <>
              <span>
                {shapeText(file)} · {sourceText(file)}
              </span>
              <small>{mustChoose ? `${when} · choose it again` : when}</small>
            </>
          )}
        </span>
      </button>
      {problem && (
        <Button look="plain" className={styles.again} onClick={() => chooseAgain(file)}>
          <FolderOpen size={14} /> Choose it again
        </Button>
      )}
      <IconButton
        label={`Remove ${file.name} from the list`}
        icon={<X size={14} />}
        className={styles.remove}
        onClick={() => recent.remove(file.id)}
      />
    </li>
  );
}

/** The plot as it was left; its room is there before it is. */
function Picture({ id }: { readonly id: string }) {
  const picture = useRecent((state) => state.keepsakes.get(id)?.picture);
  const isLoaded = useRecent((state) => state.isLoaded);
  return (
    <span className={styles.picture}>{picture ? <img src={picture} alt="" /> : isLoaded && <Table2 size={22} strokeWidth={1.5} />}</span>
  );
}

/** In the room that is kept for what is said of opening: what was open when the page went away, one click from where it was. */
export function ReturnButton() {
  const { recent } = useViewer();
  const { reopen, expect } = useFileActions();
  const [left] = useState(() => recent.left());
  const isThere = useRecent((state) => state.files.some(({ id }) => id === left?.id));
  const problem = useRecent((state) => state.problems.has(left?.id ?? ''));
  if (!left || !isThere || problem) return null;
  return (
    <Button look="plain" className={styles.return} onPointerEnter={expect} onClick={() => void reopen(left)}>
      Return to <b>{left.name}</b>
    </Button>
  );
}

/** Whether files are remembered, and what that means. */
export function RememberSwitch() {
  const { recent, geneIndexes, keptFiles } = useViewer();
  const isOn = useRecent((state) => state.isOn);
  const isKeeping = useKeptFiles((state) => state.isOn);
  return (
    <p className={styles.privacy}>
      <label>
        <input
          type="checkbox"
          checked={!isOn}
          onChange={({ target }) => {
            recent.setOn(!target.checked);
            if (!target.checked) return;
            void geneIndexes.forget('all');
            void keptFiles.setOn(false);
          }}
        />
        Do not remember files
      </label>
      <span>
        {isOn
          ? `Names, views and small pictures of the files you open, ${isKeeping ? 'indexes of their genes, and what is fetched of links' : 'and indexes of their genes'}, are kept in this browser only.`
          : 'Nothing of the files you open is kept in this browser.'}
      </span>
    </p>
  );
}
