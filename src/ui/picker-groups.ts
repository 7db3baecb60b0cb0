/** Items of a picker under their headings. Pure. */
import type { PickerGroup, PickerItem } from './picker.tsx';

/** Headings in the order in which they first come. */
export function pickerGroups<T, V>(
  options: readonly T[],
  headingOf: (option: T) => string,
  itemOf: (option: T) => PickerItem<V>,
): PickerGroup<V>[] {
  const groups = new Map<string, PickerItem<V>[]>();
  for (const option of options) {
    const items = groups.get(headingOf(option)) ?? [];
    groups.set(headingOf(option), items);
    items.push(itemOf(option));
  }
  return [...groups].map(([label, items]) => ({ label, items }));
}
