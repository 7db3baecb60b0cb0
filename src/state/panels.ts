/**
 * Which parts and panels are there, and the theme. Page, no React.
 * What the user chose is kept in this browser. Where the page chooses the parts (an embedded viewer), what is kept is neither read nor
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
  readonly theme: Theme;
  readonly open: Readonly<Record<PanelName, boolean>>;
  /** On a narrow screen only one panel is there. */
  readonly narrow: PanelName | 'plot';
}

export interface Panels extends StoreApi<PanelsState> {
  toggle(panel: PanelName): void;
  /** Opens a panel, and brings it into view. */
  show(panel: PanelName): void;
  setTheme(theme: Theme): void;
  /** Shows what a link asks for: what the user has chosen for himself is kept as it is. */
  lend(look: { readonly open?: readonly PanelName[]; readonly narrow?: PanelsState['narrow']; readonly theme?: Theme }): void;
  /** Lends a theme; null takes it back. */
  lendTheme(theme: Theme | null): void;
  /** Begins anew with these parts, each open; null = with everything, as it was kept. A theme that was lent stays. */
  setParts(parts: ReadonlySet<Part> | null): void;
}

const KEY = 'umbra.panels';
const DEFAULTS: PanelsState = { parts: null, theme: 'system', open: { tree: true, legend: true, table: true }, narrow: 'plot' };

export function createPanels(): Panels {
  const store = createStore<PanelsState>(() => ({ ...DEFAULTS, ...remembered() }));
  let lentTheme: Theme | null = null;

  const keep = (change: Partial<Pick<PanelsState, 'theme' | 'open'>>): void => {
    if (store.getState().parts !== null) return;
    const { theme, open } = { ...DEFAULTS, ...remembered(), ...change };
    writeStored(KEY, JSON.stringify({ theme, open }));
  };
  const setOpen = (panel: PanelName, isOpen: boolean): void => {
    store.setState(({ open }) => ({ open: { ...open, [panel]: isOpen } }));
    keep({ open: { ...DEFAULTS.open, ...remembered().open, [panel]: isOpen } });
  };
  const first = (parts: PanelsState['parts']): PanelsState => ({ ...DEFAULTS, ...(parts === null && remembered()), parts });

  const panels: Panels = {
    ...store,

    toggle: (panel) => setOpen(panel, !store.getState().open[panel]),

    show(panel) {
      setOpen(panel, true);
      store.setState({ narrow: panel });
    },

    setTheme(theme) {
      lentTheme = null;
      store.setState({ theme });
      keep({ theme });
    },

    lend({ open, theme, ...look }) {
      const isOpen = (panel: PanelName): boolean => open?.includes(panel) ?? true;
      store.setState({ ...look, ...(open ? { open: { tree: isOpen('tree'), legend: isOpen('legend'), table: isOpen('table') } } : {}) });
      if (theme) panels.lendTheme(theme);
    },

    lendTheme(theme) {
      lentTheme = theme;
      store.setState(({ parts }) => ({ theme: theme ?? first(parts).theme }));
    },

    setParts: (parts) => store.setState({ ...first(parts), ...(lentTheme && { theme: lentTheme }) }),
  };
  return panels;
}

/** Whether a part is there. */
export function hasPart({ parts }: PanelsState, part: Part): boolean {
  return parts === null || parts.has(part);
}

/** Whether a panel is there, on a screen that is wide enough. */
export function isPanelOpen(state: PanelsState, panel: PanelName): boolean {
  return hasPart(state, panel) && state.open[panel];
}

function remembered(): Partial<PanelsState> {
  const { theme, open } = (readJson(KEY) ?? {}) as Partial<PanelsState>;
  return {
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(typeof open === 'object' && open !== null ? { open: { ...DEFAULTS.open, ...open } } : {}),
  };
}
