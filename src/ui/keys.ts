/** Shortcuts: how keys are named, and read. Their modifier is ⌘ on Apple's, Ctrl elsewhere. Page. */

const IS_APPLE = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** A key as `data-shortcut` names it: `/`, `mod+k`, or `mod+shift+z`; null with any other modifier. */
export function shortcutOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string | null {
  const [mod, other] = IS_APPLE ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  if (altKey || other) return null;
  // Without the modifier, Shift is part of the key: `?`.
  return mod ? `mod+${shiftKey ? 'shift+' : ''}${key.toLowerCase()}` : key;
}

/** As people read it: `mod+shift+z` is `⇧⌘Z`, or `Ctrl+Shift+Z`. */
export function shortcutText(shortcut: string): string {
  const names = shortcut.split('+');
  const key = names.pop()?.toUpperCase() ?? '';
  if (!IS_APPLE) return [...names.map((name) => (name === 'mod' ? 'Ctrl' : 'Shift')), key].join('+');
  return `${names.includes('shift') ? '⇧' : ''}⌘${key}`;
}

/** Whether the key goes to a field that keeps what is typed: sliders, boxes to tick and lists do not. */
export function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio', 'button', 'file'].includes(target.type);
  return target.closest('textarea, [contenteditable]') !== null;
}
