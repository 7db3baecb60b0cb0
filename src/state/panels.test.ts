import { beforeEach, expect, it, vi } from 'vitest';
import { createPanels } from './panels.ts';

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
  expect(createPanels().getState()).toEqual({ theme: 'dark', open: { tree: false, legend: true, table: true }, narrow: 'plot' });
});

it('what a link shows is not his choice: only what he then does is kept', () => {
  const panels = createPanels();
  panels.lend({ open: ['table'], narrow: 'legend', theme: 'dark' });
  expect(panels.getState()).toEqual({ theme: 'dark', open: { tree: false, legend: false, table: true }, narrow: 'legend' });
  panels.toggle('table');
  expect(createPanels().getState()).toEqual({ theme: 'system', open: { tree: true, legend: true, table: false }, narrow: 'plot' });
  panels.lend({});
  expect(panels.getState().theme).toBe('dark');
});
