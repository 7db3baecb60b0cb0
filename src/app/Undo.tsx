/** What was done can be taken back, and done again: two buttons that say what, and a line that says what was. Page, React. */
import { Redo2, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useHistory, useViewer } from '../state/react.tsx';
import { inSentence } from '../state/view/history.ts';
import { IconButton } from '../ui/button.tsx';
import { shortcutText } from '../ui/keys.ts';
import styles from './undo.module.css';

/** @param isNarrow leaves room for one */
export function UndoButtons({ isNarrow }: { readonly isNarrow: boolean }) {
  const viewer = useViewer();
  const undone = useHistory((state) => state.past.at(-1));
  const redone = useHistory((state) => state.future.at(-1));
  // Not `disabled`: the button would lose the focus with the last step.
  return (
    <>
      <IconButton
        label={undone ? `Undo: ${inSentence(undone)} (${shortcutText('mod+z')})` : 'Nothing to undo'}
        icon={<Undo2 size={16} />}
        aria-disabled={!undone}
        onClick={() => void viewer.undo()}
      />
      {!isNarrow && (
        <IconButton
          label={redone ? `Redo: ${inSentence(redone)} (${shortcutText('mod+shift+z')})` : 'Nothing to redo'}
          icon={<Redo2 size={16} />}
          aria-disabled={!redone}
          onClick={() => void viewer.redo()}
        />
      )}
    </>
  );
}

const SHOWN_MS = 4000;

/** Over the lower edge, in nobody's way: it takes no clicks, and goes by itself. */
export function UndoNotice({ isNarrow }: { readonly isNarrow: boolean }) {
  const told = useHistory((state) => state.told);
  const [gone, setGone] = useState<typeof told>(null);
  useEffect(() => {
    const timer = setTimeout(() => setGone(told), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [told]);
  return (
    <div className={styles.notice} data-narrow={isNarrow || undefined} role="status" aria-label="Undo">
      {told && told !== gone && <p>{told.text}</p>}
    </div>
  );
}
