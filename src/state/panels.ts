/** Which panels are open, and the theme; kept in this browser. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readJson, writeStored } from './stored.ts';

export type Theme = 'system' | 'light' | 'dark';
export type PanelName = 'tree' | 'legend' | 'table';

export interface PanelsState {
  readonly theme: Theme;
  readonly open: Readonly<Record<PanelName, boolean>>;
  /** On a narrow screen only one panel is there. */
  readonly narrow: PanelName | 'plot';
}

export interface Panels extends StoreApi<PanelsState> {
  toggle(panel: PanelName): void;
  setTheme(theme: Theme): void;
}

const KEY = 'umbra.panels';
const DEFAULTS: PanelsState = { theme: 'system', open: { tree: true, legend: true, table: true }, narrow: 'plot' };

export function createPanels(): Panels {
  const store = createStore<PanelsState>(() => ({ ...DEFAULTS, ...remembered() }));
  store.subscribe(({ theme, open }) => writeStored(KEY, JSON.stringify({ theme, open })));
  return {
    ...store,
    toggle: (panel) => store.setState(({ open }) => ({ open: { ...open, [panel]: !open[panel] } })),
    setTheme: (theme) => store.setState({ theme }),
  };
}

function remembered(): Partial<PanelsState> {
  const { theme, open } = (readJson(KEY) ?? {}) as Partial<PanelsState>;
  return {
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(typeof open === 'object' && open !== null ? { open: { ...DEFAULTS.open, ...open } } : {}),
  };
}
