/** The file field that is always in the page, and the ways to open and close: where additions would be lost, the user is asked. Page, React. */
import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react';
import { type ErrorRecord, type Folder, prepare, type Source } from '../shadow/index.ts';
import { askBeforeLoss } from '../state/additions/loss.ts';
import type { Remembering } from '../state/files.ts';
import { Latest } from '../state/latest.ts';
import { useViewer } from '../state/react.tsx';
import type { RecentFile } from '../state/recent/recent-list.ts';
import { viewOf } from '../state/view/view.ts';
import { rendererOf } from '../views/scatter/renderers.ts';
import styles from './app.module.css';
import { fileOf, pickHandle } from './file-handles.ts';
import { chooseFolder } from './folders.ts';
import { problemRecord } from './recent-texts.ts';
import { useLeaving } from './use-leaving.ts';
import { useOtherPages } from './use-other-pages.ts';

interface FileActions {
  /**
   * Opens a file, once the user agreed to lose what was added to the one before, and remembers it; what goes wrong is shown by the
   * file's state.
   * @param notice what there is to say of the file
   */
  open(source: Source, remembering?: Remembering, notice?: ErrorRecord | null): void;
  /** Opens the file anew that is open, or another part of it: it stays whose it is. In a frame it is not remembered. */
  openPart(path: string): void;
  /** Says why what was given is not opened. */
  refuse(name: string, record: ErrorRecord): void;
  /** Closes the file, asking in the same way. */
  close(): void;
  /** Asks for a file. */
  choose(): void;
  /** Asks for a folder with a Zarr store. */
  chooseFolder(): void;
  /** Asks for a link. */
  chooseLink(): void;
  /** Opens a recent file with the view it had; asks for it where the browser cannot open it by itself. */
  reopen(file: RecentFile): Promise<void>;
  /** Asks for a recent file that is somewhere else now. */
  chooseAgain(file: RecentFile): void;
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
  useOtherPages();
  const input = useRef<HTMLInputElement>(null);
  /** The recent file that is being asked for. */
  const wanted = useRef<RecentFile | null>(null);
  const actions = useMemo<FileActions>(() => {
    const { recent } = viewer;
    /** The user answers dialogs when it pleases him: what he was asked for before he opened something else is not opened over it. */
    const asking = new Latest();

    const ask = async (file: RecentFile | null, what: 'file' | 'folder' = 'file'): Promise<void> => {
      actions.expect();
      wanted.current = file;
      const picked = await asking.run(async () => {
        const handle = await pickHandle(what);
        return handle === 'none' ? handle : handle && { handle, found: await fileOf(handle) };
      });
      if (picked === 'none' && what === 'folder') {
        const folder = await asking.run(chooseFolder);
        if (folder) actions.open(folder, asWanted(wanted, folder));
      } else if (picked === 'none') input.current?.click();
      else if (picked) {
        const { handle, found } = picked;
        if (typeof found === 'string') actions.refuse(handle.name, problemRecord(handle, found));
        else actions.open(found, { ...asWanted(wanted, found), handle: Promise.resolve(handle) });
      }
    };

    const actions: FileActions = {
      expect() {
        prepare();
        void rendererOf(viewer).catch(() => {});
      },
      open(source, remembering = {}, notice = null) {
        asking.cancel();
        // The drawing code comes after the tree: fetched now, it would take the thread from it.
        const opened = (): void => {
          if (notice) viewer.file.setState({ notice });
        };
        askBeforeLoss(viewer, () => void viewer.open(source, remembering).then(opened, () => {}));
      },
      openPart(path) {
        asking.cancel();
        const { source, isUsers, path: before } = viewer.file.getState();
        if (!source) return;
        const remembering = viewer.panels.getState().parts === null ? {} : undefined;
        const view = path === before ? viewOf(viewer) : null;
        askBeforeLoss(viewer, () => void viewer.open(source, remembering, { path, view, isUsers }).catch(() => {}));
      },
      close() {
        askBeforeLoss(viewer, () => void viewer.close());
      },
      refuse: (name, record) => viewer.file.setState({ error: { name, record, isUsers: true } }),
      choose: () => void ask(null),
      chooseFolder: () => void ask(null, 'folder'),
      chooseLink: () => viewer.question.ask({ kind: 'url' }),
      chooseAgain: (file) => void ask(file, file.size === null ? 'folder' : 'file'),
      async reopen(file) {
        recent.fail(file.id, null);
        if (file.url !== null) {
          actions.open(file.url, { as: file });
          return;
        }
        const kept = await asking.run(async () => {
          if (!recent.getState().isLoaded) await recent.load();
          const handle = recent.getState().keepsakes.get(file.id)?.handle;
          if (!handle) return null;
          actions.expect();
          return { handle, found: await fileOf(handle) };
        });
        if (kept === null) await ask(file, file.size === null ? 'folder' : 'file');
        if (!kept) return;
        const { handle, found } = kept;
        if (typeof found !== 'string') actions.open(found, { as: file, handle: Promise.resolve(handle) });
        else if (viewer.file.getState().shadow) actions.refuse(file.name, problemRecord(file, found));
        else recent.fail(file.id, found);
      },
    };
    return actions;
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
          if (file) actions.open(file, asWanted(wanted, file));
        }}
      />
      {children}
    </FileContext>
  );
}

/** A file of another name is another file. */
function asWanted(wanted: { current: RecentFile | null }, { name }: File | Folder): Remembering {
  const { current } = wanted;
  wanted.current = null;
  return current?.name === name ? { as: current } : {};
}
