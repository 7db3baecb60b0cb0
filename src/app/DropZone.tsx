/** The whole window takes a dropped file, or a link to one. Page, React. */
import { type ReactNode, useEffect, useState } from 'react';
import styles from './app.module.css';
import { chooseDropped, type Dropped } from './dropped.ts';
import { useFileActions } from './FileProvider.tsx';
import { handleOfDrop } from './file-handles.ts';
import { folderOfDrop } from './folders.ts';

export function DropZone({ host, children }: { readonly host: HTMLElement; readonly children: ReactNode }) {
  const { open, refuse, expect } = useFileActions();
  const [over, setOver] = useState<'file' | 'link' | null>(null);

  useEffect(() => {
    /** What is dragged began in this page: a text that is moved into a field. */
    let isOwn = false;
    /** Of several viewers on a page, the one under the pointer takes the file; elsewhere the first does. */
    const isOthers = (event: DragEvent): boolean => {
      const viewer = event.composedPath().find((target) => target instanceof HTMLElement && target.localName === host.localName);
      return (viewer ?? document.querySelector(host.localName)) !== host;
    };
    /** What the page around the viewer takes for itself is the page's. */
    const isTaken = (event: DragEvent): boolean =>
      !event.defaultPrevented && !isOwn && !isOthers(event) && (hasFiles(event) || !isIntoField(event));
    const onOver = (event: DragEvent): void => {
      if (!isTaken(event)) return;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      if (!hasFiles(event) && !hasLink(event)) return;
      setOver(hasFiles(event) ? 'file' : 'link');
      expect();
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(null);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(null);
      if (!isTaken(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const dropped = droppedOf(event.dataTransfer, files);
      const text = event.dataTransfer?.getData('text/uri-list') || event.dataTransfer?.getData('text/plain');
      const choice = chooseDropped(dropped, text);
      if ('refused' in choice) refuse(choice.name, choice.refused);
      else if ('link' in choice) open(choice.link);
      else if (event.dataTransfer) {
        const { items } = event.dataTransfer;
        const handle = handleOfDrop(items, choice.open);
        if (!dropped[choice.open]?.isFolder) open(files[choice.open] as File, { handle }, choice.notice);
        else void folderOfDrop(items, choice.open, handle).then((folder) => open(folder, { handle }, choice.notice));
      }
    };
    const listening = new AbortController();
    const { signal } = listening;
    const listen = (
      type: 'dragstart' | 'dragend' | 'dragenter' | 'dragover' | 'dragleave' | 'drop',
      on: (event: DragEvent) => void,
    ): void => window.addEventListener(type, on, { signal });
    listen('dragstart', () => {
      isOwn = true;
    });
    listen('dragend', () => {
      isOwn = false;
    });
    listen('dragenter', onOver);
    listen('dragover', onOver);
    listen('dragleave', onLeave);
    listen('drop', onDrop);
    return () => listening.abort();
  }, [host, open, refuse, expect]);

  return (
    <>
      {children}
      {over && (
        <div className={styles.drop}>
          <p>Drop the {over} to open it</p>
        </div>
      )}
    </>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function hasLink(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('text/uri-list') ?? false;
}

/** Text may be dropped into a field. */
function isIntoField(event: DragEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.matches('input, textarea') || target.isContentEditable);
}

/** Files and items come in the same order; only an item knows that it is a folder. */
function droppedOf(transfer: DataTransfer | null, files: readonly File[]): Dropped[] {
  const items = [...(transfer?.items ?? [])].filter(({ kind }) => kind === 'file');
  return files.map(({ name }, i) => ({ name, isFolder: items[i]?.webkitGetAsEntry()?.isDirectory ?? false }));
}
