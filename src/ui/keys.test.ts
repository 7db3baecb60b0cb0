import { describe, expect, it, vi } from 'vitest';

const key = (key: string, modifiers: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...modifiers }) as KeyboardEvent;

describe.each([
  ['Linux', 'ctrlKey', 'metaKey', 'Ctrl+K', 'Ctrl+Shift+Z'],
  ['MacIntel', 'metaKey', 'ctrlKey', '⌘K', '⇧⌘Z'],
] as const)('shortcuts on %s', async (platform, mod, other, search, redo) => {
  vi.resetModules();
  vi.stubGlobal('navigator', { platform });
  const { shortcutOf, shortcutText } = await import('./keys.ts');

  it('are named with all of their modifiers', () => {
    expect(shortcutOf(key('k', { [mod]: true }))).toBe('mod+k');
    // With the caps lock.
    expect(shortcutOf(key('K', { [mod]: true }))).toBe('mod+k');
    expect(shortcutOf(key('K', { [mod]: true, shiftKey: true }))).toBe('mod+shift+k');
    expect(shortcutOf(key('?', { shiftKey: true }))).toBe('?');
    expect(shortcutOf(key('k', { [mod]: true, altKey: true }))).toBeNull();
    expect(shortcutOf(key('k', { [other]: true }))).toBeNull();
  });

  it('are read as people do', () => {
    expect([shortcutText('mod+k'), shortcutText('mod+shift+z')]).toEqual([search, redo]);
  });
});
