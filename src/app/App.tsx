/** The shell: theme, drop zone, the start page or the workbench, and a place for menus. Page, React. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { ViewerProvider } from '../state/react.tsx';
import type { Viewer } from '../state/viewer.ts';
import { HintPopup } from '../ui/hint.tsx';
import { PortalProvider } from '../ui/portal.tsx';
import styles from './app.module.css';
import { Boundary } from './Boundary.tsx';
import { DropZone } from './DropZone.tsx';
import { FileProvider } from './FileProvider.tsx';
import { Page } from './Page.tsx';
import { useTheme } from './use-theme.ts';

interface AppProps {
  readonly viewer: Viewer;
  /** The custom element: files that are dropped on another viewer are not ours. */
  readonly host: HTMLElement;
}

export function App({ viewer, host }: AppProps) {
  const [portal, setPortal] = useState<HTMLElement | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const { setting, theme } = useTheme(viewer);

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.key !== '/' || target.closest('input, textarea, select')) return;
    event.preventDefault();
    root.current?.querySelector<HTMLElement>('[data-shortcut="/"]')?.focus();
  };

  return (
    <ViewerProvider value={viewer}>
      <PortalProvider value={portal}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: shortcuts work wherever the focus is */}
        <div ref={root} className={styles.viewer} data-theme={setting} onKeyDown={onKeyDown}>
          <Boundary>
            <FileProvider>
              <DropZone host={host}>
                <Page theme={theme} />
              </DropZone>
            </FileProvider>
          </Boundary>
          <div ref={setPortal} />
          <HintPopup within={root} />
        </div>
      </PortalProvider>
    </ViewerProvider>
  );
}
