/** Before a file is open: what Umbra is, and the ways to open one, those that were open lately among them. Page, React. */
import { FolderOpen, ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import { prepare } from '../shadow/index.ts';
import { useDatasets, useFile, useLink, useRecent, useViewer } from '../state/react.tsx';
import { Button } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { Notice } from '../ui/notice.tsx';
import { DatasetsPage } from './DatasetsPage.tsx';
import { EXAMPLES, exampleUrl } from './examples.ts';
import { useFileActions } from './FileProvider.tsx';
import { LinkedFile } from './LinkedFile.tsx';
import { Progress } from './Progress.tsx';
import { RecentFiles, RememberSwitch, ReturnButton } from './RecentFiles.tsx';
import styles from './start.module.css';
import { ThemeMenu } from './ThemeMenu.tsx';
import { UrlForm } from './UrlForm.tsx';
import { useAfterPaint } from './use-after-paint.ts';

export function StartPage() {
  // Ready when a file is chosen: also after another one was closed.
  useEffect(() => prepare(), []);
  const { recent } = useViewer();
  const hasRecent = useRecent((state) => state.files.length > 0);
  const isPainted = useAfterPaint();
  useEffect(() => {
    if (isPainted) void recent.load();
  }, [isPainted, recent]);
  const { open, choose, chooseFolder, expect } = useFileActions();
  const isOpening = useFile((state) => state.opening !== null);
  const error = useFile((state) => state.error);
  const isLinked = useLink((state) => state.wanted !== null);
  const { index, isAwaited } = useDatasets((state) => state);
  if (index && !isLinked) return <DatasetsPage index={index} />;
  return (
    <main className={styles.start} data-awaited={isAwaited || undefined}>
      <div className={styles.corner}>
        <ThemeMenu />
      </div>
      <div className={styles.middle} data-recent={hasRecent || undefined}>
        <div className={styles.logo}>
          <Logo size={hasRecent ? 88 : 132} />
        </div>
        <h1>Umbra</h1>
        <p className={styles.lead}>
          Drop an <b>.h5ad</b> or <b>.h5mu</b> file, a <b>.zarr</b> folder or its <b>.zip</b>, a 10x <b>.h5</b> or a <b>.loom</b> anywhere
          on this page to see what is in it: the tree of the object, its tables, its cells in their colours.
        </p>
        <div className={styles.choose} onPointerEnter={expect}>
          <Button look="primary" className={styles.button} onClick={choose}>
            <FolderOpen size={16} /> Choose a file
          </Button>
          <Button look="quiet" onClick={chooseFolder}>
            or a Zarr folder
          </Button>
        </div>
        <p className={styles.private}>
          <ShieldCheck size={14} /> The file stays on this computer. Nothing is uploaded, and almost nothing is read.
        </p>
        <div className={styles.link}>
          <UrlForm />
        </div>
        <div className={styles.state}>
          <Progress />
          {error && !isOpening && <Notice error={error.record} />}
          {!isOpening && <LinkedFile />}
          {!error && !isOpening && !isLinked && <ReturnButton />}
        </div>
        <RecentFiles />
        <section className={styles.examples} aria-label="Examples">
          <h2>Try an example</h2>
          {EXAMPLES.map((example) => (
            <button
              key={example.file}
              type="button"
              className={styles.example}
              onPointerEnter={expect}
              onClick={() => open(exampleUrl(example))}
            >
              <strong>{example.file}</strong>
              <span>{example.text}</span>
              <small>{example.size}</small>
            </button>
          ))}
        </section>
        <RememberSwitch />
      </div>
    </main>
  );
}
