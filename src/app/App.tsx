/** The shell: theme, drop zone, the start page or the workbench, and a place for menus. Page, React. */
import { useRef, useState } from 'react';
import { ViewerProvider } from '../state/react.tsx';
import type { Viewer } from '../state/viewer.ts';
import { HintPopup } from '../ui/hint.tsx';
import { PortalProvider } from '../ui/portal.tsx';
import styles from './app.module.css';
import { Boundary } from './Boundary.tsx';
import { DropZone } from './DropZone.tsx';
import { FileProvider } from './FileProvider.tsx';
import { Page } from './Page.tsx';
import { Question } from './Question.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useTheme } from './use-theme.ts';
import { useUndoKeys } from './use-undo-keys.ts';

interface AppProps {
  readonly viewer: Viewer;
  /** The custom element: files that are dropped on another viewer are not ours. */
  readonly host: HTMLElement;
}

export function App({ viewer, host }: AppProps) {
  const [portal, setPortal] = useState<HTMLElement | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const { setting, theme } = useTheme(viewer);

  useShortcuts(viewer, host);
  useUndoKeys(viewer, host);

  return (
    <ViewerProvider value={viewer}>
      <PortalProvider value={portal}>
        <div ref={root} className={styles.viewer} data-theme={setting}>
          <Boundary>
            <FileProvider>
              <DropZone host={host}>
                <Page theme={theme} host={host} />
              </DropZone>
              <Question />
            </FileProvider>
          </Boundary>
          <div ref={setPortal} />
          <HintPopup within={root} />
        </div>
      </PortalProvider>
    </ViewerProvider>
  );
}
