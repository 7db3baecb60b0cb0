/** Asks before an index takes much of the disk. Page, React. */
import { useRef } from 'react';
import type { RoomQuestion } from '../state/question.ts';
import { useViewer } from '../state/react.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { formatBytes } from '../ui/format.ts';
import styles from './additions.module.css';
import { ForgetSwitch } from './GeneIndexes.tsx';

export function RoomDialog({ question }: { readonly question: RoomQuestion }) {
  const viewer = useViewer();
  const allow = useRef<HTMLButtonElement>(null);
  const { matrix, bytes, answer } = question;
  const close = (): void => viewer.question.close(question);
  return (
    <Dialog title={`Keep an index of ${matrix}?`} focus={allow} onClose={close}>
      <p className={styles.say}>
        It takes {formatBytes(bytes)} of this computer’s disk, in this browser's own store. With it every gene of {matrix} is drawn at once;
        without it each is looked for in the whole matrix. Nothing leaves your computer.
      </p>
      <div className={styles.option}>
        <ForgetSwitch />
      </div>
      <DialogActions>
        <Button look="plain" onClick={close}>
          Not for this file
        </Button>
        <Button
          ref={allow}
          look="primary"
          onClick={() => {
            answer(true);
            close();
          }}
        >
          Keep an index
        </Button>
      </DialogActions>
    </Dialog>
  );
}
