/**
 * Whether what is fetched of files behind URLs is kept on this computer, and what is. Page, no React. Off until the user switches it on:
 * it is values of somebody's file, which stay behind. Switched off, nothing of it stays.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { forgetKeptFiles, type KeptFile, type OpenedShadow } from '../shadow/index.ts';
import { readJson, writeStored } from './stored.ts';

export interface KeptFilesState {
  readonly isOn: boolean;
  /** Of all files, as of the last look. */
  readonly kept: readonly KeptFile[];
  /** Whether this browser has a place for them. */
  readonly hasStore: boolean;
}

export interface KeptFiles extends StoreApi<KeptFilesState> {
  /** Whether what is fetched is kept now: another page may have switched it off. */
  isOn(): boolean;
  /** Off gives up all that is kept. */
  setOn(isOn: boolean): Promise<void>;
  /** Looks again for what is kept: for whoever shows it. */
  look(): Promise<void>;
  /** Of the open file, what is fetched afterwards is kept again. */
  forget(which: 'all' | readonly string[]): Promise<void>;
}

export interface KeptFilesOptions {
  readonly shadow: () => OpenedShadow | null;
  /** Whether anything of a file may be kept at all. */
  readonly isAllowed: () => boolean;
}

/** `true`: kept; `false`: to be given up, and something may still be there, as what another page has open. */
const KEY = 'umbra.keep';

export function createKeptFiles({ shadow, isAllowed }: KeptFilesOptions): KeptFiles {
  const isStoredOn = (): boolean => readJson(KEY) === true;
  const store = createStore<KeptFilesState>(() => ({ isOn: isStoredOn(), kept: [], hasStore: true }));

  const giveUp = async (): Promise<void> => {
    const open = shadow();
    await open?.forgetFiles('all');
    const left = open ? await open.keptFiles() : await forgetKeptFiles('all');
    if (!left?.length && !isStoredOn()) writeStored(KEY, null);
  };

  const kept: KeptFiles = {
    ...store,

    isOn: () => {
      // Where nothing can be stored, it is on for this page.
      const stored = readJson(KEY);
      return isAllowed() && (stored === undefined ? store.getState().isOn : stored === true);
    },

    async setOn(isOn) {
      store.setState({ isOn });
      writeStored(KEY, isOn ? 'true' : 'false');
      // What does not succeed now is finished by the next page.
      await shadow()
        ?.keepFetched(isOn)
        .catch(() => {});
      if (!isOn) await giveUp().catch(() => {});
      await kept.look();
    },

    async look() {
      // A file that is closed meanwhile answers nothing.
      const found = await shadow()
        ?.keptFiles()
        .catch(() => undefined);
      if (found !== undefined) store.setState({ kept: found ?? [], hasStore: found !== null });
    },

    async forget(which) {
      const open = shadow();
      // What cannot be given up now is still listed.
      await (open ? open.forgetFiles(which) : forgetKeptFiles(which)).catch(() => {});
      await kept.look();
    },
  };

  // What was left behind by a page that went away.
  if (readJson(KEY) === false) void giveUp().catch(() => {});
  return kept;
}
