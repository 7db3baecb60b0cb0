/** The file field that is always in the page, and the ways to open and close: where additions would be lost, the user is asked. Page, React. */
import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react';
import { prepare, type Source } from '../shadow/index.ts';
import { askBeforeLoss } from '../state/loss.ts';
import { useViewer } from '../state/react.tsx';
import { rendererOf } from '../views/scatter/renderers.ts';
import styles from './app.module.css';
import { useLeaving } from './use-leaving.ts';

interface FileActions {
  /** Opens a file, once the user agreed to lose what was added to the one before; what goes wrong is shown by the file's state. */
  open(source: Source): void;
  /** Closes the file, asking in the same way. */
  close(): void;
  /** Asks for a file. */
  choose(): void;
  /** Fetches ahead what opening will need. */
  expect(): void;
}

const FileContext = createContext<FileActions | null>(null);

export function useFileActions(): FileActions {
  const actions = useContext(FileContext);
  if (!actions) throw new Error('a view was drawn outside the file provider');
  return actions;
}

export function FileProvider({ children }: { readonly children: ReactNode }) {
  const viewer = useViewer();
  useLeaving();
  const input = useRef<HTMLInputElement>(null);
  const actions = useMemo<FileActions>(() => {
    const expect = (): void => {
      prepare();
      void rendererOf(viewer).catch(() => {});
    };
    return {
      expect,
      open(source) {
        // The drawing code comes after the tree: fetched now, it would take the thread from it.
        askBeforeLoss(viewer, () => void viewer.open(source).catch(() => {}));
      },
      close() {
        askBeforeLoss(viewer, () => void viewer.close());
      },
      choose() {
        expect();
        input.current?.click();
      },
    };
  }, [viewer]);
  return (
    <FileContext value={actions}>
      <input
        ref={input}
        type="file"
        className={styles.input}
        tabIndex={-1}
        aria-label="File to open"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again.
          event.target.value = '';
          if (file) actions.open(file);
        }}
      />
      {children}
    </FileContext>
  );
}
