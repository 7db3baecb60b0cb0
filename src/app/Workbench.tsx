/** The open file: the bars around it, what there is to say of it, and its panels, side by side or one at a time. Page, React. */
import { useRef } from 'react';
import { useFile, usePanels, useViewer } from '../state/react.tsx';
import { Notice } from '../ui/notice.tsx';
import { Caption } from './Caption.tsx';
import { useFileActions } from './FileProvider.tsx';
import { Header } from './Header.tsx';
import { NarrowPanels } from './NarrowPanels.tsx';
import { hasRoom, NARROW, SMALL } from './room.ts';
import { Summary } from './Summary.tsx';
import { UndoNotice } from './Undo.tsx';
import { useSize } from './use-size.ts';
import { WidePanels } from './WidePanels.tsx';
import styles from './workbench.module.css';

export function Workbench({ theme }: { readonly theme: 'light' | 'dark' }) {
  const viewer = useViewer();
  const error = useFile((state) => state.error);
  const notice = useFile((state) => state.notice);
  const url = useFile((state) => state.url);
  const path = useFile((state) => state.path);
  const hasCells = useFile((state) => state.data !== null);
  const { choose, openPart } = useFileActions();
  const element = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(element);
  const parts = usePanels((state) => state.parts);
  const hasHeader = parts?.has('header') ?? true;
  // Wide enough for the bars, and for the panels.
  const isNarrow = width > 0 && width < NARROW;
  const isWide = usePanels((state) => hasRoom(state, { width, height, hasCells }));
  const isSmall = Math.min(width, height) < SMALL;
  return (
    <div ref={element} className={styles.workbench} data-small={isSmall || undefined}>
      {hasHeader && <Header isNarrow={isNarrow} />}
      {hasHeader && <Summary />}
      {error && (
        <div className={styles.error}>
          <Notice error={error.record} onDismiss={() => viewer.file.setState({ error: null })} />
        </div>
      )}
      {notice && (
        <div className={styles.error}>
          <Notice
            error={notice}
            action={
              notice.tag === 'changed' ? { label: 'Open it again', run: () => (url === null ? choose() : openPart(path)) } : undefined
            }
            onDismiss={() => viewer.file.setState({ notice: null })}
          />
        </div>
      )}
      {width > 0 && (isWide ? <WidePanels theme={theme} isSmall={isNarrow} /> : <NarrowPanels theme={theme} />)}
      {!hasHeader && <Caption isNarrow={width < SMALL} />}
      <UndoNotice isNarrow={isNarrow} />
    </div>
  );
}
