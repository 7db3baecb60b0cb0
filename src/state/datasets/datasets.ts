/** What the host of Umbra's own page offers: a list of datasets, or nothing. Page, no React. An element on another page never has one. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DatasetIndex } from './dataset-index.ts';

export interface DatasetsState {
  /** Null where the host has no list, or before it is here. */
  readonly index: DatasetIndex | null;
  /** While it is looked for: what else is on the start page waits a moment, so that nothing jumps. */
  readonly isAwaited: boolean;
}

export type Datasets = StoreApi<DatasetsState>;

export function createDatasets(): Datasets {
  return createStore<DatasetsState>(() => ({ index: null, isAwaited: false }));
}
