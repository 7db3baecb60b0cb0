/** The thin React binding of the stores: the viewer in a context, and hooks that read its parts. Page, React. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { AnnDataShadow, MuDataShadow, OpenedShadow } from '../shadow/index.ts';
import type { ActivityState } from './activity.ts';
import type { BudgetState } from './budget.ts';
import type { DatasetsState } from './datasets/datasets.ts';
import type { FileState } from './file.ts';
import type { GeneIndexesState } from './gene-index/gene-indexes.ts';
import type { KeptFilesState } from './kept-files.ts';
import type { LinkState } from './link/link.ts';
import type { PanelsState } from './panels.ts';
import type { PlotState } from './plot/plot.ts';
import type { QuestionState } from './question.ts';
import type { RecentState } from './recent/recent.ts';
import type { SearchState } from './search/search.ts';
import type { SelectionState } from './selection.ts';
import type { TablesState } from './sheets/tables.ts';
import type { ContentsState } from './summary/contents.ts';
import type { HistoryState } from './view/history.ts';
import type { Viewer } from './viewer.ts';

const ViewerContext = createContext<Viewer | null>(null);

export const ViewerProvider = ViewerContext.Provider;

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('a view was drawn outside a viewer');
  return viewer;
}

export function useFile<T>(select: (state: FileState) => T): T {
  return useStore(useViewer().file, select);
}

/** The open file, whatever it is, for views that are only there while one is. */
export function useShadow(): OpenedShadow {
  const shadow = useFile((state) => state.shadow);
  if (!shadow) throw new Error('a view of a file was drawn without one');
  return shadow;
}

/** The open AnnData or MuData, for views of cells and genes. */
export function useData(): AnnDataShadow | MuDataShadow {
  const data = useFile((state) => state.data);
  if (!data) throw new Error('a view of cells was drawn without them');
  return data;
}

export function usePlot<T>(select: (state: PlotState) => T): T {
  return useStore(useViewer().plot, select);
}

export function useTables<T>(select: (state: TablesState) => T): T {
  return useStore(useViewer().tables, select);
}

export function useContents<T>(select: (state: ContentsState) => T): T {
  return useStore(useViewer().contents, select);
}

export function useSearch<T>(select: (state: SearchState) => T): T {
  return useStore(useViewer().search, select);
}

export function useSelection<T>(select: (state: SelectionState) => T): T {
  return useStore(useViewer().selection, select);
}

export function usePanels<T>(select: (state: PanelsState) => T): T {
  return useStore(useViewer().panels, select);
}

export function useQuestion<T>(select: (state: QuestionState) => T): T {
  return useStore(useViewer().question, select);
}

export function useActivity<T>(select: (state: ActivityState) => T): T {
  return useStore(useViewer().activity, select);
}

export function useRecent<T>(select: (state: RecentState) => T): T {
  return useStore(useViewer().recent, select);
}

export function useLink<T>(select: (state: LinkState) => T): T {
  return useStore(useViewer().link, select);
}

export function useGeneIndexes<T>(select: (state: GeneIndexesState) => T): T {
  return useStore(useViewer().geneIndexes, select);
}

export function useKeptFiles<T>(select: (state: KeptFilesState) => T): T {
  return useStore(useViewer().keptFiles, select);
}

export function useBudget<T>(select: (state: BudgetState) => T): T {
  return useStore(useViewer().budget, select);
}

export function useHistory<T>(select: (state: HistoryState) => T): T {
  return useStore(useViewer().history, select);
}

export function useDatasets<T>(select: (state: DatasetsState) => T): T {
  return useStore(useViewer().datasets, select);
}
