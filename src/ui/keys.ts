/** The modifier of shortcuts: ⌘ on Apple's, Ctrl elsewhere. Page. */

export const IS_APPLE = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** A key as `data-shortcut` names it: `/`, or `mod+k`; null with any other modifier. */
export function shortcutOf({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): string | null {
  const [mod, other] = IS_APPLE ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  if (altKey || other) return null;
  return mod ? `mod+${key.toLowerCase()}` : key;
}

/** As people read it: `⌘K`, `Ctrl+K`. */
export function shortcutText(key: string): string {
  return IS_APPLE ? `⌘${key}` : `Ctrl+${key}`;
}
