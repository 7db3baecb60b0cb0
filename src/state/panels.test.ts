import { beforeEach, describe, expect, it } from 'vitest';
import { createPanels, isPanelOpen, themeOf } from './panels.ts';
import { PARTS, readParts } from './parts.ts';

/** As a browser has it. */
const kept = new Map<string, string>();
Object.defineProperty(globalThis, 'localStorage', {
  configurable: true,
  value: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text) },
});
beforeEach(() => kept.clear());

describe('parts', () => {
  it('are words apart by spaces or commas; what names none is told', () => {
    expect(readParts('Legend, toolbar')).toEqual({ parts: new Set(['toolbar', 'legend']), unknown: [] });
    expect(readParts('')).toEqual({ parts: new Set(), unknown: [] });
    expect(readParts('legend legends')).toEqual({ parts: new Set(['legend']), unknown: ['legends'] });
    expect(readParts(PARTS.join(' ')).parts.size).toBe(PARTS.length);
  });
});

describe('panels', () => {
  it('are kept as the user left them', () => {
    const first = createPanels();
    first.toggle('tree');
    first.setTheme('dark');
    const second = createPanels().getState();
    expect(second.open.tree).toBe(false);
    expect(themeOf(second)).toBe('dark');
  });

  it('that the page chose are neither read nor written', () => {
    const left = createPanels();
    left.toggle('legend');
    left.setTheme('dark');
    const before = new Map(kept);
    const panels = createPanels();
    panels.setParts(new Set(['legend', 'table']));
    expect(isPanelOpen(panels.getState(), 'legend')).toBe(true);
    expect(isPanelOpen(panels.getState(), 'tree')).toBe(false);
    expect(themeOf(panels.getState())).toBe('system');
    panels.toggle('legend');
    panels.setTheme('light');
    expect(kept).toEqual(before);
    panels.setParts(null);
    expect(isPanelOpen(panels.getState(), 'tree')).toBe(true);
    expect(isPanelOpen(panels.getState(), 'legend')).toBe(false);
    expect(themeOf(panels.getState())).toBe('dark');
  });

  it('a theme that the page chose is not kept, and gives way to the user', () => {
    const panels = createPanels();
    panels.giveTheme('dark');
    expect(themeOf(panels.getState())).toBe('dark');
    expect(kept.get('umbra.panels') ?? '').not.toContain('dark');
    panels.setTheme('light');
    expect(themeOf(panels.getState())).toBe('light');
  });
});
