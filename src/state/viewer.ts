/**
 * Everything one viewer knows, and what can be done with it: the one object that views and the custom element hold.
 * Page, no React. Several viewers on a page do not know of each other.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readLink } from '../links/read-link.ts';
import { type ErrorRecord, isFolder, nameOfUrl, type OpenedShadow, ShadowError, type Source, toErrorRecord } from '../shadow/index.ts';
import { type Activity, createActivity } from './activity.ts';
import { followAdditions } from './additions/follow.ts';
import { type Budget, createBudget } from './budget.ts';
import { createDatasets, type Datasets } from './datasets/datasets.ts';
import { cellsOf, type FileState, NO_FILE } from './file.ts';
import { find } from './find.ts';
import { createGeneIndexes, type GeneIndexes } from './gene-index/gene-indexes.ts';
import { Latest } from './latest.ts';
import { createLink, type Link } from './link/link.ts';
import { type LinkedView, linkedView, tellNotShown } from './link/linked-view.ts';
import { type CellNames, createCellNames } from './names.ts';
import { painted, withNextFrame } from './next-frame.ts';
import { openSource } from './open-source.ts';
import { createPanels, type Panels } from './panels.ts';
import { createPlot, type Plot } from './plot/plot.ts';
import { pinShown } from './plot/shown.ts';
import type { Stage } from './plot/stage.ts';
import { createQuestion, type Question } from './question.ts';
import { createRecent, type Recent } from './recent/recent.ts';
import type { RecentFile } from './recent/recent-list.ts';
import { rememberView } from './recent/remember.ts';
import { createSearch, type Search } from './search/search.ts';
import { createSelection, NO_SELECTION, openAtFirst, type SelectionState } from './selection.ts';
import { createTables, type Tables } from './sheets/tables.ts';
import { type Contents, createContents } from './summary/contents.ts';
import { createHistory, type History } from './view/history.ts';
import { recordSteps, type Steps } from './view/steps.ts';
import { showTables } from './view/view.ts';
import type { ViewState } from './view/view-state.ts';

/** How a file is remembered that the user opens. What a page opens by itself is not. */
export interface Remembering {
  /** The recent file that it is meant to be: its view is taken, and its place in the list. */
  readonly as?: RecentFile | undefined;
  /** What the browser opens it with the next time; null where it has none. */
  readonly handle?: Promise<FileSystemFileHandle | FileSystemDirectoryHandle | null>;
}

/** Which part of a file is opened, and how it is looked at first. */
interface Beginning {
  /** As `mod/rna`; '' = all of it. A part is not remembered. */
  readonly path?: string;
  /** Of a link: it goes before the view that is remembered, and what of it the file lacks is told. */
  readonly view?: ViewState | null;
  /** Of the page around the viewer, once it is known what is in the file; it goes before all others, and what it lacks is told where it is. */
  readonly first?: (shadow: OpenedShadow) => ViewState | null;
  /** Whether the user gave the file here, rather than the page, a link or a message; where it is not said, what is remembered is the user's. */
  readonly isUsers?: boolean;
  /** Gives it up. */
  readonly signal?: AbortSignal | null;
}

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
  readonly recent: Recent;
  readonly link: Link;
  readonly datasets: Datasets;
  readonly geneIndexes: GeneIndexes;
  readonly budget: Budget;
  /** Takes the last step back; or gives up what was asked for, while it has not come. */
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Changes a part of what is shown without a step of the user's: nothing of it is recorded. */
  quietly: Steps['quietly'];
  /** Names of the cells of the open file. */
  names(): CellNames | null;
  /** The drawn plot; null where nothing is drawn. */
  stage(): Stage | null;
  setStage(stage: Stage | null): void;
  /**
   * Opens a file; resolves when its tree stands. The plot follows. Of an address, what it means is opened (`links/`), and a file that can
   * only be downloaded as a whole if the user agrees. A file of this computer that a link asked for is looked at as the link says.
   * @param remembering that it is offered again, with the view it has and had; without it nothing is kept
   * @throws ShadowError; a file that was open before stays open
   */
  open(source: Source, remembering?: Remembering, beginning?: Beginning): Promise<OpenedShadow>;
  close(): Promise<void>;
  /** Resolves when nothing is in flight that anybody waits for, and the last frame is drawn. */
  idle(): Promise<void>;
}

/** What a file starts with, beside itself. */
interface Start extends Required<Omit<Beginning, 'signal' | 'first'>> {
  /** What was said to be opening. */
  readonly name: string;
  readonly source: Source;
  readonly isWhole: boolean;
  readonly linked: LinkedView | null;
  /** Whether the plot says itself what of the view is not there. */
  readonly isTold: boolean;
  readonly isRemembered: boolean;
}

export function createViewer(): Viewer {
  const file = createStore<FileState>(() => NO_FILE);
  const activity = createActivity();
  const plot = createPlot(activity, async () => {
    // The views take a frame to hand it over.
    await painted();
    await stage?.drawn();
  });
  const tables = createTables(activity);
  const search = createSearch(activity, plot);
  const selection = createSelection();
  const history = createHistory();
  const contents = createContents(activity);
  const question = createQuestion();
  const recent = createRecent();
  const link = createLink();
  const datasets = createDatasets();
  const tell = (text: string): void => history.setState({ told: { text } });
  const geneIndexes = createGeneIndexes({ activity, plot, question, tell });
  const budget = createBudget();
  const opening = new Latest();
  /** Aborted when the viewer is closed: what was opened before that, and does not stand yet, is not shown. */
  let closing = new AbortController();
  /** Files take the place of one another one by one, each as a whole: giving one up takes a while. */
  let handedOver: Promise<unknown> = Promise.resolve();
  let remembered: { stop(): void } | null = null;
  let names: CellNames | null = null;
  let stage: Stage | null = null;

  budget.subscribe(({ bytes }) => file.getState().shadow?.session.setBudget(bytes));

  const changed = (): void => file.setState(({ revision }) => ({ revision: revision + 1 }));

  const start = (shadow: OpenedShadow, { name, view, linked, isTold, isRemembered, ...whence }: Start): void => {
    const data = cellsOf(shadow);
    const url = typeof whence.source === 'string' ? whence.source : null;
    shadow.session.setBudget(budget.getState().bytes);
    const onChange = withNextFrame(() => {
      if (file.getState().shadow === shadow) changed();
    });
    shadow.addEventListener('change', onChange);
    followAdditions(viewer, shadow);
    shadow.addEventListener('change', ({ change }) => {
      if (change === 'outdated' && file.getState().shadow === shadow)
        file.setState({ notice: outdated(shadow.session.outline.file.name, url) });
    });
    selection.setState({
      ...NO_SELECTION,
      expanded: view?.tree ?? openAtFirst(shadow),
      ...(view?.element && find(shadow, view.element) ? { element: view.element } : {}),
    });
    history.clear();
    contents.clear();
    question.close();
    names = null;
    tables.start(shadow);
    if (view?.table !== undefined && find(shadow, view.table)) tables.show(view.table);
    if (!data) plot.clear();
    geneIndexes.start(shadow, { isRemembered, isRemote: url !== null });
    if (data) pinShown(viewer, data);
    const drawing = data && plot.start(data, view, isTold);
    if (data) search.start(data);
    else search.clear();
    // Tells the page: whoever listens can colour the cells at once.
    file.setState(({ opened, opening: wanted }) => {
      // The next one may be on its way already.
      const stillWanted = wanted === name ? null : wanted;
      const begun = { opened: opened + 1, opening: stillWanted, error: null, notice: severalTables(shadow), revision: 0 };
      return { shadow, data, url, ...whence, ...begun };
    });
    // After the first picture, not before it.
    void Promise.resolve(drawing).then(() => {
      if (file.getState().shadow !== shadow) return;
      if (data) {
        names = createCellNames(data, activity, changed);
        void contents.start(data);
      }
      if (linked) tellNotShown(viewer, linked);
      if (view?.tables?.length) void steps.quietly('tables', () => showTables(viewer, view.tables ?? []));
    });
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = handedOver.then(work);
    handedOver = done.catch(() => {});
    return done;
  };

  /** Gives up the file that is open. Its indexes go first: a closed one forgets nothing. */
  const giveUp = async (): Promise<void> => {
    remembered?.stop();
    remembered = null;
    await geneIndexes.stop();
    await file.getState().shadow?.close();
  };

  const remember = (known: RecentFile, { handle }: Remembering): void => {
    if (!recent.isOn()) return;
    recent.put(known);
    remembered = rememberView(viewer, known);
    void handle?.then((found) => found && recent.keep({ id: known.id, handle: found }));
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
    recent,
    link,
    datasets,
    geneIndexes,
    budget,
    async undo() {
      if (steps.giveUp()) tell('Cancelled');
      else await history.undo();
    },
    async redo() {
      await history.redo();
    },
    quietly: (part, work) => steps.quietly(part, work),
    names: () => names,
    stage: () => stage,
    setStage: (next) => {
      stage = next;
    },

    async open(
      given,
      remembering,
      { path = '', view: asked = null, first, isUsers = remembering !== undefined, signal: givingUp = null } = {},
    ) {
      const meant = typeof given === 'string' ? readLink(given, document.baseURI) : null;
      const source = meant && !meant.problem ? meant.url : given;
      const name = nameOf(source);
      const { signal } = closing;
      file.setState({ opening: name, error: null });
      try {
        if (meant?.problem) throw new ShadowError(meant.problem);
        const found = await opening.run((superseded) => {
          const outer = givingUp ? AbortSignal.any([superseded, givingUp]) : superseded;
          return openSource({ source, path, name }, { activity, question, budget }, outer);
        });
        if (!found) throw cancelled();
        const { shadow, isWhole } = found;
        await inTurn(async () => {
          if (givingUp?.aborted) {
            await shadow.close();
            throw cancelled();
          }
          await giveUp();
          if (signal.aborted) {
            await shadow.close();
            throw cancelled();
          }
          const known = path === '' ? remembering && recentOf(shadow, source, remembering.as ?? null, recent) : undefined;
          const linked = linkedView(link, shadow, source, asked);
          const wanted = first?.(shadow) ?? null;
          // How far the tree is open is no part of a link.
          const view = wanted ?? (linked ? { ...known?.view, ...linked.view } : (known?.view ?? null));
          const isRemembered = known !== undefined && recent.isOn();
          start(shadow, { name, source, path, isWhole, view, linked, isTold: wanted !== null, isUsers, isRemembered });
          if (known && remembering) remember(known, remembering);
        });
        return shadow;
      } catch (error) {
        const record = toErrorRecord(error);
        if (record.tag !== 'aborted') file.setState({ opening: null, error: { name, record, isUsers } });
        else if (file.getState().opening === name) file.setState({ opening: null });
        throw error instanceof ShadowError ? error : new ShadowError(record);
      }
    },

    async close() {
      opening.cancel();
      closing.abort();
      closing = new AbortController();
      remembered?.stop();
      remembered = null;
      recent.closed();
      const { shadow } = file.getState();
      const forgotten = geneIndexes.stop();
      plot.clear();
      tables.clear();
      search.clear();
      selection.setState(NO_SELECTION);
      history.clear();
      contents.clear();
      question.close();
      names = null;
      file.setState(({ opened }) => ({ ...NO_FILE, opened }));
      await inTurn(async () => {
        await forgotten;
        await shadow?.close();
      });
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
  const steps = recordSteps(viewer);
  return viewer;
}

/** The entry of an opened file: the place and the view of the one it is, where it is known. */
function recentOf(shadow: OpenedShadow, source: Source, as: RecentFile | null, recent: Recent): RecentFile {
  const { kind, file } = shadow.session.outline;
  const identity = {
    name: file.name,
    size: file.bytes,
    modified: source instanceof File ? source.lastModified : null,
    url: typeof source === 'string' ? new URL(source, document.baseURI).href : null,
  };
  const known = as ?? recent.find(identity);
  return {
    id: known?.id ?? `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
    ...identity,
    seen: Date.now(),
    kind,
    shape: cellsOf(shadow)?.shape ?? null,
    view: known?.view ?? null,
  };
}

function cancelled(): ShadowError {
  return new ShadowError({ tag: 'aborted', message: 'Opening was cancelled, or another file was opened.' });
}

/** Of SpatialData with several tables, which of them is shown. */
function severalTables({ session }: OpenedShadow): ErrorRecord | null {
  const { file, root, tables = [] } = session.outline;
  if (tables.length < 2) return null;
  return {
    tag: 'invalid',
    message: `${file.name} is SpatialData with ${tables.length} tables: ${root.name} is shown.`,
    hint: `The others are in the menu of the file: ${tables
      .filter((path) => path !== root.path)
      .map(nameOfUrl)
      .join(', ')}.`,
  };
}

function outdated(name: string, url: string | null): ErrorRecord {
  return {
    tag: 'changed',
    message: `${name} has changed ${url === null ? 'on disk' : 'on the server'} since it was opened.`,
    hint: 'What was read of it still works. Nothing more can be read until it is opened again.',
  };
}

function nameOf(source: Source): string {
  if (typeof source === 'string') return nameOfUrl(source);
  return source instanceof File || isFolder(source) ? source.name : 'file';
}
