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
  /** Opens a panel, and brings it into view. */
  show(panel: PanelName): void;
  setTheme(theme: Theme): void;
  /** Shows what a link asks for: what the user has chosen for himself is kept as it is. */
  lend(look: { readonly open?: readonly PanelName[]; readonly narrow?: PanelsState['narrow']; readonly theme?: Theme }): void;
}

const KEY = 'umbra.panels';
const DEFAULTS: PanelsState = { theme: 'system', open: { tree: true, legend: true, table: true }, narrow: 'plot' };

export function createPanels(): Panels {
  const store = createStore<PanelsState>(() => ({ ...DEFAULTS, ...remembered() }));
  const keep = (change: Partial<Pick<PanelsState, 'theme' | 'open'>>): void => {
    const { theme, open } = { ...DEFAULTS, ...remembered(), ...change };
    writeStored(KEY, JSON.stringify({ theme, open }));
  };
  const setOpen = (panel: PanelName, isOpen: boolean): void => {
    store.setState(({ open }) => ({ open: { ...open, [panel]: isOpen } }));
    keep({ open: { ...DEFAULTS.open, ...remembered().open, [panel]: isOpen } });
  };
  return {
    ...store,

    toggle: (panel) => setOpen(panel, !store.getState().open[panel]),

    show(panel) {
      setOpen(panel, true);
      store.setState({ narrow: panel });
    },

    setTheme(theme) {
      store.setState({ theme });
      keep({ theme });
    },

    lend({ open, ...look }) {
      const isOpen = (panel: PanelName): boolean => open?.includes(panel) ?? true;
      store.setState({ ...look, ...(open ? { open: { tree: isOpen('tree'), legend: isOpen('legend'), table: isOpen('table') } } : {}) });
    },
  };
}

function remembered(): Partial<PanelsState> {
  const { theme, open } = (readJson(KEY) ?? {}) as Partial<PanelsState>;
  return {
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(typeof open === 'object' && open !== null ? { open: { ...DEFAULTS.open, ...open } } : {}),
  };
}
