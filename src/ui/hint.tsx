/** A tooltip on hover and focus. Page, React. */
import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import styles from './hint.module.css';
import { usePortal } from './portal.tsx';

interface HintProps {
  readonly label: ReactNode;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** The element that has the hint. */
  readonly children: ReactElement;
}

export function Hint({ label, side = 'bottom', children }: HintProps) {
  const portal = usePortal();
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children as ReactElement<Record<string, unknown>>} />
      <Tooltip.Portal container={portal}>
        <Tooltip.Positioner side={side} sideOffset={6} className={styles.positioner}>
          <Tooltip.Popup className={styles.popup}>{label}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
