/**
 * Everything one viewer knows, and what can be done with it: the one object that views and the custom element hold.
 * Page, no React. Several viewers on a page do not know of each other.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type AnnDataShadow,
  type ErrorRecord,
  type MuDataShadow,
  nameOfUrl,
  open,
  ShadowError,
  type Source,
  toErrorRecord,
} from '../shadow/index.ts';
import { type Activity, createActivity } from './activity.ts';
import { type Contents, createContents } from './contents.ts';
import { type FileState, NO_FILE } from './file.ts';
import { createHistory, type History } from './history.ts';
import { Latest } from './latest.ts';
import { type CellNames, createCellNames } from './names.ts';
import { withNextFrame } from './next-frame.ts';
import { createPanels, type Panels } from './panels.ts';
import { createPlot, type Plot } from './plot.ts';
import { createQuestion, type Question } from './question.ts';
import { createSearch, type Search } from './search.ts';
import { createSelection, NO_SELECTION, type SelectionState } from './selection.ts';
import { followAdditions } from './shown.ts';
import type { Stage } from './stage.ts';
import { createTables, type Tables } from './tables.ts';

export interface Viewer {
  readonly file: StoreApi<FileState>;
  readonly activity: Activity;
  readonly plot: Plot;
  readonly tables: Tables;
  readonly search: Search;
  readonly selection: StoreApi<SelectionState>;
  readonly panels: Panels;
  readonly history: History;
  readonly contents: Contents;
  readonly question: Question;
  /** Names of the cells of the open file. */
  names(): CellNames | null;
  /** The drawn plot; null where nothing is drawn. */
  stage(): Stage | null;
  setStage(stage: Stage | null): void;
  /**
   * Opens a file; resolves when its tree stands. The plot follows.
   * @throws ShadowError; a file that was open before stays open
   */
  open(source: Source): Promise<AnnDataShadow | MuDataShadow>;
  close(): Promise<void>;
  /** Resolves when nothing is in flight and the last frame is drawn. */
  idle(): Promise<void>;
}

export function createViewer(): Viewer {
  const file = createStore<FileState>(() => NO_FILE);
  const activity = createActivity();
  const plot = createPlot(activity);
  const tables = createTables(activity);
  const search = createSearch(activity, plot);
  const selection = createSelection();
  const history = createHistory();
  const contents = createContents(activity);
  const question = createQuestion();
  const opening = new Latest();
  let names: CellNames | null = null;
  let stage: Stage | null = null;

  const changed = (): void => file.setState(({ revision }) => ({ revision: revision + 1 }));

  const start = (data: AnnDataShadow | MuDataShadow, url: string | null): void => {
    const onChange = withNextFrame(() => {
      if (file.getState().data === data) changed();
    });
    data.addEventListener('change', onChange);
    followAdditions(viewer, data);
    data.addEventListener('change', ({ change }) => {
      if (change === 'outdated' && file.getState().data === data) file.setState({ notice: outdated(data.session.outline.file.name) });
    });
    selection.setState(NO_SELECTION);
    history.clear();
    contents.clear();
    question.close();
    names = null;
    tables.start(data);
    search.start(data);
    const drawing = plot.start(data);
    // Tells the page: whoever listens can colour the cells at once.
    file.setState(({ opened }) => ({ data, url, opened: opened + 1, opening: null, error: null, notice: null, revision: 0 }));
    void drawing.then(() => {
      // After the first picture, not before it.
      if (file.getState().data !== data) return;
      names = createCellNames(data, activity, changed);
      void contents.start(data);
    });
  };

  const viewer: Viewer = {
    file,
    activity,
    plot,
    tables,
    search,
    selection,
    panels: createPanels(),
    history,
    contents,
    question,
    names: () => names,
    stage: () => stage,
    setStage: (next) => {
      stage = next;
    },

    async open(source) {
      const name = nameOf(source);
      file.setState({ opening: name, error: null });
      try {
        const data = await opening.run((signal) => activity.run(`Opening ${name}`, signal, (options) => open(source, options)));
        if (!data) throw new ShadowError({ tag: 'aborted', message: 'Opening was cancelled, or another file was opened.' });
        await file.getState().data?.close();
        start(data, typeof source === 'string' ? source : null);
        return data;
      } catch (error) {
        const record = toErrorRecord(error);
        if (record.tag !== 'aborted') file.setState({ opening: null, error: { name, record } });
        else if (file.getState().opening === name) file.setState({ opening: null });
        throw error instanceof ShadowError ? error : new ShadowError(record);
      }
    },

    async close() {
      opening.cancel();
      const { data } = file.getState();
      plot.clear();
      tables.clear();
      search.clear();
      selection.setState(NO_SELECTION);
      history.clear();
      contents.clear();
      question.close();
      names = null;
      file.setState(({ opened }) => ({ ...NO_FILE, opened }));
      await data?.close();
    },

    async idle() {
      do {
        await activity.idle();
        // What has come in is rendered, and may ask for more.
        await new Promise<void>((resolve) => withNextFrame(resolve)());
        await stage?.drawn();
      } while (!activity.isIdle());
    },
  };
  return viewer;
}

function outdated(name: string): ErrorRecord {
  return {
    tag: 'changed',
    message: `${name} has changed on disk since it was opened.`,
    hint: 'What was read of it still works. Nothing more can be read until it is opened again.',
  };
}

function nameOf(source: Source): string {
  if (typeof source === 'string') return nameOfUrl(source);
  return source instanceof File ? source.name : 'file';
}
