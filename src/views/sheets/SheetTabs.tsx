/** The tabs of the drawer: arrows move, Delete or a middle click closes what was opened. Page, React. */
import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTables, useViewer } from '../../state/react.tsx';
import type { Tab } from '../../state/sheets/tables.ts';
import styles from './sheets.module.css';

export function SheetTabs() {
  const { tables } = useViewer();
  const tabs = useTables((state) => state.tabs);
  const active = useTables((state) => state.active);
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new tab, or a closed one, moves the others
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, tabs]);

  const go = (path: string | undefined): void => {
    if (path === undefined) return;
    tables.show(path);
    // The focus goes along once the tab is there.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, tab: Tab): void => {
    const at = tabs.indexOf(tab);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to !== undefined) go(tabs[Math.min(tabs.length - 1, Math.max(0, to))]?.path);
    else if (event.key === 'Delete' && tab.isOpened) {
      tables.hide(tab.path);
      go(tables.getState().active ?? undefined);
    } else return;
    event.preventDefault();
  };

  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label="Table">
      {tabs.map((tab) => (
        <div key={tab.path} role="presentation" className={styles.tab} data-active={tab.path === active || undefined}>
          <button
            type="button"
            role="tab"
            aria-selected={tab.path === active}
            aria-keyshortcuts={tab.isOpened ? 'Delete' : undefined}
            tabIndex={tab.path === active ? 0 : -1}
            title={tab.label}
            className={styles.label}
            onClick={() => tables.show(tab.path)}
            onAuxClick={(event) => event.button === 1 && tables.hide(tab.path)}
            onKeyDown={(event) => onKeyDown(event, tab)}
          >
            {tab.label}
          </button>
          {tab.isOpened && (
            <button
              type="button"
              tabIndex={-1}
              aria-label={`Close ${tab.label}`}
              className={styles.close}
              onClick={() => tables.hide(tab.path)}
            >
              <X size={12} />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
