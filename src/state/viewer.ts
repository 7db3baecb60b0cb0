/**
 * Everything one viewer knows, and what can be done with it: the one object that views and the custom element hold.
 * Page, no React. Several viewers on a page do not know of each other.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpenedShadow, Source } from '../shadow/index.ts';
import { type Activity, createActivity } from './activity.ts';
import { type Budget, createBudget } from './budget.ts';
import { createDatasets, type Datasets } from './datasets/datasets.ts';
import { type FileState, NO_FILE } from './file.ts';
import { type Beginning, createFiles, type Remembering } from './files.ts';
import { createGeneIndexes, type GeneIndexes } from './gene-index/gene-indexes.ts';
import { createKeptFiles, type KeptFiles } from './kept-files.ts';
import { createLink, type Link } from './link/link.ts';
import type { CellNames } from './names.ts';
import { withNextFrame } from './next-frame.ts';
import { createPanels, type Panels } from './panels.ts';
import { createPlot, type Plot } from './plot/plot.ts';
import type { Stage } from './plot/stage.ts';
import { createStaging } from './plot/staging.ts';
import { createQuestion, type Question } from './question.ts';
import { createRecent, type Recent } from './recent/recent.ts';
import { createSearch, type Search } from './search/search.ts';
import { createSelection, type SelectionState } from './selection.ts';
import { createTables, type Tables } from './sheets/tables.ts';
import { type Contents, createContents } from './summary/contents.ts';
import { createHistory, type History } from './view/history.ts';
import { recordSteps, type Steps } from './view/steps.ts';

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
  readonly keptFiles: KeptFiles;
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
   * Opens a file; resolves when its tree stands. The plot follows. Of an address, what it means is opened (`hosts/`), and a file that can
   * only be downloaded as a whole if the user agrees. A file of this computer that a link asked for is looked at as the link says.
   * @param remembering that it is offered again, with the view it has and had; without it nothing is kept
   * @throws ShadowError; a file that was open before stays open
   */
  open(source: Source, remembering?: Remembering, beginning?: Beginning): Promise<OpenedShadow>;
  close(): Promise<void>;
  /** Resolves when nothing is in flight that anybody waits for, and the last frame is drawn. */
  idle(): Promise<void>;
}

/** @param isShown whether there are views of it */
export function createViewer({ isShown = false }: { readonly isShown?: boolean } = {}): Viewer {
  const file = createStore<FileState>(() => NO_FILE);
  const activity = createActivity();
  const staging = createStaging(isShown);
  const plot = createPlot(activity, staging.drawn);
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
  const keptFiles = createKeptFiles({ shadow: () => file.getState().shadow, isAllowed: recent.isOn });
  const budget = createBudget();

  budget.subscribe(({ bytes }) => file.getState().shadow?.session.setBudget(bytes));

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
    keptFiles,
    budget,
    async undo() {
      if (steps.giveUp()) tell('Cancelled');
      else await history.undo();
    },
    async redo() {
      await history.redo();
    },
    quietly: (part, work) => steps.quietly(part, work),
    names: () => file.getState().names,
    stage: staging.stage,
    setStage: staging.setStage,

    open: (source, remembering, beginning) => files.open(source, remembering, beginning),
    close: () => files.close(),

    async idle() {
      do {
        await activity.idle();
        // What has come in is rendered, and may ask for more.
        await new Promise<void>((resolve) => withNextFrame(resolve)());
        await staging.stage()?.drawn();
      } while (!activity.isIdle());
    },
  };
  const files = createFiles(viewer);
  const steps = recordSteps(viewer);
  return viewer;
}
