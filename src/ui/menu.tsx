/** A menu behind a button, or at the pointer. Page, React. */
import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu';
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check, ChevronRight } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './menu.module.css';
import { usePortal } from './portal.tsx';

interface MenuItem {
  readonly label: string;
  /** Where labels can be alike. */
  readonly key?: string;
  readonly action?: () => void;
  /** A menu of its own, at its side. */
  readonly items?: MenuItems;
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

function Submenu({ label, items }: { readonly label: string; readonly items: MenuItems }) {
  const portal = usePortal();
  return (
    <BaseMenu.SubmenuRoot>
      <BaseMenu.SubmenuTrigger className={styles.item}>
        <span className={styles.label}>{label}</span>
        <ChevronRight size={14} className={styles.more} />
      </BaseMenu.SubmenuTrigger>
      <BaseMenu.Portal container={portal}>
        <BaseMenu.Positioner sideOffset={4} alignOffset={-5} className={styles.positioner}>
          <BaseMenu.Popup className={styles.popup}>
            <Items items={items} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.SubmenuRoot>
  );
}

function Items({ items }: { readonly items: MenuItems }) {
  const hasChecks = items.some((item) => item?.checked !== undefined);
  let groups = 0;
  return items.map((item) =>
    item === null ? (
      <BaseMenu.Separator key={`separator ${groups++}`} className={styles.separator} />
    ) : item.items ? (
      <Submenu key={item.key ?? item.label} label={item.label} items={item.items} />
    ) : (
      <BaseMenu.Item key={item.key ?? item.label} className={styles.item} disabled={item.disabled ?? false} onClick={item.action}>
        {hasChecks && <span className={styles.check}>{item.checked && <Check size={14} />}</span>}
        <span className={styles.label}>{item.label}</span>
        {item.shortcut && <kbd className={styles.shortcut}>{item.shortcut}</kbd>}
      </BaseMenu.Item>
    ),
  );
}
