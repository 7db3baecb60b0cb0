/** On top, while there are additions: how many, and which, each with a way to take it back. Page, React. */
import { X } from 'lucide-react';
import { removeAddition } from '../state/additions/additions.ts';
import { useData, useFile, useViewer } from '../state/react.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { formatBytes, plural } from '../ui/format.ts';
import { Popover } from '../ui/popover.tsx';
import { Triangle } from '../views/tree/mark.tsx';
import styles from './additions.module.css';

export function AdditionsChip() {
  const viewer = useViewer();
  const data = useData();
  useFile((state) => state.revision);
  const additions = data.additions();
  if (additions.length === 0) return null;
  return (
    <Popover
      title="Added, not saved"
      align="start"
      trigger={
        <Button look="quiet" className={styles.chip} aria-label={`${plural(additions.length, 'addition')}, not saved`}>
          <Triangle kind="added" /> {additions.length}
        </Button>
      }
    >
      <ul className={styles.list}>
        {additions.map((addition) => (
          <li key={addition.path}>
            <button type="button" className={styles.path} onClick={() => viewer.selection.setState({ element: addition.path })}>
              {addition.path}
            </button>
            <span className={styles.bytes}>{formatBytes(addition.cachedBytes)}</span>
            <IconButton
              label={`Remove ${addition.path}`}
              icon={<X size={14} />}
              onClick={(event) => {
                focusNeighbour(event.currentTarget);
                removeAddition(viewer, data, addition);
              }}
            />
          </li>
        ))}
      </ul>
      <p className={styles.say}>In memory only: the file is as it was. Closing loses {additions.length === 1 ? 'it' : 'them'}.</p>
    </Popover>
  );
}

/** The row goes with its button: the focus goes on to the next. */
function focusNeighbour(button: HTMLElement): void {
  const row = button.closest('li');
  (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector<HTMLElement>('button:last-of-type')?.focus();
}
