/** Asks before a whole file is downloaded, where its server sends no parts. Page, React. */
import { useRef } from 'react';
import type { DownloadQuestion } from '../state/question.ts';
import { useViewer } from '../state/react.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { formatBytes } from '../ui/format.ts';
import styles from './additions.module.css';

export function DownloadDialog({ question }: { readonly question: DownloadQuestion }) {
  const viewer = useViewer();
  const refuse = useRef<HTMLButtonElement>(null);
  const { name, why, size, most, answer } = question;
  const close = (): void => viewer.question.close(question);
  return (
    <Dialog title={size === null ? `Download all of ${name}?` : `Download ${formatBytes(size)}?`} focus={refuse} onClose={close}>
      <p className={styles.say}>
        {why}{' '}
        {size === null
          ? `How large it is, the server does not say; a download of more than ${formatBytes(most)} is broken off.`
          : 'Once it is here, everything works as with a file of your own, until you close it.'}
      </p>
      <DialogActions>
        <Button ref={refuse} look="plain" onClick={close}>
          Cancel
        </Button>
        <Button
          look="primary"
          onClick={() => {
            answer(true);
            close();
          }}
        >
          Download
        </Button>
      </DialogActions>
    </Dialog>
  );
}
