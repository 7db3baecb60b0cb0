/** The whole window takes a dropped file. Page, React. */
import { type ReactNode, useEffect, useState } from 'react';
import styles from './app.module.css';
import { useFileActions } from './FileProvider.tsx';
import { handleOfDrop } from './file-handles.ts';

export function DropZone({ host, children }: { readonly host: HTMLElement; readonly children: ReactNode }) {
  const { open, expect } = useFileActions();
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    /** Of several viewers on a page, the one under the pointer takes the file; elsewhere the first does. */
    const isOthers = (event: DragEvent): boolean => {
      const viewer = event.composedPath().find((target) => target instanceof HTMLElement && target.localName === host.localName);
      return (viewer ?? document.querySelector(host.localName)) !== host;
    };
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event) || isOthers(event)) return;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
      expect();
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (!hasFiles(event) || isOthers(event)) return;
      event.preventDefault();
      if (file && event.dataTransfer) open(file, { handle: handleOfDrop(event.dataTransfer.items) });
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener('dragenter', onOver, { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, [host, open, expect]);

  return (
    <>
      {children}
      {isOver && (
        <div className={styles.drop}>
          <p>Drop the file to open it</p>
        </div>
      )}
    </>
  );
}
