/**
 * Builds the indexes of one open file, quietly: for each matrix that a gene was drawn from, one at a time, when nobody waits for anything.
 * Page, no React. What was stopped is not begun again by itself; what is built of it stays.
 */
import {
  type AnnDataShadow,
  type ElemShadow,
  type IndexState,
  isAbort,
  type MuDataShadow,
  toErrorRecord,
  type VectorRef,
} from '../../shadow/index.ts';
import type { Activity, TaskOptions } from '../activity.ts';
import { pathLabel } from '../path-label.ts';
import { matrixOfGene } from './matrix-of-gene.ts';
import { whenQuiet } from './quiet.ts';

/** The index of a matrix of the open file. */
export interface MatrixIndex extends IndexState {
  /** Of the matrix, in the object. */
  readonly path: string;
  readonly status: 'complete' | 'building' | 'waiting' | 'stopped' | 'no room';
}

export interface BuildingOptions {
  readonly activity: Activity;
  /** How long nothing must have run before one is begun, in milliseconds. */
  readonly pause: number;
  /** Whether an index may be built that there is not yet. */
  mayBuild(index: MatrixIndex, signal: AbortSignal): Promise<boolean>;
  onChange(index: MatrixIndex): void;
}

export interface Building {
  /** Something was drawn: if it is a gene of a matrix that was not thought of yet, its index is built. */
  drawn(ref: VectorRef): void;
  /** Goes on with an index that was stopped. */
  goOn(path: string): void;
  /** Stops what runs and what waits; `for now`: until something is drawn. */
  stop(how?: 'for now'): void;
}

export function createBuilding(data: AnnDataShadow | MuDataShadow, { activity, pause, mayBuild, onChange }: BuildingOptions): Building {
  const known = new Map<string, ElemShadow>();
  /** Paths of those that need not be thought of again. */
  const begun = new Set<string>();
  let stopping = new AbortController();
  let before: Promise<unknown> = Promise.resolve();

  /** @param isAskedFor the user did, who need not be asked again */
  const build = async (matrix: ElemShadow, first: MatrixIndex, isAskedFor: boolean, signal: AbortSignal): Promise<void> => {
    let index = first;
    const tell = (change: Partial<MatrixIndex>): void => {
      index = { ...index, ...change };
      onChange(index);
    };
    try {
      await whenQuiet(activity, pause, signal);
      if (!isAskedFor && !(await mayBuild(index, signal))) {
        tell({ status: 'stopped' });
        return;
      }
      tell({ status: 'building' });
      const work = (options: TaskOptions): Promise<void> =>
        matrix.buildIndex({
          signal: options.signal,
          onProgress(progress) {
            options.onProgress(progress);
            tell({ done: progress.done });
          },
        });
      await activity.run(`Indexing the genes of ${pathLabel(matrix.path)}`, signal, work, 'background');
      // Where there was no room on disk it may be in memory now.
      tell({ ...((await matrix.index({ signal })) ?? { done: 1 }), status: 'complete' });
    } catch (error) {
      // Never an error of the user's: genes are found without it.
      tell({ status: !isAbort(error) && toErrorRecord(error).tag === 'unsupported' ? 'no room' : 'stopped' });
    }
  };

  const think = async (matrix: ElemShadow, isAskedFor: boolean): Promise<void> => {
    const { signal } = stopping;
    // One short question while the picture comes up: none later, when the user does something else.
    const release = activity.hold();
    const state = await matrix
      .index({ signal })
      .catch(() => null)
      .finally(release);
    if (!state || signal.aborted) return;
    const index: MatrixIndex = { ...state, path: matrix.path, status: state.done === 1 ? 'complete' : 'waiting' };
    onChange(index);
    if (index.status === 'waiting') before = before.then(() => build(matrix, index, isAskedFor, signal));
  };

  return {
    drawn(ref) {
      const matrix = matrixOfGene(data, ref);
      if (!matrix || begun.has(matrix.path)) return;
      known.set(matrix.path, matrix);
      begun.add(matrix.path);
      void think(matrix, false);
    },

    goOn(path) {
      const matrix = known.get(path);
      if (matrix) void think(matrix, true);
    },

    stop(how) {
      if (how === 'for now') begun.clear();
      stopping.abort();
      stopping = new AbortController();
    },
  };
}
