/** Asks before additions are lost. Page, React. */
import { useRef } from 'react';
import { ADDED } from '../shadow/index.ts';
import type { LossQuestion } from '../state/question.ts';
import { useViewer } from '../state/react.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { plural } from '../ui/format.ts';
import styles from './additions.module.css';

export function LossDialog({ question }: { readonly question: LossQuestion }) {
  const viewer = useViewer();
  const keep = useRef<HTMLButtonElement>(null);
  const { file, paths, answer } = question;
  const close = (): void => viewer.question.close(question);
  return (
    <Dialog title={`Close ${file}?`} focus={keep} onClose={close}>
      <p className={styles.say}>
        {plural(paths.length, 'addition')} {paths.length === 1 ? 'is' : 'are'} only in memory:
      </p>
      <ul className={styles.paths}>
        {paths.map((path) => (
          <li key={path}>
            <span>{path}</span> <span className={styles.mark}>{ADDED}</span>
          </li>
        ))}
      </ul>
      <p className={styles.say}>Closing loses {paths.length === 1 ? 'it' : 'them'}. Saving into a file is not there yet.</p>
      <DialogActions>
        <Button
          look="plain"
          onClick={() => {
            answer();
            close();
          }}
        >
          Close anyway
        </Button>
        <Button ref={keep} look="primary" onClick={close}>
          Keep it open
        </Button>
      </DialogActions>
    </Dialog>
  );
}
