/** Asks for a link, over a file that is open. Page, React. */
import { useRef } from 'react';
import type { UrlQuestion } from '../state/question.ts';
import { useViewer } from '../state/react.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { UrlForm } from './UrlForm.tsx';

export function UrlDialog({ question }: { readonly question: UrlQuestion }) {
  const viewer = useViewer();
  const field = useRef<HTMLInputElement>(null);
  const close = (): void => viewer.question.close(question);
  return (
    <Dialog title="Open a link" focus={field} onClose={close}>
      <UrlForm field={field} onOpened={close}>
        <Button look="plain" onClick={close}>
          Cancel
        </Button>
      </UrlForm>
    </Dialog>
  );
}
