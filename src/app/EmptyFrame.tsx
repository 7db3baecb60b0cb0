/** An embedded viewer without a file: what is being opened, or why it could not be; nothing of the start page. Page, React. */
import { FolderOpen } from 'lucide-react';
import { useEffect } from 'react';
import { prepare } from '../shadow/index.ts';
import { useFile } from '../state/react.tsx';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './empty-frame.module.css';
import { useFileActions } from './FileProvider.tsx';
import { Progress } from './Progress.tsx';

export function EmptyFrame() {
  useEffect(() => prepare(), []);
  const { choose, expect } = useFileActions();
  const opening = useFile((state) => state.opening);
  const error = useFile((state) => state.error);
  return (
    <main className={styles.empty} aria-label="Umbra">
      {error && opening === null ? (
        <Notice error={error.record} />
      ) : (
        <>
          <span className={styles.logo}>
            <Logo size={32} />
          </span>
          <p className={styles.name}>{opening ?? 'No file is open.'}</p>
          <div className={styles.state}>
            {opening === null ? (
              <Button look="plain" onClick={choose} onPointerEnter={expect}>
                <FolderOpen size={14} /> Choose a file
              </Button>
            ) : (
              <Progress isNarrow />
            )}
          </div>
        </>
      )}
    </main>
  );
}
