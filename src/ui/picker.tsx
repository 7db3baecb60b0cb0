/** A button that opens a searchable, grouped list to choose one item from. Page, React. */
import { Combobox } from '@base-ui/react/combobox';
import { Check, ChevronDown } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
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
  /** The last item, whatever was typed: it leads to where more can be found. */
  readonly action?: { readonly label: string; run(query: string): void };
}

/** From so many items on there is a search field. */
const SEARCH_FROM = 8;

/** Stands for the action among the items. */
const ACTION = Symbol('action');

export function Picker<T>({ label, groups, chosen, placeholder, onChoose, icon, action }: PickerProps<T>) {
  const portal = usePortal();
  const { contains } = Combobox.useFilter();
  const query = useRef('');
  /** The action takes the focus elsewhere. */
  const isLeaving = useRef(false);
  const items = groups.filter((group) => group.items.length > 0);
  const count = items.reduce((sum, group) => sum + group.items.length, 0);
  const shown: readonly PickerGroup<T | typeof ACTION>[] = action
    ? [...items, { label: '', items: [{ value: ACTION, label: action.label }] }]
    : items;
  const choose = (value: T | typeof ACTION): void => {
    isLeaving.current = value === ACTION;
    if (value === ACTION) action?.run(query.current);
    else onChoose(value);
  };
  const isSearchable = count >= SEARCH_FROM;
  // One group needs no heading, unless it says whose the items are.
  const hasHeadings = items.length > 1;
  return (
    <Combobox.Root<PickerItem<T | typeof ACTION>>
      items={shown as never}
      filter={(item, text) => item.value === ACTION || contains(item.label, text)}
      value={null}
      onValueChange={(item) => item && choose(item.value)}
      onInputValueChange={(text, { reason }) => {
        if (reason === 'input-change') query.current = text;
      }}
      onOpenChange={(isOpen) => {
        if (isOpen) query.current = '';
      }}
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
          <Combobox.Popup className={styles.popup} aria-label={label} finalFocus={() => !isLeaving.current}>
            <Combobox.Input
              className={isSearchable ? styles.search : styles.searchHidden}
              placeholder="Search…"
              aria-label={`Search ${label.toLowerCase()}`}
            />
            <Combobox.Empty className={styles.empty}>Nothing of that name.</Combobox.Empty>
            <Combobox.List className={styles.list}>
              {(group: PickerGroup<T | typeof ACTION>) => (
                <Combobox.Group key={group.label} items={group.items as never} className={styles.group}>
                  {hasHeadings && group.label && <Combobox.GroupLabel className={styles.heading}>{group.label}</Combobox.GroupLabel>}
                  <Combobox.Collection>
                    {(item: PickerItem<T | typeof ACTION>) => (
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
