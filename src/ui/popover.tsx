/** A panel behind a button. Page, React. */
import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import styles from './popover.module.css';
import { usePortal } from './portal.tsx';

interface PopoverProps {
  /** The button. */
  readonly trigger: ReactElement;
  readonly title: string;
  readonly align?: 'start' | 'center' | 'end';
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

export function Popover({ trigger, title, align = 'end', children, ...state }: PopoverProps) {
  const portal = usePortal();
  return (
    <BasePopover.Root {...state}>
      <BasePopover.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <BasePopover.Portal container={portal}>
        <BasePopover.Positioner align={align} sideOffset={6} className={styles.positioner}>
          <BasePopover.Popup className={styles.popup}>
            <BasePopover.Title className={styles.title}>{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
