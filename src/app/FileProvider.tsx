/** The file field that is always in the page, and the ways to open and close: where additions would be lost, the user is asked. Page, React. */
import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react';
import { type ErrorRecord, prepare, type Source } from '../shadow/index.ts';
import { askBeforeLoss } from '../state/loss.ts';
import { useViewer } from '../state/react.tsx';
import { rendererOf } from '../views/scatter/renderers.ts';
import styles from './app.module.css';
import { useLeaving } from './use-leaving.ts';

interface FileActions {
  /**
   * Opens a file, once the user agreed to lose what was added to the one before; what goes wrong is shown by the file's state.
   * @param notice what there is to say of the file
   */
  open(source: Source, notice?: ErrorRecord | null): void;
  /** Says why what was given is not opened. */
  refuse(name: string, record: ErrorRecord): void;
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
      open(source, notice = null) {
        // The drawing code comes after the tree: fetched now, it would take the thread from it.
        const opened = (): void => {
          if (notice) viewer.file.setState({ notice });
        };
        askBeforeLoss(viewer, () => void viewer.open(source).then(opened, () => {}));
      },
      close() {
        askBeforeLoss(viewer, () => void viewer.close());
      },
      refuse: (name, record) => viewer.file.setState({ error: { name, record } }),
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
