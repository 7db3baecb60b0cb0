import { beforeEach, expect, it, vi } from 'vitest';
import { createPanels, isPanelOpen } from './panels.ts';
import { PARTS, readParts } from './parts.ts';

beforeEach(() => {
  const items = new Map<string, string>();
  const storage: Partial<Storage> = { getItem: (key) => items.get(key) ?? null, setItem: (key, text) => void items.set(key, text) };
  vi.stubGlobal('localStorage', storage);
});

it('what the user chose is kept, each choice by itself', () => {
  createPanels().toggle('legend');
  createPanels().setTheme('dark');
  createPanels().show('legend');
  createPanels().toggle('tree');
  expect(createPanels().getState()).toEqual({
    parts: null,
    theme: 'dark',
    open: { tree: false, legend: true, table: true },
    narrow: 'plot',
  });
});

it('what a link shows is not his choice: only what he then does is kept', () => {
  const panels = createPanels();
  panels.lend({ open: ['table'], narrow: 'legend', theme: 'dark' });
  expect(panels.getState()).toEqual({ parts: null, theme: 'dark', open: { tree: false, legend: false, table: true }, narrow: 'legend' });
  panels.toggle('table');
  expect(createPanels().getState()).toEqual({
    parts: null,
    theme: 'system',
    open: { tree: true, legend: true, table: false },
    narrow: 'plot',
  });
  panels.lend({});
  expect(panels.getState().theme).toBe('dark');
});

it('parts that the page chose are neither read nor written', () => {
  createPanels().toggle('legend');
  createPanels().setTheme('dark');
  const panels = createPanels();
  panels.setParts(new Set(['legend', 'table']));
  expect(isPanelOpen(panels.getState(), 'legend')).toBe(true);
  expect(isPanelOpen(panels.getState(), 'tree')).toBe(false);
  expect(panels.getState().theme).toBe('system');
  panels.toggle('table');
  panels.show('tree');
  panels.setTheme('light');
  panels.setParts(null);
  expect(panels.getState()).toEqual({ parts: null, theme: 'dark', open: { tree: true, legend: false, table: true }, narrow: 'plot' });
});

it('a theme that the page chose is not kept, stays with other parts, and gives way to the user', () => {
  const panels = createPanels();
  panels.lendTheme('dark');
  panels.setParts(new Set());
  expect(panels.getState().theme).toBe('dark');
  panels.lendTheme(null);
  expect(panels.getState().theme).toBe('system');
  panels.setParts(null);
  panels.lendTheme('dark');
  expect(createPanels().getState().theme).toBe('system');
  panels.setTheme('light');
  expect(createPanels().getState().theme).toBe('light');
});

it('parts are words apart by spaces or commas; what names none is told', () => {
  expect(readParts('Legend, toolbar')).toEqual({ parts: new Set(['toolbar', 'legend']), unknown: [] });
  expect(readParts('')).toEqual({ parts: new Set(), unknown: [] });
  expect(readParts('legend legends')).toEqual({ parts: new Set(['legend']), unknown: ['legends'] });
  expect(readParts(PARTS.join(' ')).parts.size).toBe(PARTS.length);
});
