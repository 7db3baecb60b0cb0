/**
 * The recent files as this browser keeps them: the list in local storage, so that it is there with the first picture of the page, handles
 * and pictures in IndexedDB, which come later. Page, no React. Several pages share them: each change is made to what is stored then.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readJson, readStored, SESSION, writeStored } from '../stored.ts';
import { allKeepsakes, deleteKeepsake, type Keepsake, putKeepsake } from './keepsakes.ts';
import { matching, type RecentFile, readRecent, withRecent } from './recent-list.ts';

export interface RecentState {
  /** Newest first. */
  readonly files: readonly RecentFile[];
  /** Handles and pictures by id, as far as they are here. */
  readonly keepsakes: ReadonlyMap<string, Keepsake>;
  /** Whether keepsakes were looked for: before that nobody knows whether a file must be chosen again. */
  readonly isLoaded: boolean;
  /** Whether files are remembered: the user's choice. */
  readonly isOn: boolean;
  /** Why files could not be opened again, by id. */
  readonly problems: ReadonlyMap<string, Problem>;
}

/** `gone`: it is not where it was, `denied`: the user or the browser does not let the page read it. */
export type Problem = 'gone' | 'denied';

export interface Recent extends StoreApi<RecentState> {
  /** Looks again for what is stored, and for handles and pictures. */
  load(): Promise<void>;
  /** The file that was open in this tab when the page went away. */
  left(): RecentFile | null;
  /** Whether files are remembered now: another page may have been told not to. */
  isOn(): boolean;
  find(file: Pick<RecentFile, 'name' | 'size' | 'modified' | 'url'>): RecentFile | undefined;
  /** Puts a file in front, and says that it is the one open in this tab. */
  put(file: RecentFile): void;
  /** Changes what is known of a file, if it was not removed meanwhile. */
  update(id: string, change: Partial<Pick<RecentFile, 'view' | 'seen'>>): void;
  /** Keeps a handle or a picture of a file that is in the list. */
  keep(keepsake: Keepsake): Promise<void>;
  /** Says why a file could not be opened again; null = it can. */
  fail(id: string, problem: Problem | null): void;
  remove(id: string): void;
  clear(): void;
  /** Off forgets all. */
  setOn(isOn: boolean): void;
  /** No file is open in this tab. */
  closed(): void;
}

const LIST = 'umbra.recent';
const OFF = 'umbra.recent.off';
const OPEN = 'umbra.open';

export function createRecent(): Recent {
  const store = createStore<RecentState>(() => ({
    files: storedFiles() ?? [],
    keepsakes: new Map(),
    isLoaded: false,
    isOn: isStoredOn() ?? true,
    problems: new Map(),
  }));

  /** Pages beside this one may have changed the list. */
  const change = (edit: (files: readonly RecentFile[]) => readonly RecentFile[]): void => {
    const before = storedFiles() ?? store.getState().files;
    const files = edit(before);
    writeStored(LIST, files.length > 0 ? JSON.stringify(files) : null);
    const ids = new Set(files.map(({ id }) => id));
    const gone = before.map(({ id }) => id).filter((id) => !ids.has(id));
    for (const id of gone) void deleteKeepsake(id);
    store.setState(({ keepsakes }) => ({ files, keepsakes: new Map([...keepsakes].filter(([id]) => ids.has(id))) }));
  };

  const isListed = (id: string): boolean => (storedFiles() ?? store.getState().files).some((file) => file.id === id);

  const recent: Recent = {
    ...store,

    async load() {
      store.setState(({ files, isOn }) => ({ files: storedFiles() ?? files, isOn: isStoredOn() ?? isOn }));
      const found = await allKeepsakes();
      store.setState(({ files, keepsakes }) => {
        // What was kept meanwhile is newer; what another page forgot is forgotten here.
        const all = new Map([...found.map((one) => [one.id, one] as const), ...keepsakes]);
        return { keepsakes: new Map([...all].filter(([id]) => files.some((file) => file.id === id))), isLoaded: true };
      });
    },

    left() {
      const id = readStored(OPEN, SESSION);
      return store.getState().files.find((file) => file.id === id) ?? null;
    },

    isOn: () => isStoredOn() ?? store.getState().isOn,

    find: (file) => matching(store.getState().files, file),

    put(file) {
      if (!recent.isOn()) return;
      change((files) => withRecent(files, file));
      writeStored(OPEN, file.id, SESSION);
    },

    update: (id, part) => change((files) => files.map((file) => (file.id === id ? { ...file, ...part } : file))),

    async keep(keepsake) {
      const { id, handle } = keepsake;
      if (!isListed(id)) return;
      // Its name or its size changed since: the same file is in the list once.
      for (const other of handle ? store.getState().keepsakes.values() : []) {
        if (other.id !== id && (await other.handle?.isSameEntry(handle as FileSystemHandle))) recent.remove(other.id);
      }
      // While handles were compared another page may have forgotten it.
      if (!isListed(id)) return;
      const whole = { ...store.getState().keepsakes.get(id), ...keepsake };
      store.setState(({ keepsakes }) => ({ keepsakes: new Map(keepsakes).set(id, whole) }));
      await putKeepsake(whole);
    },

    fail: (id, problem) =>
      store.setState(({ problems }) => {
        const others = [...problems].filter(([other]) => other !== id);
        return { problems: new Map(problem ? [...others, [id, problem]] : others) };
      }),

    remove: (id) => change((files) => files.filter((file) => file.id !== id)),

    clear() {
      change(() => []);
      recent.closed();
    },

    setOn(isOn) {
      if (!isOn) recent.clear();
      writeStored(OFF, isOn ? null : 'true');
      store.setState({ isOn });
    },

    closed: () => writeStored(OPEN, null, SESSION),
  };
  return recent;
}

/** Null where storage is forbidden, as in some frames: there the list lasts as long as the page. */
function storedFiles(): readonly RecentFile[] | null {
  const stored = readJson(LIST);
  return stored === undefined ? null : readRecent(stored);
}

/** Null where storage is forbidden. */
function isStoredOn(): boolean | null {
  const text = readStored(OFF);
  return text === undefined ? null : text === null;
}
