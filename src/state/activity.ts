/** What is being read right now: for the one quiet place that shows progress, and for `idle()`. Page, no React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Fetched, Progress } from '../shadow/index.ts';

export interface Task {
  readonly id: number;
  /** What runs, as “Reading rna.X”. */
  readonly label: string;
  /** When it first and last said how far it is; null where it did not. */
  readonly first: Told | null;
  readonly last: Told | null;
  /** What was fetched for it, where that is from a server. */
  readonly fetched: Fetched | null;
  /** Bytes that there are to fetch, where that is all that is done. */
  readonly total: number | null;
  /** Done ahead of what the user will want: it is shown, and nobody waits for it. */
  readonly isBackground: boolean;
  cancel(): void;
}

interface Told {
  /** By `performance.now()`. */
  readonly at: number;
  /** Share that was done, 0 to 1. */
  readonly done: number;
}

export interface ActivityState {
  readonly tasks: readonly Task[];
  /** Work that is about to start: `idle` waits for it, nobody is told of it. */
  readonly held: number;
}

export interface TaskOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface Activity extends StoreApi<ActivityState> {
  /** Runs work under a name, until it settles; `outer` aborts it too. */
  run<T>(label: string, outer: AbortSignal | null, work: (options: TaskOptions) => Promise<T>, kind?: 'background'): Promise<T>;
  /** Announces work that starts in a moment; the answer ends the announcement. */
  hold(): () => void;
  /** Whether nothing runs that somebody waits for, and nothing is about to. */
  isIdle(): boolean;
  /** Resolves when that is so. */
  idle(): Promise<void>;
}

export function createActivity(): Activity {
  const store = createStore<ActivityState>(() => ({ tasks: [], held: 0 }));
  let nextId = 1;

  const run: Activity['run'] = async (label, outer, work, kind) => {
    const id = nextId++;
    const controller = new AbortController();
    const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal;
    const task: Task = {
      id,
      label,
      first: null,
      last: null,
      fetched: null,
      total: null,
      isBackground: kind === 'background',
      cancel: () => controller.abort(),
    };
    store.setState(({ tasks }) => ({ tasks: [...tasks, task] }));
    const onProgress = ({ done, total, fetched }: Progress): void => {
      // Of what comes from a server, how much there is to come need not be known.
      const last = total > 0 ? { at: performance.now(), done: done / total } : null;
      const told = (task: Task): Task => ({
        ...task,
        first: task.first ?? last,
        last: last ?? task.last,
        fetched: fetched ?? task.fetched,
        total: fetched && total > 0 ? total : task.total,
      });
      store.setState(({ tasks }) => ({ tasks: tasks.map((task) => (task.id === id ? told(task) : task)) }));
    };
    try {
      return await work({ signal, onProgress });
    } finally {
      store.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== id) }));
    }
  };

  const hold = (): (() => void) => {
    let isHeld = true;
    const change = (by: number): void => store.setState(({ held }) => ({ held: held + by }));
    change(1);
    return () => {
      if (isHeld) change(-1);
      isHeld = false;
    };
  };

  const isIdle = (): boolean => store.getState().tasks.every(({ isBackground }) => isBackground) && store.getState().held === 0;

  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      if (isIdle()) {
        resolve();
        return;
      }
      const stop = store.subscribe(() => {
        if (!isIdle()) return;
        stop();
        resolve();
      });
    });

  return { ...store, run, hold, isIdle, idle };
}
