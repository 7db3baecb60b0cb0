/** A menu behind a button, or at the pointer. Page, React. */
import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './menu.module.css';
import { usePortal } from './portal.tsx';

interface MenuItem {
  readonly label: string;
  readonly action: () => void;
  readonly disabled?: boolean;
  /** Shown with a check mark where it is on. */
  readonly checked?: boolean;
  readonly shortcut?: string;
}

/** Items, and null between groups of them. */
export type MenuItems = readonly (MenuItem | null)[];

interface MenuProps {
  /** The button. */
  readonly trigger: ReactElement;
  readonly items: MenuItems;
  readonly align?: 'start' | 'end';
  readonly header?: ReactNode;
  readonly onOpen?: () => void;
}

export function Menu({ trigger, items, align = 'start', header, onOpen }: MenuProps) {
  const portal = usePortal();
  return (
    <BaseMenu.Root modal={false} onOpenChange={(isOpen) => isOpen && onOpen?.()}>
      <BaseMenu.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <BaseMenu.Portal container={portal}>
        <BaseMenu.Positioner align={align} sideOffset={4} className={styles.positioner}>
          <BaseMenu.Popup className={styles.popup}>
            {header}
            <Items items={items} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface ContextMenuProps {
  readonly items: MenuItems;
  /** The element that is right-clicked. */
  readonly children: ReactElement;
}

export function ContextMenu({ items, children }: ContextMenuProps) {
  const portal = usePortal();
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger render={children as ReactElement<Record<string, unknown>>} />
      <BaseContextMenu.Portal container={portal}>
        <BaseContextMenu.Positioner className={styles.positioner}>
          <BaseContextMenu.Popup className={styles.popup}>
            <Items items={items} />
          </BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  );
}

function Items({ items }: { readonly items: MenuItems }) {
  const hasChecks = items.some((item) => item?.checked !== undefined);
  let groups = 0;
  return items.map((item) =>
    item === null ? (
      <BaseMenu.Separator key={`separator ${groups++}`} className={styles.separator} />
    ) : (
      <BaseMenu.Item key={item.label} className={styles.item} disabled={item.disabled ?? false} onClick={item.action}>
        {hasChecks && <span className={styles.check}>{item.checked && <Check size={14} />}</span>}
        <span className={styles.label}>{item.label}</span>
        {item.shortcut && <kbd className={styles.shortcut}>{item.shortcut}</kbd>}
      </BaseMenu.Item>
    ),
  );
}
