/** The start page of a host that offers datasets: they come first, a file of one's own after them. Page, React. */
import { FolderOpen, ShieldCheck } from 'lucide-react';
import type { DatasetIndex } from '../state/datasets/dataset-index.ts';
import { useFile } from '../state/react.tsx';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { Notice } from '../ui/notice.tsx';
import { DatasetCards } from './DatasetCards.tsx';
import styles from './datasets.module.css';
import { useFileActions } from './FileProvider.tsx';
import { Progress } from './Progress.tsx';
import { RecentFiles, RememberSwitch } from './RecentFiles.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { UrlForm } from './UrlForm.tsx';

export function DatasetsPage({ index }: { readonly index: DatasetIndex }) {
  const { choose, expect } = useFileActions();
  const isOpening = useFile((state) => state.opening !== null);
  const error = useFile((state) => state.error);
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.top}>
          <div className={styles.logo}>
            <Logo size={48} />
          </div>
          <h1>{index.title || 'Umbra'}</h1>
          <ThemeMenu />
          {index.description && <p>{index.description}</p>}
        </header>
        <DatasetCards index={index} />
        <section className={styles.own} aria-label="A file of your own">
          <Button look="plain" onPointerEnter={expect} onClick={choose}>
            <FolderOpen size={16} /> Choose a file
          </Button>
          <p>
            <ShieldCheck size={14} /> Or drop a file of your own anywhere on this page. It stays on this computer.
          </p>
          <div className={styles.link}>
            <UrlForm />
          </div>
        </section>
        <RecentFiles />
        <RememberSwitch />
      </div>
      {/* Over the cards: wherever the page is scrolled to, and nothing jumps. */}
      <div className={styles.state}>
        <Progress />
        {error && !isOpening && <Notice error={error.record} />}
      </div>
    </main>
  );
}
