/**
 * The indexes by which genes are found at once: whether they are built, which are kept in this browser, and how long they stay. Page, no
 * React. Nothing waits for them, and what goes wrong with them is no error: a gene is found without.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { forgetKeptIndexes, type KeptIndex, type OpenedShadow, type WhichIndexes } from '../../shadow/index.ts';
import type { Activity } from '../activity.ts';
import { confirm } from '../confirm.ts';
import { cellsOf } from '../file.ts';
import { pathLabel } from '../path-label.ts';
import { isPartial } from '../plot/coloring.ts';
import type { Plot } from '../plot/plot.ts';
import type { Question } from '../question.ts';
import { type Building, createBuilding, type MatrixIndex } from './building.ts';
import { type IndexSettings, storedSettings, storeSettings } from './settings.ts';
import { finishForgetting, strikeOut, writeDown } from './to-forget.ts';

export interface GeneIndexesState extends Omit<IndexSettings, 'isLargeAllowed'> {
  /** Whether those of the open file are given up with it in any case: it is not remembered either. */
  readonly isPassing: boolean;
  /** Of the open file, those that were thought of. */
  readonly matrices: readonly MatrixIndex[];
  /** Of all files, as of the last look. */
  readonly kept: readonly KeptIndex[];
  /** Whether this browser has a place for them. */
  readonly hasStore: boolean;
}

interface OpenFile {
  /** Whether anything of the file may be kept once it is closed. */
  readonly isRemembered: boolean;
  /** Whether it is behind a URL: an index takes the whole matrix, which is downloaded only for who asks for that. */
  readonly isRemote: boolean;
}

export interface GeneIndexes extends StoreApi<GeneIndexesState> {
  start(shadow: OpenedShadow, file: OpenFile): void;
  /** Before the file is closed: stops building, and gives up what is not to be kept. */
  stop(): Promise<void>;
  /** Looks again for what is kept: for whoever shows it. */
  look(): Promise<void>;
  /** Goes on with the index of a matrix that was stopped. */
  goOn(path: string): void;
  /** Gives up indexes; those of the open file are not built again by themselves. */
  forget(which: Exclude<WhichIndexes, 'this file'>): Promise<void>;
  setOn(isOn: boolean): void;
  setForgetting(isForgetting: boolean): void;
}

export interface GeneIndexesOptions {
  readonly activity: Activity;
  readonly plot: Plot;
  readonly question: Question;
  /** Says something in passing. */
  tell(text: string): void;
  /** Takes more bytes than this only if the user agrees. */
  readonly askAbove?: number;
  /** How long nothing must have run before an index is begun, in milliseconds. */
  readonly pause?: number;
}

/** So long nothing must have run before one is begun: a user who goes through genes is not slowed down. */
const PAUSE_MS = 500;
const ASK_ABOVE = 1e9;
/** Giving up is not waited for any longer, in milliseconds: the next page finishes it. */
const FORGETTING_MS = 2000;

export function createGeneIndexes(options: GeneIndexesOptions): GeneIndexes {
  const { activity, plot, question, tell, askAbove = ASK_ABOVE, pause = PAUSE_MS } = options;
  let { isLargeAllowed, ...chosen } = storedSettings();
  const store = createStore<GeneIndexesState>(() => ({ ...chosen, isPassing: false, matrices: [], kept: [], hasStore: true }));
  let open: { readonly shadow: OpenedShadow; readonly building: Building | null; readonly isRemote: boolean } | null = null;
  /** Files whose index the user does not want to have the room, until the page is loaded again. */
  const refused = new Set<string>();
  let isNoRoomTold = false;

  const save = (): void => {
    const { isOn, isForgetting } = store.getState();
    storeSettings({ isOn, isForgetting, isLargeAllowed });
  };
  const isToBeForgotten = (): boolean => store.getState().isForgetting || store.getState().isPassing;
  const ownKeys = (): string[] => store.getState().matrices.flatMap(({ key }) => key ?? []);
  const drawn = (): void => {
    const { coloring } = plot.getState();
    // A gene of which only a part is there may be given up yet, and is still being read.
    if (store.getState().isOn && coloring && !isPartial(coloring)) open?.building?.drawn(coloring.ref);
  };

  const onChange = (index: MatrixIndex): void => {
    store.setState(({ matrices }) => {
      const isKnown = matrices.some(({ path }) => path === index.path);
      return { matrices: isKnown ? matrices.map((one) => (one.path === index.path ? index : one)) : [...matrices, index] };
    });
    if (index.key !== null && isToBeForgotten()) writeDown([index.key]);
    if (index.status === 'no room' && !isNoRoomTold) {
      isNoRoomTold = true;
      tell(`There is no room for an index of ${pathLabel(index.path)}`);
    }
  };

  const mayBuild = async ({ path, bytes }: MatrixIndex, signal: AbortSignal): Promise<boolean> => {
    const { shadow, isRemote } = open as NonNullable<typeof open>;
    if (isRemote) return false;
    const { name, bytes: size } = shadow.session.outline.file;
    const file = `${name} ${size}`;
    if (bytes <= askAbove || isLargeAllowed) return true;
    if (refused.has(file)) return false;
    isLargeAllowed = await confirm(question, { kind: 'room', matrix: pathLabel(path), bytes }, signal);
    if (isLargeAllowed) save();
    else if (!signal.aborted) refused.add(file);
    return isLargeAllowed;
  };

  const geneIndexes: GeneIndexes = {
    ...store,

    start(shadow, { isRemembered, isRemote }) {
      const data = cellsOf(shadow);
      const building =
        data &&
        createBuilding(data, {
          activity,
          pause,
          mayBuild,
          onChange: (index) => {
            if (open?.shadow === shadow) onChange(index);
          },
        });
      open = { shadow, building, isRemote };
      store.setState({ isPassing: !isRemembered, matrices: [] });
    },

    async stop() {
      const closing = open;
      if (!closing) return;
      const keys = ownKeys();
      const isForgotten = isToBeForgotten();
      open = null;
      closing.building?.stop();
      store.setState({ isPassing: false, matrices: [] });
      if (!isForgotten) return;
      const giveUp = new AbortController();
      const timer = setTimeout(() => giveUp.abort(), FORGETTING_MS);
      try {
        await closing.shadow.forgetIndexes('this file', { signal: giveUp.signal });
        strikeOut(keys, await closing.shadow.keptIndexes());
      } catch {
        // They are written down.
      } finally {
        clearTimeout(timer);
      }
    },

    async look() {
      const shadow = open?.shadow;
      // A file that is closed meanwhile answers nothing.
      const kept = await shadow?.keptIndexes().catch(() => undefined);
      if (kept !== undefined) store.setState({ kept: kept ?? [], hasStore: kept !== null });
    },

    goOn: (path) => open?.building?.goOn(path),

    async forget(which) {
      const { matrices } = store.getState();
      const isMeant = ({ key }: MatrixIndex): boolean => which === 'all' || (key !== null && which.includes(key));
      if (matrices.some((one) => isMeant(one) && (one.status === 'building' || one.status === 'waiting'))) open?.building?.stop();
      // What cannot be given up now is still listed.
      await (open ? open.shadow.forgetIndexes(which) : forgetKeptIndexes(which)).catch(() => {});
      store.setState((state) => ({
        matrices: state.matrices.map((one) => (isMeant(one) ? { ...one, done: 0, status: 'stopped' } : one)),
      }));
      await geneIndexes.look();
    },

    setOn(isOn) {
      store.setState({ isOn });
      save();
      if (isOn) drawn();
      else open?.building?.stop('for now');
    },

    setForgetting(isForgetting) {
      store.setState({ isForgetting });
      save();
      if (isToBeForgotten()) writeDown(ownKeys());
      else strikeOut(ownKeys());
    },
  };

  plot.subscribe(({ coloring }, before) => {
    if (coloring !== before.coloring) drawn();
  });
  // What was left behind by a page that went away.
  void finishForgetting().catch(() => {});
  return geneIndexes;
}
