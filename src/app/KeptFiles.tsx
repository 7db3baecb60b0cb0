/** What was fetched of files behind URLs and is kept on this computer: whether it is, and what is. Page, React. */
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useFile, useKeptFiles, useRecent, useViewer } from '../state/react.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { formatBytes } from '../ui/format.ts';
import { Hint } from '../ui/hint.tsx';
import styles from './gene-indexes.module.css';

/** Nothing where nothing is kept and the open file is not read from a server, or is a folder there: a Zarr store is many files. */
export function KeptFiles() {
  const { keptFiles } = useViewer();
  const isRemote = useFile(({ url, isWhole, shadow }) => url !== null && !isWhole && shadow?.session.outline.file.bytes !== null);
  const shadow = useFile((state) => state.shadow);
  const kept = useKeptFiles((state) => state.kept);
  const isOn = useKeptFiles((state) => state.isOn);
  const hasStore = useKeptFiles((state) => state.hasStore);
  const isRemembering = useRecent((state) => state.isOn);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file may have begun to be kept
  useEffect(() => void keptFiles.look(), [keptFiles, shadow]);
  if (!isRemote && kept.length === 0) return null;
  const isPossible = hasStore && isRemembering;
  return (
    <section className={styles.section} aria-label="Fetched files">
      <h3>Fetched files</h3>
      <p className={styles.say}>{saying(kept.length, isOn, hasStore, isRemembering)}</p>
      {kept.length > 0 && (
        <ul className={styles.rows} aria-label="Kept files">
          {kept.map(({ key, bytes, name }) => (
            <li key={key} className={styles.row}>
              <span className={styles.name} title={name ?? undefined}>
                {name ?? 'Being written, or not to be read'}
              </span>
              <span className={styles.bytes}>{formatBytes(bytes)}</span>
              <IconButton
                label={`Forget what was fetched of ${name ?? 'it'}`}
                icon={<X size={12} />}
                className={styles.small}
                onClick={() => void keptFiles.forget([key])}
              />
            </li>
          ))}
        </ul>
      )}
      <Hint label="From now on, for all files behind links. Switched off, what is kept is given up.">
        <label className={styles.switch} data-disabled={!isPossible || undefined}>
          <input
            type="checkbox"
            checked={isOn && isPossible}
            disabled={!isPossible}
            onChange={(event) => void keptFiles.setOn(event.target.checked)}
          />
          Keep what is fetched on this computer
        </label>
      </Hint>
      {kept.length > 0 && (
        <Hint label="Gives up what was fetched of all files. One that another tab has open stays.">
          <Button look="plain" className={styles.clear} onClick={() => void keptFiles.forget('all')}>
            Clear what is kept
          </Button>
        </Hint>
      )}
    </section>
  );
}

function saying(count: number, isOn: boolean, hasStore: boolean, isRemembering: boolean): string {
  if (!hasStore) return 'This browser gives the page no room on this computer.';
  if (!isRemembering) return 'Files are not to be remembered: nothing of them is kept.';
  if (isOn && count === 0) return 'Nothing is kept yet, or the server does not say which version of the file it sends.';
  if (isOn) return 'What was fetched is not asked for again, as long as the server has the same version of the file.';
  return 'What is fetched goes when the file is closed. Kept, the file opens at the next visit with few requests.';
}
