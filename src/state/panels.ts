/**
 * Which parts and panels are there, and the theme. Page, no React.
 * The user's choice is kept in this browser. Where the page chooses the parts (an embedded viewer), what is kept is neither read nor
 * written: the viewer looks as its author meant it, for everyone.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Part } from './parts.ts';
import { readJson, writeStored } from './stored.ts';

export type Theme = 'system' | 'light' | 'dark';
export type PanelName = 'tree' | 'legend' | 'table';

export interface PanelsState {
  /** What the page around the viewer chose to show; null = everything, as the user left it. */
  readonly parts: ReadonlySet<Part> | null;
  /** As the user chose. */
  readonly theme: Theme;
  /** As the page around the viewer chose, before the user does; null = it did not. */
  readonly givenTheme: Theme | null;
  readonly open: Readonly<Record<PanelName, boolean>>;
  /** On a narrow screen only one panel is there. */
  readonly narrow: PanelName | 'plot';
}

export interface Panels extends StoreApi<PanelsState> {
  toggle(panel: PanelName): void;
  setTheme(theme: Theme): void;
  /** Begins anew with these parts, each open; null = with everything, as it was kept. */
  setParts(parts: ReadonlySet<Part> | null): void;
  giveTheme(theme: Theme | null): void;
}

const KEY = 'umbra.panels';
const DEFAULTS: PanelsState = {
  parts: null,
  theme: 'system',
  givenTheme: null,
  open: { tree: true, legend: true, table: true },
  narrow: 'plot',
};

export function createPanels(): Panels {
  const store = createStore<PanelsState>(() => ({ ...DEFAULTS, ...remembered() }));
  store.subscribe(({ parts, theme, open }) => {
    if (parts === null) writeStored(KEY, JSON.stringify({ theme, open }));
  });
  return {
    ...store,
    toggle: (panel) => store.setState(({ open }) => ({ open: { ...open, [panel]: !open[panel] } })),
    setTheme: (theme) => store.setState({ theme, givenTheme: null }),
    setParts: (parts) => store.setState(({ givenTheme }) => ({ ...DEFAULTS, ...(parts === null && remembered()), parts, givenTheme })),
    giveTheme: (givenTheme) => store.setState({ givenTheme }),
  };
}

/** Whether a part is there. */
export function hasPart({ parts }: PanelsState, part: Part): boolean {
  return parts === null || parts.has(part);
}

/** Whether a panel is there, on a screen that is wide enough. */
export function isPanelOpen(state: PanelsState, panel: PanelName): boolean {
  return hasPart(state, panel) && state.open[panel];
}

export function themeOf({ theme, givenTheme }: PanelsState): Theme {
  return givenTheme ?? theme;
}

function remembered(): Partial<PanelsState> {
  const { theme, open } = (readJson(KEY) ?? {}) as Partial<PanelsState>;
  return {
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(typeof open === 'object' && open !== null ? { open: { ...DEFAULTS.open, ...open } } : {}),
  };
}
