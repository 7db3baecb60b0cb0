/** A button that opens a searchable, grouped list to choose one item from. Page, React. */
import { Combobox } from '@base-ui/react/combobox';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './picker.module.css';
import { usePortal } from './portal.tsx';

export interface PickerItem<T> {
  readonly value: T;
  readonly label: string;
  /** Beside the label: a dtype, a size. */
  readonly detail?: string;
}

export interface PickerGroup<T> {
  readonly label: string;
  readonly items: readonly PickerItem<T>[];
}

interface PickerProps<T> {
  readonly label: string;
  readonly groups: readonly PickerGroup<T>[];
  /** Label of what is chosen. */
  readonly chosen: string | null;
  readonly placeholder: string;
  readonly onChoose: (value: T) => void;
  readonly icon?: ReactNode;
}

/** From so many items on there is a search field. */
const SEARCH_FROM = 8;

export function Picker<T>({ label, groups, chosen, placeholder, onChoose, icon }: PickerProps<T>) {
  const portal = usePortal();
  const shown = groups.filter((group) => group.items.length > 0);
  const count = shown.reduce((sum, group) => sum + group.items.length, 0);
  const isSearchable = count >= SEARCH_FROM;
  // One group needs no heading, unless it says whose the items are.
  const hasHeadings = shown.length > 1;
  return (
    <Combobox.Root<PickerItem<T>>
      items={shown as never}
      value={null}
      onValueChange={(item) => item && onChoose(item.value)}
      itemToStringLabel={(item) => item.label}
      isItemEqualToValue={(item, value) => item.label === value?.label}
      autoHighlight
    >
      <Combobox.Trigger className={styles.trigger} aria-label={`${label}: ${chosen ?? placeholder}`}>
        {icon}
        <span className={styles.value} data-empty={chosen === null || undefined}>
          {chosen ?? placeholder}
        </span>
        <ChevronDown size={14} className={styles.chevron} />
      </Combobox.Trigger>
      <Combobox.Portal container={portal}>
        <Combobox.Positioner align="start" sideOffset={4} className={styles.positioner}>
          <Combobox.Popup className={styles.popup} aria-label={label}>
            <Combobox.Input
              className={isSearchable ? styles.search : styles.searchHidden}
              placeholder="Search…"
              aria-label={`Search ${label.toLowerCase()}`}
            />
            <Combobox.Empty className={styles.empty}>Nothing of that name.</Combobox.Empty>
            <Combobox.List className={styles.list}>
              {(group: PickerGroup<T>) => (
                <Combobox.Group key={group.label} items={group.items as never} className={styles.group}>
                  {hasHeadings && <Combobox.GroupLabel className={styles.heading}>{group.label}</Combobox.GroupLabel>}
                  <Combobox.Collection>
                    {(item: PickerItem<T>) => (
                      <Combobox.Item key={item.label} value={item} className={styles.item}>
                        <span className={styles.check}>{item.label === chosen && <Check size={14} />}</span>
                        <span className={styles.label}>{item.label}</span>
                        <span className={styles.detail}>{item.detail}</span>
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
