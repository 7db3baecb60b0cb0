/** A question over the viewer: Escape or a click beside it closes it, and the focus goes back to where it was. Page, React. */
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import styles from './dialog.module.css';
import { usePortal } from './portal.tsx';

interface DialogProps {
  readonly title: string;
  /** What has the focus at first. */
  readonly focus: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  /** For more than a question. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** Open as long as it is rendered. The page around an embedded viewer can be scrolled and clicked all the while. */
export function Dialog({ title, focus, onClose, isWide, children }: DialogProps) {
  const portal = usePortal();
  return (
    <BaseDialog.Root open modal="trap-focus" onOpenChange={(isOpen) => !isOpen && onClose()}>
      <BaseDialog.Portal container={portal}>
        <BaseDialog.Backdrop className={styles.backdrop} />
        <BaseDialog.Popup className={styles.popup} data-wide={isWide || undefined} initialFocus={focus}>
          <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** The buttons, the one that goes on last. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
