/** Asks for a name: what is wrong with it stands below the field while one types. Page, React. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { type ErrorRecord, toErrorRecord } from '../shadow/index.ts';
import type { NameQuestion } from '../state/question.ts';
import { useViewer } from '../state/react.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import styles from './name-dialog.module.css';

export function NameDialog({ question }: { readonly question: NameQuestion }) {
  const viewer = useViewer();
  const [name, setName] = useState(question.name);
  const [isOptionTaken, setOptionTaken] = useState(question.option !== null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ErrorRecord | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const giveUp = useRef(new AbortController());
  const below = useId();

  // Gone with the dialog: what is being read for it.
  useEffect(() => () => giveUp.current.abort(), []);

  const wanted = name.trim();
  const problem = failure ?? question.problem(wanted);
  const close = (): void => viewer.question.close(question);
  const answer = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (problem || isBusy) return;
    setBusy(true);
    const { signal } = giveUp.current;
    try {
      await question.answer(wanted, isOptionTaken, signal);
      close();
    } catch (error) {
      if (!signal.aborted) setFailure(toErrorRecord(error));
    } finally {
      if (!signal.aborted) setBusy(false);
    }
  };

  return (
    <Dialog title={question.title} focus={field} onClose={close}>
      <form onSubmit={(event) => void answer(event)}>
        <label className={styles.label}>
          {question.label}
          <input
            ref={field}
            className={styles.field}
            value={name}
            spellCheck={false}
            autoComplete="off"
            onFocus={(event) => event.target.select()}
            aria-invalid={problem !== null}
            aria-describedby={below}
            onChange={(event) => {
              setName(event.target.value);
              setFailure(null);
            }}
          />
        </label>
        <p id={below} className={styles.below} data-problem={problem !== null || undefined} aria-live="polite">
          {problem ? [problem.message, problem.hint].filter(Boolean).join(' ') : question.note(wanted, isOptionTaken)}
        </p>
        {question.option !== null && (
          <label className={styles.option}>
            <input type="checkbox" checked={isOptionTaken} onChange={(event) => setOptionTaken(event.target.checked)} />
            {question.option}
          </label>
        )}
        <DialogActions>
          <Button look="plain" onClick={close}>
            Cancel
          </Button>
          <Button look="primary" type="submit" disabled={problem !== null || isBusy}>
            {question.action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
